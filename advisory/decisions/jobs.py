"""What decisions do in the background. A job may run twice, and then changes nothing."""

import logging

from advisory.decisions.models import Decision
from advisory.decisions.services import ask_the_roll as ask
from advisory.decisions.services import close_if_over, tell_voters
from advisory.decisions.services import tell_withdrawn as tell_taken_back

log = logging.getLogger(__name__)


def find(decision_id: int, state: str) -> Decision | None:
    """The decision if it is in ``state`` still."""
    whole = Decision.objects.select_related("group__community", "meeting").prefetch_related("choices")
    decision = whole.filter(pk=decision_id, state=state).first()
    if decision is None:
        log.info("decision %s is not %s any more", decision_id, state)
    return decision


def ask_the_roll(decision_id: int) -> None:
    """Ask everyone on the roll of an open decision."""
    if (decision := find(decision_id, Decision.State.OPEN)) is not None:
        ask(decision)


def tell_result(decision_id: int) -> None:
    """Free the phones of a closed decision, and text its result to those who voted."""
    if (decision := find(decision_id, Decision.State.CLOSED)) is not None:
        tell_voters(decision)


def tell_withdrawn(decision_id: int) -> None:
    """Free the phones of a decision that was taken back, and tell those who voted."""
    if (decision := find(decision_id, Decision.State.WITHDRAWN)) is not None:
        tell_taken_back(decision)


def close_when_over(decision_id: int) -> None:
    """Close a decision when its hour has come."""
    close_if_over(decision_id)
