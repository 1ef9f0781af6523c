"""Which proposal is meant, and what its page shows."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from advisory.decisions.words import outcome_words
from advisory.proposals.forms import DeferForm, ReasonForm, SayForm
from advisory.proposals.models import Position, Proposal, Stance, UnsignedPosition
from advisory.proposals.rules import may_propose, may_run, may_settle
from advisory.proposals.selectors import (
    can_read,
    changes,
    has_a_seat,
    may_come_back,
    positions_of,
    sides,
    suggestions,
    unsigned_of,
    votes_on,
)
from community.core.access import require
from community.core.errors import BadInput
from community.core.numbers import key_in


def find(request: Any, pk: int) -> Proposal:
    """The proposal, if this person may read it."""
    found = Proposal.objects.of(request.community)
    proposal = get_object_or_404(
        found.select_related("group__community", "proposed_by", "deferred_to__group"), pk=pk
    )
    require(can_read(request.person, proposal))
    return proposal


def remark(proposal: Proposal, key: str) -> Position | UnsignedPosition:
    """The remark that a button means: its number, or the random key of one without a name."""
    found: Position | UnsignedPosition | None = None
    if "-" in key:
        try:
            found = UnsignedPosition.objects.filter(proposal=proposal, pk=UUID(key)).first()
        except ValueError:
            found = None
    else:
        found = Position.objects.filter(proposal=proposal, pk=key_in(key)).first()
    if found is None:
        raise BadInput(_("This proposal has no such remark. Load the page again."))
    return found


def page_of(request: Any, proposal: Proposal, *, say_form: SayForm | None = None) -> HttpResponse:
    """The page: the text, how it changed, what was said, and what this person may do."""
    person, group = request.person, proposal.group
    seated = has_a_seat(person, group)
    versions = list(proposal.versions.select_related("author"))
    positions = list(positions_of(proposal))
    brought = [(vote, _outcome(vote)) for vote in votes_on(proposal)]
    open_now = proposal.state in Proposal.TALKED_ABOUT
    runs = may_run(person, group)
    answers = may_settle(person, proposal)
    shown = {
        "proposal": proposal,
        "version": versions[-1],
        "changes": changes(versions),
        "suggestions": suggestions(proposal, versions[-1]),
        "positions": positions,
        "unsigned": list(unsigned_of(proposal)),
        "sides": sides(positions),
        "stances": dict(Stance.choices),
        "brought": brought,
        "open_now": open_now,
        "runs": runs,
        "answers": answers,
        "amends": open_now and may_propose(person, group, has_a_seat=seated),
        "comes_back": answers and not open_now and may_come_back(proposal),
        "say_form": None,
        "defer_form": DeferForm(group=group, auto_id="defer_%s") if runs and open_now else None,
        "withdraw_form": ReasonForm(auto_id="withdraw_%s"),
        "reopen_form": ReasonForm(auto_id="reopen_%s"),
    }
    if open_now and (seated or runs):
        shown["say_form"] = say_form or SayForm(is_member=seated)
    status = 400 if say_form is not None and say_form.errors else 200
    return render(request, "proposals/proposal.html", shown, status=status)


def _outcome(vote: Any) -> str:
    result = getattr(vote.decision, "result", None)
    return outcome_words(vote.decision, result) if result is not None else ""
