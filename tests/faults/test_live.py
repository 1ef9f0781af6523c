"""A long evening on a live board: every page shows what is there, however often its line is lost."""

import asyncio
import contextlib
import random
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field

import pytest

from community.live.panels import snapshots
from community.models import LiveBoard
from tests.community.live.conftest import PATIENCE, do
from tests.community.live.evenings import DEEDS, happen, room
from tests.community.live.test_rights_end import WEB
from tests.community.live.test_server import web_process
from tests.faults.crowd import Crowd, Panels, Phone, phone_of

LANGUAGES = ("en", "es", "ht")
KINDS = sorted(DEEDS.keys() - {"ring"})  # a ring alone is no event: nothing has changed


@dataclass(frozen=True)
class Size:
    """So many sockets on one web process, ``restless`` of them reconnecting at any time.

    ``pace``: seconds from one event to the next, whether or not everybody has seen the first by then;
    0: as soon as everybody has.
    """

    sockets: int
    restless: int
    events: int
    pace: float


def phones_at(at, size: Size) -> list[Phone]:
    """A console, two screens, a guest, a colleague, and board members with a sign-in each."""
    seats = [
        (at.luis, "facilitator", "en"),
        (at.luis, "projector", "en"),
        (at.luis, "projector", "ht"),
        (at.guest, "", "es"),
        (at.charlie, "", "ht"),
    ]
    seats += [(person, "", LANGUAGES[place % 3]) for place, person in enumerate(at.members)]
    return [phone_of(at.board, person, claimed=claimed, language=speaks) for person, claimed, speaks in seats]


def version_of(at) -> int:
    return LiveBoard.objects.values_list("version", flat=True).get(pk=at.board.pk)


def let_something_happen(at, draw: random.Random) -> str:
    """Try one deed after the other until one is not refused; returns its name."""
    before = version_of(at)
    while True:
        name = draw.choice(KINDS)
        happen(at, name, draw.randrange(10_000))
        if version_of(at) != before:
            return name


def looked_up(at, phones: list[Phone]) -> dict[object, Panels]:
    """What a fresh page shows to each audience."""
    fresh = snapshots(at.board, {phone.audience for phone in phones})
    return {audience: shot["panels"] for audience, shot in fresh.items()}


@dataclass
class Evening:
    """What happened how often; and of the events that all saw before the next, how many seconds that took."""

    happened: Counter[str] = field(default_factory=Counter)
    seen_after: list[float] = field(default_factory=list)


async def until(moment: float, working: list[asyncio.Task[None]]) -> None:
    """Return at ``moment`` of the loop's clock; sooner, and with its failure, if one of ``working`` ends."""
    rest = max(0.0, moment - asyncio.get_running_loop().time())
    ended, _pending = await asyncio.wait(working, timeout=rest, return_when=asyncio.FIRST_COMPLETED)
    for task in ended:
        task.result()


async def pass_the_evening(at, crowd: Crowd, size: Size) -> Evening:
    """Let it all happen."""
    evening, loop = Evening(), asyncio.get_running_loop()
    restless = [asyncio.create_task(crowd.come_and_go()) for _phone in range(size.restless)]
    begun = loop.time()
    for number in range(1, size.events + 1):
        evening.happened[await do(let_something_happen, at, crowd.draw)] += 1
        now = loop.time()
        await crowd.next_event()
        due = begun + number * size.pace if size.pace else now + PATIENCE
        fresh = await do(looked_up, at, crowd.phones)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(due):
                await crowd.shows(fresh)
            evening.seen_after.append(loop.time() - now)
        if size.pace:
            await until(due, restless)
    await crowd.next_event(over=True)
    await asyncio.gather(*restless)
    return evening


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(Size(sockets=30, restless=5, events=12, pace=0), id="small"),
        pytest.param(
            Size(sockets=1000, restless=50, events=300, pace=1), id="whole", marks=pytest.mark.faults
        ),
    ],
)
async def test_every_page_ends_with_what_the_database_has(shared_by_threads, size: Size):
    draw = random.Random(20261126)  # noqa: S311  a seed, so that a failure can be repeated
    at = await do(room, size.sockets - 5)
    phones = await do(phones_at, at, size)
    assert len(phones) == size.sockets
    async with web_process(WEB) as (address, _process):
        crowd = Crowd(phones, address, draw)
        await crowd.come()
        began = time.monotonic()
        evening = await pass_the_evening(at, crowd, size)
        took = time.monotonic() - began
        fresh = await do(looked_up, at, phones)
        async with asyncio.timeout(3 * PATIENCE):
            await crowd.shows(fresh)
        assert [phone.panels for phone in phones] == [fresh[phone.audience] for phone in phones]
        await crowd.leave()
    assert [phone for phone in phones if phone.shut or phone.gaps] == []
    assert crowd.returns >= size.restless
    assert evening.seen_after, "no event was seen by all before the next"
    if size.pace:
        assert took < 1.1 * size.events * size.pace, "this machine is too slow to prove it"
    else:
        assert len(evening.seen_after) == size.events
    print(
        f"{size.sockets} sockets, {size.events} events in {took:.0f} s, {crowd.returns} came back,"
        f" {sum(phone.messages for phone in phones)} messages; {len(evening.seen_after)} events were seen by"
        f" all before the next, after {statistics.median(evening.seen_after):.2f} s in the middle and"
        f" {max(evening.seen_after):.2f} s at most; {dict(evening.happened)}"
    )
