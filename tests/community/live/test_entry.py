"""Who may watch, when a socket opens and for as long as it stays open."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from community.live import hub as hubs
from community.live.consumers import LONGEST_FRAME
from community.live.door import Knock, enter_together
from community.live.entry import ask_again
from community.people.models import Membership, SignedLink
from community.people.services import make_link
from tests.community.live import toy
from tests.community.live.conftest import closed, do, heard
from tests.factories.people import signed_in


@pytest.mark.parametrize(
    ("who", "board", "query", "second_factor", "may"),
    [
        ("alice", "board", {}, False, True),
        ("alice", "board", {"as": "console"}, True, False),
        ("alice", "foreign_board", {}, True, False),
        ("charlie", "board", {"as": "console"}, True, True),
        ("charlie", "board", {"as": "console"}, False, False),
        ("charlie", "foreign_board", {"as": "console"}, True, False),
        ("stranger", "board", {}, True, False),
        ("stranger", "foreign_board", {}, True, True),
    ],
)
async def test_people_by_boards(house, watch, who, board, query, second_factor, may):  # noqa: PLR0917  a table
    socket = await watch(getattr(house, board), getattr(house, who), second_factor=second_factor, **query)
    assert (socket.accepted, socket.code) == ((True, None) if may else (False, 4404))


@pytest.mark.parametrize("first", [False, True])
async def test_two_sign_ins_of_one_person_at_once_have_each_their_own_rights(house, first):
    """With the second factor on one device, the other one is not let in by it."""
    knocks = {}
    for shown in (first, not first):
        client = await do(lambda shown=shown: signed_in(house.charlie, second_factor=shown))
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        knocks[shown] = Knock(house.board.pk, "console", cookies)
    entered = await do(enter_together, knocks.values())
    assert entered[knocks[True]] is not None
    assert entered[knocks[False]] is None


@pytest.mark.parametrize(
    "path", ["/ws/board/999999/", "/ws/board/x/", "/ws/l/no-such-token/", "/ws/", "/", f"/ws/board/{10**30}/"]
)
async def test_addresses_that_are_none(house, dial, path):
    client = await do(signed_in, house.alice)
    socket = await dial(path, client)
    assert (socket.accepted, socket.code) == (False, 4404)


async def test_somebody_who_has_not_signed_in(house, dial):
    for client in (None, Client(headers={"cookie": "sessionid=made-up"})):
        assert not (await dial(f"/ws/board/{house.board.pk}/", client)).accepted


async def test_what_is_open_to_all_stays_open(house, dial):
    socket = await dial(f"/ws/board/{house.board.pk}/?as=window")
    await heard(socket)
    ticket = next(iter(hubs.hub().asked))
    assert (await do(ask_again, [ticket]))[ticket] == ("window", "en")
    await do(toy.add_household, house.board)
    assert (await heard(socket))["panels"] == {"households": "1"}


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
async def test_another_site_cannot_open_a_socket(house, dial, origin):
    client = await do(signed_in, house.alice)
    assert not (await dial(f"/ws/board/{house.board.pk}/", client, origin=origin)).accepted


async def test_the_language_picked_on_this_device_goes_before_ones_own(house, dial):
    client = await do(signed_in, house.alice)
    client.cookies["django_language"] = "es"
    socket = await dial(f"/ws/board/{house.board.pk}/", client)
    assert (await heard(socket))["panels"]["organisations"] == "Sí: "


def link_for(house, *, days=1, purpose="toy"):
    expires_at = timezone.now() + datetime.timedelta(days=days)
    address = make_link(house.benita, purpose=purpose, subject_id=house.board.pk, expires_at=expires_at)
    return "/ws" + address.removesuffix("/") + "/"


async def test_a_signed_link_watches_until_it_expires(house, dial):
    socket = await dial(await do(link_for, house))
    assert (await heard(socket))["panels"]["organisations"] == "Sí: "
    await do(SignedLink.objects.update, expires_at=timezone.now())
    assert await closed(socket) == hubs.RIGHT_ENDED


async def test_links_that_do_not_watch(house, dial):
    assert not (await dial(await do(link_for, house, days=-1))).accepted
    assert not (await dial(await do(link_for, house, purpose="unheard-of"))).accepted


def leave_group(person):
    yesterday = timezone.now().date() - datetime.timedelta(days=2)
    Membership.objects.filter(person=person).update(until=yesterday)


async def test_a_right_that_ended_closes_the_socket_though_nothing_rings(house, watch):
    staying, leaving = [await watch(house.board, person) for person in (house.benita, house.alice)]
    await do(leave_group, house.alice)
    assert await closed(leaving) == hubs.RIGHT_ENDED
    await do(toy.add_household, house.board)
    assert (await heard(staying))["since"] == 0
    assert (await heard(staying))["panels"] == {"households": "1"}


async def test_a_right_that_ended_is_noticed_before_the_next_push(house, watch, monkeypatch):
    monkeypatch.setattr(hubs, "SWEEP", 3600.0)
    monkeypatch.setattr(hubs, "FRESH", 0.0)
    socket = await watch(house.board, house.alice)
    await heard(socket)
    await do(leave_group, house.alice)
    await do(toy.add_household, house.board)
    # Closed without having been sent the change.
    event = await socket.receive_output(timeout=10)
    assert event == {"type": "websocket.close", "code": hubs.RIGHT_ENDED}


async def test_signing_out_closes_the_sockets(house, watch):
    socket = await watch(house.board, house.alice)
    await do(Session.objects.all().delete)
    assert await closed(socket) == hubs.RIGHT_ENDED


async def test_whoever_is_seen_differently_comes_again(house, watch):
    socket = await watch(house.board, house.alice)
    house.alice.language = "ht"
    await do(house.alice.save)
    assert await closed(socket) == hubs.COME_AGAIN


async def test_a_board_that_is_gone_closes_its_sockets(house, watch):
    socket = await watch(house.board, house.alice)
    await do(house.board.delete)
    assert await closed(socket) == hubs.RIGHT_ENDED


async def test_a_flood_closes_the_socket(house, watch):
    socket = await watch(house.board, house.alice)
    for _frame in range(50):
        await socket.send_to(text_data="snapshot")
    assert await closed(socket) == 4429


@pytest.mark.parametrize(
    "frame", [{"text_data": "é" * (LONGEST_FRAME // 2 + 1)}, {"bytes_data": b"x" * (LONGEST_FRAME + 1)}]
)
async def test_a_big_frame_closes_the_socket(house, watch, frame):
    socket = await watch(house.board, house.alice)
    await socket.send_to(**frame)
    assert await closed(socket) == 4413


async def test_words_it_does_not_know_are_not_answered(house, watch):
    socket = await watch(house.board, house.alice)
    whole = await heard(socket)
    for words in ('{"type":"vote"}', " ", "\x00"):
        await socket.send_to(text_data=words)
    await socket.send_to(text_data="snapshot")
    assert await heard(socket) == whole
