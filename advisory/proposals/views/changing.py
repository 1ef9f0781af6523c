"""What changes a proposal: other wordings, its verbs, and taking it to a vote."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from advisory.proposals import services
from advisory.proposals.forms import AmendForm, DeferForm, ReasonForm, VoteForm
from advisory.proposals.models import Amendment, Proposal
from advisory.proposals.rules import may_propose, takes_part
from advisory.proposals.selectors import has_a_seat, standing_version
from advisory.proposals.views.finding import find
from community.core.access import door, require
from community.core.errors import BadInput, Refused, tell
from community.core.numbers import key_in
from community.people.models import Person
from community.people.rules import runs_meetings


@door(takes_part, methods=("GET", "HEAD", "POST"))
def proposal_amend(request: Any, pk: int) -> HttpResponse:
    """Write the text as one would have it."""
    found = find(request, pk)
    require(may_propose(request.person, found.group, has_a_seat=has_a_seat(request.person, found.group)))
    standing = standing_version(found)
    form = AmendForm(request.POST or None, initial={"text": standing.text, "after": standing.number})
    if request.method == "POST" and form.is_valid():
        try:
            services.suggest(found, by=request.person, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("Your change is suggested. You get a text when it is answered."))
            return redirect("proposal", pk)
    status = 400 if form.errors else 200
    return render(request, "proposals/amend.html", {"form": form, "proposal": found}, status=status)


@door(takes_part, methods=("POST",))
def proposal_settle(request: Any, pk: int) -> HttpResponse:
    """Accept an amendment, or decline it with a reason."""
    found = find(request, pk)
    rows = Amendment.objects.filter(version__proposal=found)
    whole = rows.select_related("author", "version__proposal__group__community")
    amendment = whole.filter(pk=key_in(request.POST.get("amendment"))).first()
    if amendment is None:
        raise BadInput(_("This proposal has no such change. Load the page again."))
    if request.POST.get("answer") == "accept":
        services.accept_amendment(amendment, by=request.person)
        tell(request, _("The change is part of the text now."))
    else:
        services.decline_amendment(amendment, by=request.person, why=request.POST.get("why", ""))
        tell(request, _("The text stays as it was."))
    return redirect("proposal", pk)


@door(takes_part, methods=("POST",))
def proposal_do(request: Any, pk: int, action: str) -> HttpResponse:
    """Withdraw it, take it up again, or put it off; each with its reason."""
    verbs = {"withdraw": _withdraw, "reopen": _reopen, "defer": _defer, "take_up": _take_up}
    if action not in verbs:
        raise Http404
    tell(request, verbs[action](find(request, pk), request.person, request.POST))
    return redirect("proposal", pk)


def _why(post: Any) -> str:
    form = ReasonForm(post)
    if not form.is_valid():
        raise BadInput(_("Say why, in a few words."))
    why: str = form.cleaned_data["why"]
    return why


def _withdraw(found: Proposal, person: Person, post: Any) -> str:
    services.withdraw(found, by=person, why=_why(post))
    return _("The proposal is withdrawn.")


def _reopen(found: Proposal, person: Person, post: Any) -> str:
    services.reopen(found, by=person, why=_why(post))
    return _("The proposal is talked about again.")


def _defer(found: Proposal, person: Person, post: Any) -> str:
    form = DeferForm(post, group=found.group)
    if not form.is_valid():
        raise BadInput(_("Choose a meeting to come, and say why."))
    services.defer(found, by=person, **form.cleaned_data)
    return _("The proposal is put off to that meeting, and on the draft of its agenda.")


def _take_up(found: Proposal, person: Person, post: Any) -> str:
    services.take_up(found, by=person)
    return _("The proposal is talked about again.")


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def proposal_vote(request: Any, pk: int) -> HttpResponse:
    """Make it a question to vote on."""
    found = find(request, pk)
    form = VoteForm(request.POST or None, group=found.group, initial={"title": found.title})
    if request.method == "POST" and form.is_valid():
        try:
            decision = services.take_to_vote(found, by=request.person, **form.draft())
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("This is the draft of the question. Open the vote when it is right."))
            return redirect("decision", decision.pk)
    shown = {"form": form, "proposal": found, "version": standing_version(found)}
    return render(request, "proposals/vote.html", shown, status=400 if form.errors else 200)
