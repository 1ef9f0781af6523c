"""Sample decisions and stipends for the demo's community."""

from datetime import timedelta
from typing import Any

from advisory.boards import demo as boards
from advisory.decisions.models import Decision
from advisory.decisions.sample import sample_votes
from advisory.decisions.services import draft_decision
from advisory.ledger.rules import USES, Account
from advisory.ledger.services import Grant, open_fund
from advisory.outcomes import demo as outcomes
from advisory.payments import demo as payments
from advisory.proposals import demo as proposals
from advisory.recruiting import demo as recruiting
from advisory.statements import demo as statements
from advisory.stipends.models import Rate, Stipend
from advisory.stipends.services import accrue_for, approve_stipend

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
    """A rate, a year of earlier money, funds, and the stipends of last time in each of their states."""
    Rate.objects.create(
        group=cast.board, amount_cents=SEVENTY_FIVE_DOLLARS, since=cast.joined, announced_on=cast.joined
    )
    statements.seed(cast)
    _funds(cast)
    coordinator = cast.staff["coordinator"]
    accrue_for(cast.last_meeting, by=coordinator)
    stipends = list(Stipend.objects.filter(meeting=cast.last_meeting).order_by("person_id"))
    for stipend in stipends[:-7]:
        approve_stipend(stipend, by=coordinator)
    payments.seed(cast)
    for stipend in stipends[-7:-4]:
        approve_stipend(stipend, by=coordinator)


def _funds(cast: Any) -> None:
    """One that pays members, and one whose funder pays for what an evening needs alone."""
    finance, year = cast.staff["finance"], timedelta(days=365)
    when = {"starts_on": cast.today - year, "ends_on": cast.today + year}
    everything = frozenset(USES)
    families = Grant("Families lead", 60_000_00, uses=everything, funder="Livonia Foundation", **when)
    table = Grant("Table and care", 15_000_00, uses=everything - {Account.STIPENDS}, **when)
    for grant in (families, table):
        open_fund(cast.community, grant, by=finance)


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
