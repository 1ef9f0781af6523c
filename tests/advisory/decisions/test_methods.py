"""Votes that choose, and secret votes: from the draft to what came of it."""

import pytest

from advisory.decisions import services
from advisory.decisions.models import Ballot, Decision, SealedBallot
from advisory.decisions.selectors import is_final, winners_of
from advisory.decisions.services import NewChoice
from community.core.errors import BadInput, NotAllowed, Refused
from tests.factories.decisions import drafted, opened

pytestmark = pytest.mark.django_db
DAYS = [NewChoice("Saturday"), NewChoice("Sunday"), NewChoice("Friday evening")]
PROJECTS = [NewChoice("Benches", 300_00), NewChoice("Trees", 200_00), NewChoice("Mural", 500_00)]
CASES = {
    "approval": ({"choices": DAYS}, [[1, 3], [1], [2, 1]], ["Saturday"]),
    "score": ({"choices": DAYS, "top_mark": 5}, [[[1, 2], [2, 5]], [[2, 4]], [[1, 5]]], ["Sunday"]),
    "dots": ({"choices": DAYS, "top_mark": 4}, [[[3, 4]], [[1, 2], [2, 2]], [[3, 1]]], ["Friday evening"]),
    "irv": (
        {"choices": DAYS},
        [[[1], [2]], [[2], [1]], [[3], [2], [1]], [[2]], [[1]], [[1], [2]], [[2], [3]]],
        ["Sunday"],
    ),
    "equal_shares": (
        {"choices": PROJECTS, "budget_cents": 600_00},
        [[1, 2], [1, 2], [3]],
        ["Benches", "Trees"],
    ),
    "greedy": ({"choices": PROJECTS, "budget_cents": 600_00}, [[3], [3, 1], [2]], ["Mural"]),
}


def cast(decision, voter, marks, **how):
    return services.cast_vote(decision, voter=voter, marks=marks, **{"channel": "phone", **how})


@pytest.mark.parametrize("is_secret", [False, True])
@pytest.mark.parametrize("method", CASES)
def test_a_vote_that_chooses(method, is_secret):
    draft, ballots, chosen = CASES[method]
    decision, facilitator, board = opened(len(ballots), method=method, is_secret=is_secret, **draft)
    for voter, marks in zip(board, ballots, strict=True):
        cast(decision, voter, marks)
    result = services.close_decision(decision, by=facilitator)
    decision.refresh_from_db()
    if method == "irv":
        assert len(result.count["rounds"]) == 2
    assert sorted(choice.title for choice in winners_of(decision)) == sorted(chosen)
    assert (result.cast, result.entitled, result.passed) == (len(ballots), len(ballots), True)
    assert is_final(decision)


def test_a_secret_ballot_is_kept_apart_from_its_voter():
    decision, facilitator, board = opened(3, is_secret=True)
    for voter, option in zip(board, ("yes", "no", "yes"), strict=True):
        services.cast_vote(decision, voter=voter, option=option, channel="phone")
    marks = Ballot.objects.filter(entry__decision=decision)
    assert set(marks.values_list("option", "marks", "reason", "is_sealed", "cast_at")) == {
        ("", None, "", True, None)
    }
    with pytest.raises(Refused, match="in already"):
        services.cast_vote(decision, voter=board[0], option="no", channel="phone")
    result = services.close_decision(decision, by=facilitator)
    assert (result.yes, result.no) == (2, 1)
    assert SealedBallot.objects.filter(decision=decision).count() == 3


def test_no_one_else_enters_a_secret_vote():
    decision, facilitator, board = opened(2, is_secret=True)
    for channel in ("hand", "paper", "proxy"):
        with pytest.raises(Refused, match="secret"):
            services.cast_vote(
                decision,
                voter=board[0],
                option="yes",
                channel=channel,
                entered_by=facilitator,
                why="no phone",
            )


@pytest.mark.parametrize(
    ("method", "marks", "words"),
    [
        ("approval", [4], "from 1 to 3"),
        ("approval", ["1"], "from 1 to 3"),
        ("score", [[1, 6]], "from 0 to 5"),
        ("dots", [[1, 3], [2, 3]], "5 dots"),
        ("irv", [[1], [1]], "two places"),
        ("irv", [[1, 2]], "Only one"),
        ("irv", None, "Mark your choices"),
    ],
)
def test_what_is_no_ballot_is_said_and_keeps_nothing(method, marks, words):
    top = {"top_mark": 5} if method in Decision.POINTS else {}
    decision, _facilitator, board = opened(1, method=method, choices=DAYS, **top)
    with pytest.raises(BadInput, match=words):
        cast(decision, board[0], marks)
    assert not Ballot.objects.exists()


def test_equals_at_the_top_are_left_to_the_group():
    decision, facilitator, board = opened(2, method="approval", choices=DAYS)
    cast(decision, board[0], [1])
    cast(decision, board[1], [2])
    result = services.close_decision(decision, by=facilitator)
    assert (result.winners, result.passed) == ([], False)


def test_several_seats():
    decision, facilitator, board = opened(3, method="approval", choices=DAYS, seats=2)
    for voter, marks in zip(board, ([1, 2], [1], [3]), strict=True):
        cast(decision, voter, marks)
    assert services.close_decision(decision, by=facilitator).winners == [1]


def test_somebody_who_steps_aside_neither_votes_nor_counts():
    decision, facilitator, board = opened(3, quorum_percent=100)
    services.recuse(decision, person=board[0], why="My sister runs the library.", by=board[0])
    with pytest.raises(NotAllowed, match="stepped aside"):
        services.cast_vote(decision, voter=board[0], option="yes", channel="phone")
    for voter in board[1:]:
        services.cast_vote(decision, voter=voter, option="yes", channel="phone")
    result = services.close_decision(decision, by=facilitator)
    assert (result.entitled, result.present, result.passed) == (2, 2, True)


def test_a_paper_ballot_names_who_entered_it_and_why():
    decision, facilitator, board = opened(1, method="irv", choices=DAYS)
    paper = {"channel": "paper", "entered_by": facilitator}
    with pytest.raises(BadInput, match="why"):
        cast(decision, board[0], [[1]], **paper)
    ballot = cast(decision, board[0], [[], [2, 3]], why="No phone with them.", **paper)
    assert (ballot.marks, ballot.why, ballot.entered_by) == ([[], [2, 3]], "No phone with them.", facilitator)


def test_the_verbs_say_why_and_a_question_asked_again_is_a_new_draft():
    decision, facilitator, board = opened(2, method="approval", choices=DAYS)
    with pytest.raises(BadInput, match="why"):
        services.withdraw_decision(decision, by=facilitator, why=" ")
    services.withdraw_decision(decision, by=facilitator, why="The library closed.")
    with pytest.raises(Refused, match="closed"):
        cast(decision, board[0], [1])
    again = services.reopen_decision(decision, by=facilitator, why="It is open again.")
    assert (again.reopens, again.state, again.choices.count()) == (decision, "draft", 3)
    with pytest.raises(Refused):
        services.reopen_decision(decision, by=facilitator, why="Once more.")


def test_a_first_pass_is_never_final_and_another_body_must_approve():
    first, facilitator, board = opened(1, is_first_pass=True)
    services.cast_vote(first, voter=board[0], option="yes", channel="phone")
    services.close_decision(first, by=facilitator)
    assert not is_final(first)
    decision, facilitator, board = opened(1)
    services.cast_vote(decision, voter=board[0], option="yes", channel="phone")
    services.close_decision(decision, by=facilitator)
    assert is_final(decision)
    other = drafted(decision.group, by=facilitator, title="We agree", ratifies=decision)
    assert not is_final(decision)
    services.withdraw_decision(other, by=facilitator, why="They need not.")
    assert is_final(decision)
