"""Whose turn it is: a page's at once, a machine's when no page is at work or it has waited long enough."""

import asyncio

import pytest

from community.core.turns import Pages, PeopleFirst, pages

LONG, SOON = 3600.0, 0.01  # seconds of patience that no test outlasts, and that every test does
PATIENCE = 10


class Machine:
    """A request that is at work from its turn until it is let go."""

    def __init__(self, turns):
        self.at_work, self.over = asyncio.Event(), asyncio.Event()
        self.task = asyncio.create_task(self.run(turns))

    async def run(self, turns):
        async with turns.machine():
            self.at_work.set()
            await self.over.wait()

    async def starts(self):
        async with asyncio.timeout(PATIENCE):
            await self.at_work.wait()

    async def end(self):
        self.over.set()
        await asyncio.wait_for(self.task, PATIENCE)


async def settled():
    """Until whatever can run has run."""
    for _turn in range(5):
        await asyncio.sleep(0)


async def test_a_machine_waits_while_a_page_is_at_work():
    turns = PeopleFirst(machines=2, patience=LONG)
    with turns.person():
        machine = Machine(turns)
        with turns.person():
            await settled()
        await settled()
        assert not machine.at_work.is_set()
    await machine.starts()
    with turns.person():
        await machine.end()


async def test_no_machine_waits_longer_than_its_patience():
    turns = PeopleFirst(machines=1, patience=SOON)
    with turns.person():
        first, second = Machine(turns), Machine(turns)
        await first.starts()
        await first.end()
        await second.starts()
        await second.end()


async def test_so_many_machines_at_once_in_the_order_they_came():
    turns = PeopleFirst(machines=2, patience=SOON)
    machines = [Machine(turns) for _machine in range(4)]
    await settled()
    assert [machine.at_work.is_set() for machine in machines] == [True, True, False, False]
    await machines[1].end()
    await machines[2].starts()
    assert not machines[3].at_work.is_set()
    for machine in (machines[0], machines[2], machines[3]):
        await machine.end()
    assert (turns.machines, pages.at_work, list(turns.waiting)) == (0, 0, [])


async def test_who_hangs_up_while_waiting_takes_no_turn():
    turns = PeopleFirst(machines=1, patience=LONG)
    first, gone, last = [Machine(turns) for _machine in range(3)]
    await settled()
    gone.task.cancel()
    await asyncio.wait([gone.task])
    await first.end()
    await last.starts()
    await last.end()
    assert turns.machines == 0


async def test_a_machine_that_fails_gives_its_turn_back():
    turns = PeopleFirst(machines=1, patience=LONG)
    with pytest.raises(ZeroDivisionError):
        async with turns.machine():
            raise ZeroDivisionError
    machine = Machine(turns)
    await machine.starts()
    await machine.end()


async def test_what_gives_way_goes_on_when_the_last_page_is_gone():
    pages = Pages()
    await pages.gone(LONG)
    with pages.page():
        with pages.page():
            waiting = asyncio.create_task(pages.gone(LONG))
            await settled()
        await settled()
        assert not waiting.done()
    await asyncio.wait_for(waiting, PATIENCE)


async def test_what_gives_way_does_so_for_a_moment_only():
    pages = Pages()
    with pages.page():
        await asyncio.wait_for(pages.gone(SOON), PATIENCE)
        stopped = asyncio.create_task(pages.gone(LONG))
        await settled()
        stopped.cancel()
        await asyncio.wait([stopped])
    assert not pages.waiting
