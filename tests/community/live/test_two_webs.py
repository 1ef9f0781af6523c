"""Two web processes on one database: each hears of the other's changes, and either may be killed."""

import asyncio
import json
from http.client import HTTPConnection

import pytest
from django.db import connection
from websockets.exceptions import ConnectionClosed

from community.core.registry import Audience
from community.live.panels import snapshot
from community.meetings.models import Meeting
from community.meetings.standing import MEMBER
from tests.community.live.conftest import PATIENCE, do
from tests.community.live.evenings import happen, room
from tests.community.live.test_rights_end import WEB, dialled
from tests.community.live.test_server import web_process
from tests.factories.people import signed_in

TOKEN = "a" * 32


class Screen:
    """A page at one of the processes."""

    def __init__(self):
        self.have, self.panels = 0, {}

    async def follow(self, socket, at):
        """Take what comes until the page shows what the database has."""
        fresh = await do(snapshot, at.board, Audience(MEMBER, "en"))
        async with asyncio.timeout(PATIENCE):
            while self.panels != fresh["panels"]:
                body = json.loads(await socket.recv())
                assert body["since"] <= self.have
                self.panels |= body["panels"]
                self.have = body["version"]


def press_next(address, at):
    """Go on to the next item through the web process at ``address``; returns the answer's status."""
    cookie = signed_in(at.luis).cookies["sessionid"].value
    web = HTTPConnection(address, timeout=PATIENCE)
    seen = Meeting.objects.get(pk=at.meeting.pk).current_item_id or ""
    headers = {
        "Cookie": f"sessionid={cookie}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    web.request("POST", f"/meetings/{at.meeting.pk}/board/do/next_item/", f"seen={seen}", headers)
    status = web.getresponse().status
    web.close()
    return status


@pytest.mark.skipif(connection.vendor != "postgresql", reason="web processes share PostgreSQL")
async def test_either_tells_the_other_and_one_that_is_killed_loses_nothing(shared_db):
    at = await do(room)
    rosa, ana = at.members[:2]
    here, there = Screen(), Screen()
    async with asyncio.timeout(9 * PATIENCE), web_process(WEB) as (second, _):
        async with web_process(WEB) as (first, doomed):
            phone = await (await do(dialled, first, at, rosa))
            screen = await (await do(dialled, second, at, ana))
            for address in (first, second):
                assert await do(press_next, address, at) == 200
                await here.follow(phone, at)
                await there.follow(screen, at)
            doomed.kill()
            with pytest.raises(ConnectionClosed):
                await phone.recv()
        await do(happen, at, "vote", 0)
        assert await do(press_next, second, at) == 200
        await there.follow(screen, at)
        phone = await (await do(dialled, second, at, rosa, have=here.have, seen_as="member.en"))
        await here.follow(phone, at)
        await phone.close()
        await screen.close()
