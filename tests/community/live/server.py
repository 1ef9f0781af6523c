"""The web process with the toy board plugged in, for tests that start a real server."""

import pytest

from community.config.asgi import application
from tests.community.live import toy

toy.plug(pytest.MonkeyPatch())

__all__ = ["application"]
