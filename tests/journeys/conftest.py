"""One house for a journey."""

import pytest

from tests.journeys.house import open_house


@pytest.fixture
def house():
    with open_house() as opened:
        yield opened
