"""A vote asks the database for three things, at 3 voters and at 30."""

import pytest
from django.db import connection, transaction

from advisory.decisions import services
from advisory.decisions.models import Ballot, Decision
from advisory.decisions.replies import vote
from community.messaging.services import receive_text
from community.models import ReplyExpectation
from tests.factories.decisions import opened, opened_at_meeting

pytestmark = pytest.mark.django_db


def cast(decision: Decision, voter) -> None:
    services.cast_vote(decision, voter=voter, option="yes", channel=Ballot.Channel.TEXT)


@pytest.mark.parametrize("members", [3, 30])
def test_a_vote_is_a_lock_a_ballot_and_a_ring(members, django_assert_num_queries):
    decision, _facilitator, board = opened_at_meeting(members)
    with transaction.atomic():
        for again in (board[0], board[0], board[1]):
            with django_assert_num_queries(3) as asked:
                cast(decision, again)
        lock, ballot, ring = (query["sql"] for query in asked.captured_queries)
    assert lock.strip().startswith(("SELECT", "WITH gate"))
    on_postgresql = connection.vendor == "postgresql"
    assert ("FOR SHARE OF decision" in lock) == ("pg_advisory_xact_lock_shared" in lock) == on_postgresql
    assert "ON CONFLICT" in ballot
    # Counting inside the vote's transaction lost the last count when many voted at once.
    assert not any("COUNT(" in query for query in (lock, ballot, ring))
    assert "community_liveboard" in ring


def test_a_vote_without_a_board_rings_nothing(django_assert_num_queries):
    decision, _facilitator, board = opened()
    with transaction.atomic(), django_assert_num_queries(2):
        cast(decision, board[0])


def test_the_handler_of_a_text_adds_no_query(django_assert_num_queries, run_jobs):
    decision, _facilitator, board = opened_at_meeting()
    run_jobs()
    question = ReplyExpectation.objects.select_related("person__community").get(person=board[0])
    message = receive_text(
        community=board[0].community, phone=board[0].phone, body="hello", sid="SM" + "1" * 32
    )
    question.pressed = 2
    with transaction.atomic(), django_assert_num_queries(3):
        assert vote(question, "no", message) == (
            'Got it: NO to "Saturday hours at the library". To change, text 1 for yes or 3 for not voting.'
        )
    assert decision.roll.filter(ballot__option="no").count() == 1
