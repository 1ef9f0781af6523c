"""From a doorbell to the sockets: once a tick, once an audience, only what changed."""

from community.core.registry import Audience
from community.live import hub
from community.live.panels import snapshot
from tests.community.live import toy
from tests.community.live.conftest import do, heard

ENGLISH, SPANISH = Audience("member", "en"), Audience("member", "es")


async def test_first_the_whole_board_then_only_what_changed(house, watch):
    socket = await watch(house.board, house.alice)
    assert await heard(socket) == {
        "version": 1,
        "since": 0,
        "panels": {"organisations": "Yes: ", "households": ""},
        "seen_as": "member.en",
    }
    await do(toy.add_household, house.board)
    assert await heard(socket) == {"version": 2, "since": 1, "panels": {"households": "1"}}
    await do(toy.add_organisation, house.board, "Zoe")
    assert await heard(socket) == {"version": 3, "since": 2, "panels": {"organisations": "Yes: Zoe"}}


async def test_a_page_that_is_up_to_date_is_sent_nothing_but_changes(house, watch):
    await do(toy.add_household, house.board)
    socket = await watch(house.board, house.alice, have=2, seen_as=ENGLISH.mark)
    other = await watch(house.board, house.alice, have=1, seen_as=ENGLISH.mark)
    assert (await heard(other))["since"] == 0
    await do(toy.add_household, house.board)
    assert await heard(socket) == {"version": 3, "since": 2, "panels": {"households": "2"}}


async def test_what_was_drawn_for_another_audience_counts_for_nothing(house, watch):
    first = await watch(house.board, house.benita)
    whole = await heard(first)
    house.alice.language = "es"
    await do(house.alice.save)
    socket = await watch(house.board, house.alice, have=1, seen_as=ENGLISH.mark)
    assert await heard(socket) == whole


async def test_a_ring_that_changes_nothing_is_not_sent(house, watch):
    socket = await watch(house.board, house.alice)
    await heard(socket)
    await do(toy.ring, house.board.pk)
    await do(toy.add_household, house.board)
    message = await heard(socket)
    assert message["panels"] == {"households": "1"}
    assert message["since"] == 1


async def test_a_silent_socket_hears_that_it_lives(house, watch, monkeypatch):
    monkeypatch.setattr(hub, "PULSE", 0.05)
    socket = await watch(house.board, house.alice)
    assert (await heard(socket))["since"] == 0
    assert await heard(socket) == {"version": 1, "since": 1, "panels": {}}
    monkeypatch.setattr(hub, "PULSE", 60)
    await do(toy.add_household, house.board)
    message = await heard(socket)
    while not message["panels"]:
        message = await heard(socket)
    assert message == {"version": 2, "since": 1, "panels": {"households": "1"}}


async def test_one_rendering_for_each_audience_however_many_sockets(house, watch):
    with toy.closed_gate():
        sockets = [await watch(house.board, person) for person in [house.alice, house.benita] * 3]
    words = {(await heard(socket))["panels"]["organisations"] for socket in sockets}
    assert words == {"Yes: ", "Sí: "}
    toy.renders.clear()
    await do(toy.add_household, house.board)
    for socket in sockets:
        assert (await heard(socket))["panels"] == {"households": "1"}
    assert toy.renders == {ENGLISH: 1, SPANISH: 1}


async def test_a_storm_is_one_more_rendering_and_its_end_is_seen(house, watch):
    socket = await watch(house.board, house.alice)
    await heard(socket)
    toy.renders.clear()
    with toy.closed_gate():
        await do(toy.add_household, house.board)
        for _more in range(30):
            await do(toy.add_household, house.board)
    # Which of the thirty the waiting rendering still saw is chance; what follows it sees them all.
    last = ""
    while last != "31":
        last = (await heard(socket))["panels"]["households"]
    assert toy.renders[ENGLISH] <= 2


async def test_whoever_comes_later_is_served_without_rendering(house, watch):
    first = await watch(house.board, house.alice)
    whole = await heard(first)
    toy.renders.clear()
    second = await watch(house.board, house.alice)
    assert await heard(second) == whole
    assert not toy.renders


async def test_whoever_missed_something_asks_for_everything(house, watch):
    socket = await watch(house.board, house.alice)
    whole = await heard(socket)
    await socket.send_to(text_data="snapshot")
    assert await heard(socket) == whole


async def test_a_page_a_poll_and_a_socket_show_the_same(house, watch):
    await do(toy.add_organisation, house.board, "Ñandú")
    socket = await watch(house.board, house.benita)
    whole = await heard(socket)
    whole.pop("since")
    assert whole == await do(snapshot, house.board, SPANISH)


async def test_a_board_that_cannot_be_rendered_is_tried_again(house, watch, monkeypatch, caplog):
    socket = await watch(house.board, house.alice)
    await heard(socket)
    failures = iter([RuntimeError("no panel today")])

    def stumble(text):
        for failure in failures:
            raise failure
        return text

    monkeypatch.setattr(toy, "gettext", stumble)
    await do(toy.add_household, house.board)
    assert (await heard(socket))["panels"]["households"] == "1"
    assert "could not be rendered" in caplog.text
