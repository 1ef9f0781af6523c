"""What decisions add to a first page."""

import datetime

import pytest

from advisory.decisions import services
from advisory.decisions.home import offer, todos
from advisory.decisions.models import Ballot, Decision
from tests.factories.decisions import opened
from tests.factories.people import member, staff

pytestmark = pytest.mark.django_db


def words(person) -> list[str]:
    return [todo.text for todo in todos(person)]


def test_a_vote_waits_until_one_has_voted_and_then_says_what_came_of_it():
    decision, facilitator, board = opened(2)
    assert words(board[0]) == ["Vote on “Saturday hours at the library”"]
    assert words(facilitator) == ["The vote on “Saturday hours at the library” is open until you close it"]
    services.cast_vote(decision, voter=board[0], option="yes", channel=Ballot.Channel.PHONE)
    assert words(board[0]) == []
    services.close_decision(decision, by=facilitator)
    assert (
        words(board[0])
        == words(board[1])
        == ['The board voted YES to "Saturday hours at the library": 1 yes, 0 no.']
    )
    assert words(facilitator) == []
    Decision.objects.update(
        opened_at=decision.closed_at - datetime.timedelta(days=21),
        closed_at=decision.closed_at - datetime.timedelta(days=20),
    )
    assert words(board[0]) == []


def test_nobody_else_has_a_vote_waiting():
    decision, _facilitator, _board = opened(1)
    assert words(member(decision.group)) == words(staff(decision.group.community, "finance")) == []


def test_a_member_of_the_demo_would_vote_first():
    decision, facilitator, board = opened(1)
    assert offer(board[0]) == ("Vote on “Saturday hours at the library”", f"/decisions/{decision.pk}/")
    assert offer(facilitator) is None
    services.close_decision(decision, by=facilitator)
    assert offer(board[0]) == ("See what the board has decided", "/decisions/")
