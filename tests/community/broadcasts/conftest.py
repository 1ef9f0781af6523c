"""What the tests of messages to many share."""

import re

import pytest
import time_machine

from community.broadcasts import services
from community.models import Broadcast
from tests.factories.broadcasts import agree, drafted, neighborhood
from tests.factories.people import GroupFactory, member, signed_in

# Noon on a Tuesday in New York: texts may leave.
NOON = "2026-11-24T17:00:00Z"


@pytest.fixture
def noon():
    """The clock stands at noon in New York."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def small_chunks(monkeypatch):
    """Two texts stand in the queue at once."""
    monkeypatch.setattr("community.broadcasts.rules.chunk_for", lambda people: 2)


def started(people: int = 5, **community: object) -> Broadcast:
    """A broadcast to the members of a board, under way; nothing is queued before its job runs."""
    luis, _ana, _board = neighborhood(people, **community)
    return services.send_broadcast(drafted(luis), by=luis)


def words_of(page):
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def look(person, broadcast):
    return words_of(signed_in(person).get(f"/broadcasts/{broadcast.pk}/"))


@pytest.fixture
def house():
    """A facilitator, a coordinator, and board members who read three languages."""
    luis, ana, _board = neighborhood(0)
    group = GroupFactory(community=luis.community, name="The board")
    for name, language in (("Bea", "en"), ("Cleo", "es"), ("Dina", "ht"), ("Edna", "ht")):
        agree(member(group, display_name=name, language=language))
    return luis, ana, group
