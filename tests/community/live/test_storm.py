"""Whatever happens, and however fast, each page ends with what a fresh look shows."""

import asyncio
import itertools
import json
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.core.registry import Audience
from community.live import notifier
from community.live.entry import Ticket
from community.live.hub import hub
from community.live.panels import snapshot
from tests.community.live import toy
from tests.community.live.conftest import PATIENCE, do
from tests.community.live.test_showing import Page

numbers = itertools.count()
deed = st.sampled_from(["organisation", "household", "ring", "watch", "watch", "leave", "pause"])


def watcher(house):
    """A socket of Alice's without a network: it notes what it is sent."""
    page = Page()
    page.news = asyncio.Event()

    async def base_send(message):
        page.take(message)
        page.news.set()

    page.base_send = base_send
    page.ticket = Ticket(house.board.pk, person_id=house.alice.pk, both_factors=True)
    page.close = lambda code: pytest.fail(f"closed with {code}")
    return page


async def play(house, deeds):
    """Do the deeds and return the pages still open, once each has the last version."""
    pages, seen = [watcher(house)], Audience("member", "en")
    hub().join(pages[0], seen, have=0)
    for what in [*deeds, "household"]:
        if what == "organisation":
            await do(toy.add_organisation, house.board, f"No {next(numbers)} & <b>")
        elif what == "household":
            await do(toy.add_household, house.board)
        elif what == "ring":
            await do(toy.ring, house.board.pk)
        elif what == "watch":
            pages.append(watcher(house))
            hub().join(pages[-1], seen, have=0)
        elif what == "leave" and len(pages) > 1:
            hub().leave(pages.pop(0))
        elif what == "pause":
            await asyncio.sleep(0)
    fresh = await do(snapshot, house.board, seen)
    async with asyncio.timeout(PATIENCE):
        for page in pages:
            while page.have < fresh["version"]:
                page.news.clear()
                await page.news.wait()
    for page in pages:
        hub().leave(page)
    return SimpleNamespace(pages=pages, fresh=fresh)


@pytest.fixture
def once_only(house, monkeypatch):
    """The house, where no later look mends what was missed."""
    monkeypatch.setattr(notifier, "RECHECK_EVERY", 3600.0)
    return house


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(deed, max_size=15))
def test_after_any_storm_every_page_is_right(once_only, deeds):
    ended = asyncio.run(play(once_only, deeds))
    for page in ended.pages:
        assert json.dumps(page.panels) == json.dumps(ended.fresh["panels"])
