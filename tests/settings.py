"""The project's settings, for tests."""

import os

os.environ["STOOP_MODE"] = "test"

from community.config.settings import *  # noqa: F403  the mode must be set first

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  whitenoise warns when it is missing
