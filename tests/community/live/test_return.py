"""A phone whose network was gone for ten minutes comes back to exactly what is there."""

import asyncio
import datetime

import pytest
import time_machine
from django.utils import timezone

from advisory.decisions.services import close_decision
from community.core.registry import Audience
from community.live.panels import snapshot
from community.live.services import ring
from community.meetings import services as meetings
from community.meetings.models import Invitation
from community.models import Membership
from tests.community.live.conftest import PATIENCE, do, heard
from tests.community.live.evenings import DEEDS, happen, room
from tests.community.live.test_entry import leave_group

TEN_MINUTES = datetime.timedelta(minutes=10)
ROUNDS = 3  # of everything that can happen at a meeting
MEMBER, GUEST = Audience("member", "en"), Audience("guest", "en")


class Phone:
    """The page of one person: what it shows, and at which version and for whom that was drawn."""

    def __init__(self, at, person, audience, watch):
        self.at, self.person, self.audience, self.watch = at, person, audience, watch
        self.page = {"version": 0, "seen_as": "", "panels": {}}

    async def connect(self):
        had = {"have": self.page["version"], "seen_as": self.page["seen_as"]}
        self.socket = await self.watch(self.at.board, self.person, **had)
        return self.socket.accepted

    async def hear(self):
        """Take one message; returns it."""
        said = await heard(self.socket)
        assert said["since"] <= self.page["version"]
        self.page = {**self.page, **said, "panels": self.page["panels"] | said["panels"]}
        return said

    async def comes_to(self, audience):
        """Take messages until it shows what a fresh page of ``audience`` does."""
        fresh = await do(snapshot, self.at.board, audience)
        async with asyncio.timeout(PATIENCE):
            while self.page["panels"] != fresh["panels"]:
                await self.hear()
        assert self.page["seen_as"] == fresh["seen_as"]


@pytest.fixture(params=["alone", "others stay"])
async def phones(request, shared_db, watch):
    """Rosa's and the guest's: both show everything, and their networks have just gone.

    Their hub forgets the board with the last of them, or others go on watching.
    """
    at = await do(room)
    phones = [Phone(at, at.members[0], MEMBER, watch), Phone(at, at.guest, GUEST, watch)]
    if request.param == "others stay":
        for phone in phones:
            other = Phone(at, phone.person, phone.audience, watch)
            assert await other.connect()
            await other.hear()
    for phone in phones:
        assert await phone.connect()
        await phone.comes_to(phone.audience)
    for phone in phones:
        await phone.socket.disconnect()
    with time_machine.travel(timezone.now() + TEN_MINUTES):
        yield phones


@pytest.fixture
def phone(phones):
    return phones[0]


def much(at):
    """The vote is closed, an item is hidden from the guests and another put off, and all else moves too."""
    before = at.board.version
    meetings.next_item(at.meeting, seen=None, by=at.luis)
    close_decision(at.decision, by=at.luis)
    meetings.defer_item(at.meeting.agenda.get(title="News"), by=at.luis)
    for number in range(ROUNDS):
        for name in sorted(DEEDS):
            happen(at, name, number)
    at.meeting.agenda.filter(title="Next steps").update(closed_to_guests=True)
    ring(at.board.pk)
    at.board.refresh_from_db()
    assert at.board.version > before + len(DEEDS)


async def test_after_much_has_happened_it_is_sent_everything(phones):
    await do(much, phones[0].at)
    for phone in phones:
        before = phone.page["panels"]
        assert await phone.connect()
        await phone.comes_to(phone.audience)
        assert before["decision"] != phone.page["panels"]["decision"]
        assert "Next steps" in before["agenda"]
    assert ["Next steps" in phone.page["panels"]["agenda"] for phone in phones] == [True, False]


async def test_where_nothing_has_happened_it_is_sent_nothing(phone):
    assert await phone.connect()
    assert await phone.socket.receive_nothing()
    had = phone.page["version"]
    await do(meetings.breathe, phone.at.meeting, on=True, by=phone.at.luis)
    await do(meetings.next_item, phone.at.meeting, seen=None, by=phone.at.luis)
    assert (await phone.hear())["since"] == had
    await phone.comes_to(MEMBER)


def is_guest_now(at):
    """Rosa's seat has ended, and somebody has asked her to this evening."""
    leave_group(at.members[0])
    Invitation.objects.create(meeting=at.meeting, person=at.members[0], standing="guest")
    ring(at.board.pk)


async def test_whoever_is_seen_differently_by_now_is_sent_what_that_shows(phone):
    meeting, rosa = phone.at.meeting, phone.at.members[0]
    await do(meetings.write_note, meeting, body="Among us", by=rosa, item=None, members_only=True)
    await phone.connect()
    await phone.comes_to(MEMBER)
    assert "Among us" in phone.page["panels"]["notes"]
    await phone.socket.disconnect()
    await do(is_guest_now, phone.at)
    assert await phone.connect()
    await phone.comes_to(GUEST)
    assert "Among us" not in phone.page["panels"]["notes"]


async def test_a_right_that_is_gone_opens_no_socket(phone):
    await do(much, phone.at)
    await do(Membership.objects.filter(person=phone.person).delete)
    await do(Invitation.objects.filter(person=phone.person).delete)
    assert not await phone.connect()
