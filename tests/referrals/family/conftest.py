"""Noon in the community, and what its families are asked by then."""

import datetime

import pytest
import time_machine

from community.models import Message
from referrals.family.jobs import ask_families
from tests.factories.people import CommunityFactory

# Noon in New York.
NOON = datetime.datetime(2026, 11, 23, 17, tzinfo=datetime.UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON) as clock:
        yield clock


@pytest.fixture
def community():
    return CommunityFactory(name="Brownsville Families")


def asked(run_jobs):
    """Every text that has gone out once all who can be asked now were."""
    ask_families()
    run_jobs()
    return list(Message.objects.filter(direction="out").order_by("pk"))
