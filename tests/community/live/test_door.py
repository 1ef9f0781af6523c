"""A crowd at the door is asked about together, a moment's worth at a time."""

import asyncio
import threading

import pytest

from community.live import door as doors
from community.live.door import Door, Knock


@pytest.fixture
def asked(monkeypatch):
    """The crowds that were asked about; ``asked.hold`` keeps the answer back until it is set."""

    class Asked(list):
        hold = threading.Event()

    crowds = Asked()
    crowds.hold.set()

    def answer(knocks):
        crowds.append(list(knocks))
        assert crowds.hold.wait(10)
        return {knock: (knock.board_id, None) for knock in knocks}

    monkeypatch.setattr(doors, "enter_together", answer)
    return crowds


def knock(number):
    return Knock(number, "", {})


async def test_all_who_come_at_once_are_one_crowd(asked):
    door = Door()
    entered = await asyncio.gather(*(door.enter(knock(number)) for number in range(40)))
    assert [board for board, _audience in entered] == list(range(40))
    assert [len(crowd) for crowd in asked] == [40]


async def test_a_crowd_waits_for_those_who_come_in_the_same_moment(asked, monkeypatch):
    monkeypatch.setattr(doors, "LONGEST", 10)
    door, entering = Door(), []
    for number in range(20):
        entering.append(asyncio.create_task(door.enter(knock(number))))
        await asyncio.sleep(0)
    await asyncio.gather(*entering)
    assert [len(crowd) for crowd in asked] == [20]


async def test_who_comes_while_others_are_asked_about_is_in_the_next_crowd(asked):
    door = Door()
    asked.hold.clear()
    first = asyncio.create_task(door.enter(knock(0)))
    while not asked:
        await asyncio.sleep(0)
    others = [asyncio.create_task(door.enter(knock(number))) for number in range(1, 30)]
    await asyncio.sleep(0)
    asked.hold.set()
    await asyncio.gather(first, *others)
    assert [len(crowd) for crowd in asked] == [1, 29]


async def test_a_crowd_that_never_ends_does_not_keep_the_first_waiting(asked, monkeypatch):
    monkeypatch.setattr(doors, "MOST", 10)
    monkeypatch.setattr(doors, "LONGEST", 0)
    door = Door()
    await asyncio.gather(*(door.enter(knock(number)) for number in range(25)))
    assert [len(crowd) for crowd in asked] == [10, 10, 5]


async def test_a_failure_is_told_to_its_crowd_and_the_next_is_let_in(asked, monkeypatch):
    door, answer = Door(), doors.enter_together

    def fail(_knocks):
        raise ValueError

    monkeypatch.setattr(doors, "enter_together", fail)
    told = await asyncio.gather(*map(door.enter, [knock(1), knock(2)]), return_exceptions=True)
    assert list(map(type, told)) == [ValueError, ValueError]
    monkeypatch.setattr(doors, "enter_together", answer)
    assert await door.enter(knock(3)) == (3, None)


async def test_who_hung_up_is_not_asked_about(asked):
    door = Door()
    waiting = [asyncio.create_task(door.enter(knock(number))) for number in range(3)]
    await asyncio.sleep(0)
    waiting[1].cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert [[one.board_id for one in crowd] for crowd in asked] == [[0, 2]]
