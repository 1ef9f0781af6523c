"""Sample decisions and stipends for the demo's community."""

from typing import Any

from advisory.boards import demo as boards
from advisory.decisions.models import Decision
from advisory.decisions.sample import sample_votes
from advisory.decisions.services import draft_decision
from advisory.outcomes import demo as outcomes
from advisory.proposals import demo as proposals
from advisory.recruiting import demo as recruiting
from advisory.stipends.models import Rate, Stipend
from advisory.stipends.services import accrue_for, approve_stipend, mark_paid

SEVENTY_FIVE_DOLLARS = 7500


def seed(cast: Any) -> None:
    """A board in its seats with its charter, who would join it, its stipends, and what it decides."""
    boards.seed(cast)
    recruiting.seed(cast)
    _stipends(cast)
    sample_votes(cast)
    outcomes.seed(cast)
    proposals.seed(cast)


def _stipends(cast: Any) -> None:
    """A rate, and the stipends of last time: paid, approved, and four to approve."""
    Rate.objects.create(group=cast.board, amount_cents=SEVENTY_FIVE_DOLLARS, since=cast.joined)
    coordinator, finance = cast.staff["coordinator"], cast.staff["finance"]
    accrue_for(cast.last_meeting, by=coordinator)
    stipends = list(Stipend.objects.filter(meeting=cast.last_meeting).order_by("person_id"))
    for stipend in stipends[:-4]:
        approve_stipend(stipend, by=coordinator)
    for stipend in stipends[:-7]:
        mark_paid(stipend, by=finance)


def prepare_evening(cast: Any) -> None:
    """A question to vote on tonight."""
    draft_decision(
        cast.board,
        meeting=cast.meeting,
        title="Saturday hours at the library",
        text="Ask the Livonia Library to open its children's room from 10 am to 2 pm on Saturdays.",
        quorum_percent=50,
        method=Decision.Method.MAJORITY,
        by=cast.staff["facilitator"],
    )
