"""What every page of a decision begins with."""

from typing import Any

from django.shortcuts import get_object_or_404

from advisory.decisions.models import Decision
from advisory.decisions.selectors import WHOLE, can_see
from advisory.decisions.services import close_if_over
from community.core.access import require
from community.people.rules import is_known

# Whoever was on the list of voters keeps the right to vote and to read the result, also without a seat.
reads_decisions = is_known


def find(request: Any, pk: int) -> Decision:
    """The decision, if this person may read it; one whose hour has passed is closed by the look."""
    found = Decision.objects.of(request.community).select_related(*WHOLE)
    decision = get_object_or_404(found, pk=pk)
    require(can_see(request.person, decision))
    if decision.closes_at is not None and close_if_over(pk):
        decision = found.get(pk=pk)
    return decision
