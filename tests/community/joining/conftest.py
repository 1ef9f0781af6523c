"""What the tests of joining share."""

import pytest

from community.people.views import ways_in
from tests.factories.people import CommunityFactory


@pytest.fixture
def home(db):
    return CommunityFactory(name="Brownsville Families", slug="brownsville", number="+17185550100")


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(ways_in, "EVEN_TIME", 0)
