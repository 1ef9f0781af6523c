"""Whoever may no longer watch is out within five seconds, under a real server and a real meeting."""

import asyncio
import datetime
import time

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from community.live.hub import RIGHT_ENDED
from community.meetings.models import Invitation, Meeting
from community.models import Membership, StaffRole
from tests.community.live.conftest import PATIENCE, do
from tests.community.live.evenings import room
from tests.community.live.test_server import closing_code, web_process
from tests.factories.people import GroupFactory, member, signed_in

WEB = "community.config.asgi:application"
LONGEST = 5.0  # seconds
YESTERDAY = datetime.timedelta(days=1)


def joint_room():
    """An evening with a second group: its facilitator, a guest, a joint member and one of the colleagues."""
    at = room()
    other = GroupFactory(community=at.meeting.group.community)
    at.meeting.joint_with.add(other)
    at.neighbor = member(other, display_name="Nia Neighbor")
    return at


def dialled(address, at, person, *, claimed="", origin=None, have=0, seen_as=""):
    cookie = signed_in(person).cookies["sessionid"].value
    return connect(
        f"ws://{address}/ws/board/{at.board.pk}/?as={claimed}&have={have}&seen_as={seen_as}",
        origin=origin or f"http://{address}",
        additional_headers={"Cookie": f"sessionid={cookie}"},
    )


def end_role(at):
    before = at.meeting.group.community.today() - YESTERDAY
    StaffRole.objects.filter(person=at.luis).update(until=before)


def end_seat(at):
    before = at.meeting.group.community.today() - YESTERDAY
    Membership.objects.filter(person=at.neighbor).update(until=before)


def end_invitation(at):
    Invitation.objects.filter(person=at.guest).delete()


def members_only(at):
    Meeting.objects.filter(pk=at.meeting.pk).update(members_only=True)


async def test_each_right_that_ends_closes_its_socket_in_time(shared_db):
    at = await do(joint_room)
    table = [
        (at.luis, "facilitator", end_role),
        (at.neighbor, "", end_seat),
        (at.guest, "", end_invitation),
        (at.charlie, "", members_only),
    ]
    async with (
        asyncio.timeout(9 * PATIENCE),
        web_process("community.config.asgi:application") as (address, _),
    ):
        staying = await (await do(dialled, address, at, at.members[0]))
        await staying.recv()
        for person, claimed, end in table:
            async with await do(dialled, address, at, person, claimed=claimed) as socket:
                await socket.recv()
                await do(end, at)
                began = time.monotonic()
                assert await closing_code(socket) == RIGHT_ENDED, person
                assert time.monotonic() - began < LONGEST, person
            with pytest.raises(InvalidStatus, match="403"):
                await (await do(dialled, address, at, person, claimed=claimed))
        with pytest.raises(InvalidStatus, match="403"):
            await (await do(dialled, address, at, at.members[0], origin="https://elsewhere.example"))
        await staying.send("snapshot")
        await staying.recv()
        await staying.close()
