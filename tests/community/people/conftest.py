"""What tests of the ways in share."""

import re
import time
from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from community.core import registry
from community.people.services import give_staff_sign_in
from community.people.views import ways_in
from tests.community.people.at_the_door import PASSWORD, SECRET
from tests.factories.people import CommunityFactory, staff


@pytest.fixture(autouse=True)
def _fresh_limits_and_no_waiting(request, monkeypatch):
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        cache.clear()
    monkeypatch.setattr(ways_in, "EVEN_TIME", 0)


@pytest.fixture
def texted(monkeypatch):
    """Codes as they left, by phone, instead of a queue."""
    codes = {}

    def sender(person, render, useful_until):
        codes[person.phone] = re.search(r"\b\d{6}\b", render()).group()

    monkeypatch.setattr(registry.code_senders, "_plugs", {"test": sender})
    return codes


@pytest.fixture
def hold_the_time(monkeypatch):
    """Call with seconds into a step of 30: the clock stands there, the cache's too."""
    start = time.time() // 30 * 30

    def hold(seconds):
        then = datetime.fromtimestamp(start + seconds, UTC)
        monkeypatch.setattr("time.time", then.timestamp)
        monkeypatch.setattr("django.core.cache.backends.db.tz_now", lambda: then)

    return hold


@pytest.fixture
def ana():
    """A coordinator who has set up everything."""
    ana = staff(CommunityFactory(), display_name="Ana Coordinator", phone=None)
    give_staff_sign_in(ana, email="Ana@Example.org", password=PASSWORD, totp_secret=SECRET)
    return ana


@pytest.fixture
def bea():
    """A coordinator who has a password and no app yet."""
    bea = staff(CommunityFactory(), phone=None)
    give_staff_sign_in(bea, email="bea@example.org", password=PASSWORD)
    return bea
