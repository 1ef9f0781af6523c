"""Where a change says which panels show it, only those are rendered; in doubt all are."""

import pytest
from django.db import transaction

from community.core.registry import Audience
from community.live.panels import snapshots
from community.live.services import ANY, ring, ringing_last
from community.people.models import Household
from tests.community.live import toy
from tests.community.live.conftest import do, heard

SEEN = Audience("member", "en")
WHOLE = {"organisations", "households"}
ONE, OTHER = frozenset({"households"}), frozenset({"organisations"})


@pytest.mark.parametrize(
    ("since", "rung", "drawn"),
    [
        (1, [ONE, ONE], ONE),
        (2, [ANY, ONE], ONE),
        (2, [OTHER, ONE], ONE),
        (2, [ONE, WHOLE], WHOLE),
        (1, [OTHER, OTHER], OTHER),
        (1, [ONE, OTHER], WHOLE),
        (1, [ANY, ONE], WHOLE),
        (1, [ONE, ANY], WHOLE),
        (3, [ONE, ONE], WHOLE),
        (0, [ONE, ONE], WHOLE),
    ],
)
async def test_a_part_only_if_every_change_since_said_so(house, since, rung, drawn):
    for panels in rung:
        await do(ring, house.board.pk, panels=panels)
    shot = (await do(snapshots, house.board, [SEEN], since=since))[SEEN]
    assert shot["version"] == 3
    assert shot["panels"].keys() == drawn


def add_household_in_part(board):
    with transaction.atomic():
        Household.objects.create(community_id=board.community_id, name="Petit")
        ring(board.pk, panels=ONE)


async def test_the_other_panels_are_not_rendered_and_stay(house, watch):
    await do(toy.add_organisation, house.board, "Zoe")
    socket = await watch(house.board, house.alice)
    await heard(socket)
    toy.renders.clear()
    await do(add_household_in_part, house.board)
    assert await heard(socket) == {"version": 3, "since": 2, "panels": {"households": "1"}}
    assert not toy.renders  # which counts the other panel's
    await socket.send_to(text_data="snapshot")
    assert (await heard(socket))["panels"] == {"organisations": "Yes: Zoe", "households": "1"}
    await do(toy.add_organisation, house.board, "Ada")
    assert (await heard(socket))["panels"] == {"organisations": "Yes: Ada, Zoe"}


async def test_whoever_is_seen_as_another_meanwhile_is_shown_all(house, watch):
    socket = await watch(house.board, house.alice)
    await heard(socket)
    with toy.closed_gate():
        await do(ring, house.board.pk)
        other = await watch(house.board, house.benita)
        await do(add_household_in_part, house.board)
    assert (await heard(socket))["panels"] == {"households": "1"}
    shown = {}
    while shown.get("households") != "1":
        shown |= (await heard(other))["panels"]
    assert shown == {"organisations": "Sí: ", "households": "1"}


@pytest.mark.parametrize(
    ("panels", "said"),
    [
        ([{"one"}, {"one"}], {"one"}),
        ([{"one"}, {"other"}], {"one", "other"}),
        ([{"one"}, set()], {""}),
        ([set(), {"one"}], {""}),
        ([{"one"}, set(), {"one"}], {""}),
    ],
)
def test_rings_of_known_panels_are_rung_as_one_of_all_these(house, panels, said):
    with ringing_last():
        for each in panels:
            ring(house.board.pk, panels=each)
    house.board.refresh_from_db()
    assert (house.board.version, house.board.changed) == (2, dict.fromkeys(said, 2))
