"""One's own ballot from the page, one's vote given to another, and stepping aside."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from advisory.decisions.ballot_forms import ballot_form, sent_ballot
from advisory.decisions.ballot_words import kept_words
from advisory.decisions.forms import AsideForm, ProxyForm
from advisory.decisions.models import Ballot
from advisory.decisions.own import prefix_of
from advisory.decisions.selectors import proxies_of
from advisory.decisions.services import cast_vote, give_proxy, recuse, take_back_proxy
from advisory.decisions.views.finding import find, reads_decisions
from advisory.decisions.views.moving import said
from advisory.decisions.views.pages import page_of
from community.core.access import door
from community.core.errors import tell

votes = door(reads_decisions, methods=("POST",))


@votes
def decision_vote(request: Any, pk: int) -> HttpResponse:
    """One's own ballot, from the page. One with mistakes comes back as it was marked."""
    found = find(request, pk)
    form = sent_ballot(found, request.POST)
    if form is not None and not form.is_valid():
        return page_of(request, found, form=form)
    marked = form.said() if form is not None else {"option": request.POST.get("option", "")}
    ballot = cast_vote(found, voter=request.person, channel=Ballot.Channel.PHONE, **marked)
    tell(request, kept_words(ballot, found))
    return redirect("decision", pk)


@votes
def decision_vote_for(request: Any, pk: int, giver: int) -> HttpResponse:
    """The ballot of somebody who asked for it, by proxy."""
    found = find(request, pk)
    held = get_object_or_404(proxies_of(found, request.person), giver=giver)
    form = ballot_form(found, request.POST, prefix=prefix_of(found, held.giver))
    if not form.is_valid():
        return page_of(request, found, form=form, voter=held.giver)
    by = {"channel": Ballot.Channel.PROXY, "entered_by": request.person}
    cast_vote(found, voter=held.giver, **by, **form.said())
    tell(request, _("Your vote for %(name)s is in.") % {"name": held.giver.display_name})
    return redirect("decision", pk)


@votes
def decision_aside(request: Any, pk: int) -> HttpResponse:
    """Step aside for a conflict of interest."""
    found, form = find(request, pk), AsideForm(request.POST)
    recuse(found, person=request.person, by=request.person, **said(form))
    tell(request, _("You stepped aside. Your reason stands on this page."))
    return redirect("decision", pk)


@votes
def decision_proxy(request: Any, pk: int) -> HttpResponse:
    """Let somebody else vote for oneself."""
    found = find(request, pk)
    form = ProxyForm(request.POST, decision=found, giver=request.person)
    proxy = give_proxy(found, giver=request.person, by=request.person, **said(form))
    tell(request, _("%(name)s can vote for you now.") % {"name": proxy.holder.display_name})
    return redirect("decision", pk)


@votes
def decision_proxy_back(request: Any, pk: int) -> HttpResponse:
    """Vote for oneself again."""
    take_back_proxy(find(request, pk), giver=request.person, by=request.person)
    tell(request, _("You vote for yourself again."))
    return redirect("decision", pk)
