"""Renders and queries grow with audiences and ticks, never with phones or with votes."""

import asyncio
import dataclasses
import threading
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advisory.decisions import services as decisions
from community.core import registry
from community.live import hub
from community.live.panels import snapshots
from tests.community.live.conftest import PATIENCE, do
from tests.community.live.evenings import room
from tests.community.live.model import Page

VOTERS = 50
LANGUAGES = ("en", "es", "ht")


@pytest.fixture
def work(monkeypatch):
    """Of each drawing of the board: what was rendered, by panel and audience, and how many queries.

    What the test itself renders at the same time, in another thread, is not counted.
    """
    here, drawings = threading.local(), []

    def counting(key, panel):
        def render(board_id, audience):
            if (renders := getattr(here, "renders", None)) is not None:
                renders[key, audience] += 1
            return panel.render(board_id, audience)

        return render

    for key, panel in list(registry.panels._plugs.items()):
        monkeypatch.setitem(
            registry.panels._plugs, key, dataclasses.replace(panel, render=counting(key, panel))
        )
    draw = hub.draw

    def counted(*what):
        here.renders = Counter()
        with CaptureQueriesContext(connection) as asked:
            drawn = draw(*what)
        drawings.append((dict(here.renders), len(asked)))
        here.renders = None
        return drawn

    monkeypatch.setattr(hub, "draw", counted)
    return drawings


def vote(at, voters):
    for voter in voters:
        decisions.cast_vote(at.decision, voter=voter, option="yes", channel="phone")


def copies(page, number):
    """As many phones as that, in one hand."""
    phones = []
    for _phone in range(number):
        phone = object.__new__(Page)
        vars(phone).update(vars(page), panels={}, ghosts=[], closed=[])
        phones.append(phone)
    return phones


async def watched_by(at, originals, phones):
    """So many phones that show the board as it is."""
    pages = [phone for page in originals for phone in copies(page, -(-phones // len(originals)))]
    for page in pages:
        page.start()
        page.connect()
    looks = await do(snapshots, at.board, {page.audience for page in pages})
    for page in pages:
        await page.settle(looks[page.audience]["panels"])
    return pages


async def storm(at, originals, work, *, phones, voters):
    """The renders and the queries of the push that shows the last of the votes."""
    async with asyncio.timeout(3 * PATIENCE):
        pages = await watched_by(at, originals, phones)
        # Until all have voted nothing is heard: so they fall into one tick, however slow the machine.
        # What rang before may still be drawn meanwhile.
        hub.hub().notifier.hear = lambda *heard: None
        work.clear()
        await do(vote, at, voters)
        looks = await do(snapshots, at.board, {page.audience for page in pages})
        version = next(iter(looks.values()))["version"]
        hub.hub().hear({at.board.pk: version})
        for page in pages:
            await page.settle(looks[page.audience]["panels"])
        assert {tuple(page.closed) for page in pages} == {()}
        for page in pages:
            page.end()
    assert len(work) <= 2
    return work[-1]


def test_renders_and_queries_do_not_grow_with_phones_or_votes(shared_db, work):
    at = room(VOTERS)
    originals = [Page(at.board, at.members[0], language=language) for language in LANGUAGES]
    few = asyncio.run(storm(at, originals, work, phones=5, voters=at.members[:1]))
    many = asyncio.run(storm(at, originals, work, phones=200, voters=at.members[1:]))
    assert many == few
    renders, queries = few
    assert set(renders.values()) == {1}
    assert {audience.language for _key, audience in renders} == set(LANGUAGES)
    assert queries
