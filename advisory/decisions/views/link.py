"""The ballot behind a link: it opens one ballot and signs nobody in. A look changes nothing."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from advisory.decisions.ballot_forms import BallotForm, sent_ballot
from advisory.decisions.ballot_words import kept_words, standing_words
from advisory.decisions.models import Ballot, Decision
from advisory.decisions.own import own_part
from advisory.decisions.panels import facts
from advisory.decisions.selectors import WHOLE, over, ratifications_of
from advisory.decisions.services import cast_vote
from community.core.errors import tell
from community.live.services import once
from community.people.models import Person


def follow_ballot(request: Any, link: Any, action: str = "") -> HttpResponse:
    """The page behind a link of purpose "ballot", and the vote that is sent from it."""
    person: Person = link.person
    rows = Decision.objects.of(person.community).filter(roll__person=person)
    decision = get_object_or_404(rows.select_related(*WHOLE), pk=link.subject_id)
    if request.method == "POST":
        if action != "vote":
            raise Http404
        return _vote(request, decision, person)
    if action:
        raise Http404
    return _show(request, decision, person)


def _vote(request: Any, decision: Decision, person: Person) -> HttpResponse:
    form = sent_ballot(decision, request.POST)
    if form is not None and not form.is_valid():
        return _show(request, decision, person, form=form)
    marked = form.said() if form is not None else {"option": request.POST.get("option", "")}

    def cast() -> str:
        ballot = cast_vote(decision, voter=person, channel=Ballot.Channel.PHONE, **marked)
        return kept_words(ballot, decision)

    tell(request, once(person, request.POST.get("press"), cast))
    return redirect(reverse("link", args=[request.resolver_match.kwargs["token"]]))


def _show(
    request: Any, decision: Decision, person: Person, *, form: BallotForm | None = None
) -> HttpResponse:
    if decision.closes_at is not None and over().filter(pk=decision.pk).exists():
        decision.state = Decision.State.CLOSED  # said, not saved
    shown = facts(decision) | own_part(decision, person, form=form)
    shown |= {
        "person": person,
        "community": person.community,
        "standing": standing_words(decision, ratifications_of(decision, with_drafts=False)),
    }
    return render(request, "decisions/link.html", shown, status=400 if form is not None else 200)
