"""The doorbell itself."""

import pytest
from django.db import transaction

from community.live.models import LiveBoard
from community.live.services import make_board, ring, ringing_last
from tests.factories.people import CommunityFactory

pytestmark = pytest.mark.django_db


def versions():
    return list(LiveBoard.objects.order_by("pk").values_list("version", flat=True))


@pytest.fixture
def boards():
    community = CommunityFactory()
    return [make_board(community, "toy").pk for _board in range(3)]


def test_only_the_board_that_is_rung(boards, django_assert_num_queries):
    with django_assert_num_queries(1):
        ring(boards[1])
    assert versions() == [1, 2, 1]


def ring_and_fail(board_id, around):
    with around:
        ring(board_id)
        raise ZeroDivisionError


def test_a_rollback_takes_the_ring_back(boards):
    with pytest.raises(ZeroDivisionError):
        ring_and_fail(boards[0], transaction.atomic())
    assert versions() == [1, 1, 1]


def test_ringing_last_rings_each_board_once_at_the_end(boards, django_assert_num_queries):
    with django_assert_num_queries(2), ringing_last(), django_assert_num_queries(0), ringing_last():
        ring(boards[2])
        ring(boards[0])
        ring(boards[2])
    assert versions() == [2, 1, 2]


def test_ringing_last_rings_nothing_after_a_fault(boards):
    with pytest.raises(ZeroDivisionError):
        ring_and_fail(boards[0], ringing_last())
    ring(boards[1])
    assert versions() == [1, 2, 1]
