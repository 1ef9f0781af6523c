"""The proof of a closed decision: its ballots as a file, and the method printed out."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from advisory.decisions.models import Decision
from advisory.decisions.selectors import ballot_of
from advisory.decisions.services import file_of, line_of, proof_of
from advisory.decisions.views.finding import find, reads_decisions
from community.core.access import door


def _closed(request: Any, pk: int) -> Decision:
    """A decision that was counted, if this person may read it."""
    decision = find(request, pk)
    if getattr(decision, "result", None) is None:
        raise Http404
    return decision


@door(reads_decisions)
def decision_ballots(request: Any, pk: int) -> HttpResponse:
    """How it was counted, every code that is counted, and where one's own is."""
    decision = _closed(request, pk)
    proof, ballot = proof_of(decision), ballot_of(decision, request.person)
    line = line_of(proof, ballot.receipt or "") if ballot is not None else None
    shown = {"decision": decision, "proof": proof, "ballot": ballot, "line": line}
    return render(request, "decisions/ballots.html", shown)


@door(reads_decisions)
def decision_file(request: Any, pk: int) -> HttpResponse:
    """The ballot file, to be counted again by anybody."""
    decision = _closed(request, pk)
    answer = HttpResponse(file_of(decision), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="decision-{decision.pk}-ballots.csv"'
    return answer
