"""What the tests of texting share."""

import pytest
import time_machine

from community.messaging import gateway
from community.people.models import Community
from tests.stand_in import StandIn

# Noon on a Tuesday in New York: texts may leave.
NOON = "2026-11-24T17:00:00Z"


@pytest.fixture
def twilio(settings):
    """Twilio's real client against its stand-in."""
    with StandIn() as stand_in:
        settings.SMS_BACKEND = "twilio"
        settings.TWILIO_API_URL = stand_in.url
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = stand_in.account, stand_in.token
        settings.PUBLIC_URL = "https://stoop.example.org"
        yield stand_in
        gateway._client.cache_clear()


@pytest.fixture
def always_open(monkeypatch):
    """Texts may leave at any hour of the test run."""
    monkeypatch.setattr("community.messaging.rules.next_moment_to_text", lambda now, *rest: now)


def speaks(community: Community, *languages: str) -> Community:
    """The same community with other languages."""
    community.languages = list(languages)
    community.save()
    return community


@pytest.fixture
def time_machine_at_noon():
    """The clock stands at noon in New York; ``shift(seconds)`` moves it."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller
