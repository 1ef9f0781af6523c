"""The project's settings, for tests."""

import os

os.environ["STOOP_MODE"] = "test"

from community.config.settings import *  # noqa: F403  the mode must be set first

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  whitenoise warns when it is missing

# Static files are looked up when a test asks for one, not listed anew for every client that a test makes.
WHITENOISE_AUTOREFRESH = True
