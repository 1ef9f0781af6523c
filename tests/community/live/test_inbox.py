"""A text that comes in reaches the open pages of the staff."""

from community.messaging import services
from community.models import Thread
from tests.community.live.conftest import do, heard
from tests.factories.messaging import text_from
from tests.factories.people import PersonFactory


def wrote(home, phone, body):
    text_from(phone, home, body)
    return Thread.objects.get(community=home, phone=phone)


async def test_in_the_list_and_in_the_thread(house, watch):
    board = await do(services.inbox_board, house.here)
    rosa = await do(PersonFactory, community=house.here)
    thread = await do(wrote, house.here, rosa.phone, "Can my sister come?")
    in_list = await watch(board, house.charlie, **{"as": "all-1"})
    in_thread = await watch(board, house.charlie, **{"as": f"thread-{thread.pk}"})
    assert "Can my sister come?" in (await heard(in_list))["panels"]["threads"]
    assert "Can my sister come?" in (await heard(in_thread))["panels"]["timeline"]
    await do(wrote, house.here, rosa.phone, "And my brother?")
    assert "And my brother?" in (await heard(in_thread))["panels"]["timeline"]
    changed = (await heard(in_list))["panels"]
    assert "2 unread" in changed["threads"]
    assert "summary" not in changed, "it is one conversation still"


async def test_a_member_is_not_let_in(house, watch):
    board = await do(services.inbox_board, house.here)
    assert not (await watch(board, house.alice, **{"as": "all-1"})).accepted
