"""The state after any series of events equals a fresh render, for every audience and on every network."""

import asyncio

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from community.live import hub, notifier
from community.live.panels import snapshots
from tests.community.live.conftest import PATIENCE, do
from tests.community.live.evenings import DEEDS, happen, room
from tests.community.live.model import Page

UNSHRUNK = (Phase.explicit, Phase.generate)  # shrinking would take minutes
NETWORK = ("connect", "connect", "drop", "vanish", "poll", "snapshot")
event = st.tuples(st.sampled_from([*sorted(DEEDS), *NETWORK * 2, "compare", "compare"]), st.integers(0, 9))


def pages_of(at):
    """Phones, a console and the screen, in three languages."""
    seats = [
        (at.members[0], "", "en"),
        (at.members[0], "", "en"),
        (at.members[1], "", "es"),
        (at.charlie, "", "ht"),
        (at.guest, "", "es"),
        (at.luis, "facilitator", "en"),
        (at.luis, "projector", "ht"),
    ]
    return [Page(at.board, person, claimed=claimed, language=language) for person, claimed, language in seats]


async def compare(at, pages):
    """Each page with a socket comes to what a fresh look shows, and nobody was shut out."""
    looks = await do(snapshots, at.board, {page.audience for page in pages})
    async with asyncio.timeout(PATIENCE):
        for page in pages:
            if page.line is not None:
                await page.settle(looks[page.audience]["panels"])
    assert [page.closed for page in pages] == [[]] * len(pages)


async def happen_to(page, what):
    if what == "poll":
        await page.poll()
    else:
        {
            "connect": page.connect,
            "drop": lambda: page.drop(noticed=True),
            "vanish": lambda: page.drop(noticed=False),
            "snapshot": page.ask,
        }[what]()


async def play(at, pages, events):
    for page in pages:
        page.start()
    for page in pages[1:]:
        page.connect()
    for what, number in events:
        if what == "compare":
            await compare(at, pages)
        elif what in NETWORK:
            await happen_to(pages[number % len(pages)], what)
        else:
            await do(happen, at, what, number)
    for page in pages:
        page.connect()
    await compare(at, pages)
    for page in pages:
        page.end()


@pytest.fixture
def quick(shared_db, monkeypatch):
    """Pushes closer than usual, so that more of them meet what happens; no later look mends a miss."""
    monkeypatch.setattr(hub, "TICK", 0.03)
    monkeypatch.setattr(notifier, "RECHECK_EVERY", 3600.0)


@settings(max_examples=5, phases=UNSHRUNK, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(event, min_size=10, max_size=25))
def test_every_page_ends_with_what_a_fresh_look_shows(quick, events):
    at = room()
    asyncio.run(play(at, pages_of(at), events))
