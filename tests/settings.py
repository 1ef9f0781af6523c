"""The project's settings, for tests."""

import os

os.environ["STOOP_MODE"] = "test"

from community.config.settings import *  # noqa: F403  the mode must be set first

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  whitenoise warns when it is missing

# Static files are looked up when a test asks for one, not listed anew for every client that a test makes.
WHITENOISE_AUTOREFRESH = True

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":  # noqa: F405
    # No test is about a server that loses its power: commits need not wait for the disk.
    DATABASES["default"] |= {"ENGINE": "tests.postgres"}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"  # noqa: F405

PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]
