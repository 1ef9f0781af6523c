"""Votes of the demo's board that are over, so that a visitor sees what came of them."""

from typing import Any

from advisory.decisions.models import Ballot, Decision
from advisory.decisions.services import NewChoice, cast_vote, close_decision, draft_decision, open_decision

# How the board ranked three days, and what it wanted of four projects; members in their order.
RANKED = [[[1], [2]], [[2], [3]], [[3], [2]], [[1]], [[2], [1]], [[3], [1]], [[2]], [[1], [2]]]
WANTED = [[1, 2], [1, 3], [2], [1, 2, 4], [3, 4], [1], [2, 4], [1, 2]]


def sample_votes(cast: Any) -> None:
    """One ranked choice and one budget, each voted on by most of the board and closed."""
    hold(
        cast,
        RANKED,
        title="When we hold the spring fair",
        method=Decision.Method.IRV,
        choices=[NewChoice("Saturday morning"), NewChoice("Sunday afternoon"), NewChoice("Friday evening")],
    )
    hold(
        cast,
        WANTED,
        title="What the street fund pays for",
        method=Decision.Method.EQUAL_SHARES,
        budget_cents=1200_00,
        choices=[
            NewChoice("Benches at the bus stop", 500_00),
            NewChoice("Books for the waiting room", 300_00),
            NewChoice("A mural by the children", 600_00),
            NewChoice("Plants for the stoops", 250_00),
        ],
    )


def hold(cast: Any, ballots: list[Any], **draft: Any) -> None:
    """Ask, vote and close."""
    facilitator = cast.staff["facilitator"]
    decision = open_decision(draft_decision(cast.board, by=facilitator, **draft), by=facilitator)
    for at, voter in enumerate(cast.members[:-4]):
        marks = ballots[at % len(ballots)]
        cast_vote(decision, voter=voter, marks=marks, channel=Ballot.Channel.PHONE)
    close_decision(decision, by=facilitator)
