"""The list of decisions, and the page of one."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render

from advisory.boards.selectors import rules_of
from advisory.decisions.ballot_forms import BallotForm, ballot_form
from advisory.decisions.ballot_words import recusal_words, standing_words
from advisory.decisions.explaining import explained
from advisory.decisions.forms import (
    AsideForm,
    AsideOfForm,
    DeferForm,
    OpenForm,
    ProxyForm,
    ReopenForm,
    WhyForm,
)
from advisory.decisions.models import Ballot, Decision, Proxy, RollEntry
from advisory.decisions.own import own_part, prefix_of, said_of
from advisory.decisions.panels import facts
from advisory.decisions.rules import may_run
from advisory.decisions.selectors import (
    can_see,
    decisions_for,
    over,
    papers_to_type,
    proxies_of,
    ratifications_of,
    recusals_of,
)
from advisory.decisions.services import BEFORE_CLOSING, close_if_over
from advisory.decisions.views.finding import find, reads_decisions
from advisory.decisions.words import outcome_words, until
from community.core import registry
from community.core.access import door
from community.people.models import Person
from community.people.rules import runs_meetings

ON_A_PAGE = 30
State = Decision.State


@door(reads_decisions)
def decisions(request: Any) -> HttpResponse:
    """All decisions that this person may read, newest first; the look closes those whose hour has passed."""
    for late in over().filter(group__community=request.community):
        close_if_over(late.pk)
    voted = RollEntry.objects.filter(decision=OuterRef("pk"), person=request.person, ballot__isnull=False)
    on_roll = RollEntry.objects.filter(decision=OuterRef("pk"), person=request.person)
    listed = decisions_for(request.person).annotate(has_voted=Exists(voted), on_roll=Exists(on_roll))
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    row: Any
    for row in page.object_list:
        row.until = until(row)
        result = getattr(row, "result", None)
        row.outcome = outcome_words(row, result) if result else ""
    return render(
        request,
        "decisions/decisions.html",
        {"page": page, "runs": runs_meetings(request.person)},
    )


@door(reads_decisions)
def decision(request: Any, pk: int) -> HttpResponse:
    """One decision: the question, its rule, one's own ballot, what came of it."""
    return page_of(request, find(request, pk))


def page_of(
    request: Any, found: Decision, *, form: BallotForm | None = None, voter: Person | None = None
) -> HttpResponse:
    """The page of ``found``; with ``form`` a ballot that came back with mistakes, of ``voter`` by proxy if
    one is given, else of the visitor."""
    person = request.person
    runs = may_run(person, found.group)
    shown = facts(found) | chain_of(found, person, runs=runs)
    if "result" in shown:
        shown |= explained(found, shown["result"])
    shown |= own_part(found, person, form=form if voter is None else None)
    shown |= {
        "recusals": [recusal_words(recusal) for recusal in recusals_of(found)],
        "runs": runs,
        "sections": [section(found, person) for section in registry.decision_sections],
    }
    if found.state == State.OPEN:
        shown |= voting_of(found, person, shown, form=form, voter=voter)
    if runs:
        shown |= verbs_of(found)
    return render(request, "decisions/decision.html", shown, status=400 if form is not None else 200)


def chain_of(found: Decision, person: Person, *, runs: bool) -> dict[str, Any]:
    """What it asks again or is asked again by, whom it approves and who approves it; titles only of what
    ``person`` may read."""
    others = ratifications_of(found, with_drafts=runs)
    again = getattr(found, "reopened_as", None)
    linked = [("reopens", found.reopens), ("reopened_as", again), ("ratifies", found.ratifies)]
    return {
        "standing": standing_words(found, others),
        "ratifications": [(other, can_see(person, other)) for other in others],
        **{name: one for name, one in linked if one is not None and can_see(person, one)},
        "ratifies_group": found.ratifies.group.name if found.ratifies is not None else "",
    }


def voting_of(
    found: Decision, person: Person, own: dict[str, Any], *, form: BallotForm | None, voter: Person | None
) -> dict[str, Any]:
    """What somebody on the roll can do on an open vote beside voting: step aside, give their vote, use
    one that was given to them."""
    shown: dict[str, Any] = {"held": held_by(found, person, own, form=form, voter=voter)}
    shown["papers"] = papers_to_type(found)
    shown["is_over"] = found.closes_at is not None and over().filter(pk=found.pk).exists()
    if not own["on_roll"] or own["steps_aside"]:
        return shown
    if own["ballot"] is None:
        shown["aside_form"] = AsideForm(auto_id="aside_%s")
    rules = rules_of(found.group, found.group.community.today())
    if rules.proxies_allowed and not found.is_secret:
        given = Proxy.objects.filter(decision=found, giver=person).select_related("holder").first()
        proxy_form = ProxyForm(decision=found, giver=person, auto_id="proxy_%s")
        shown |= {"given": given, "proxy_form": None if given else proxy_form}
    return shown


def held_by(
    found: Decision, person: Person, own: dict[str, Any], *, form: BallotForm | None, voter: Person | None
) -> list[dict[str, Any]]:
    """Those for whom ``person`` votes, each with their ballot in words and the form for it."""
    givers = [proxy.giver for proxy in proxies_of(found, person)]
    rows = Ballot.objects.filter(entry__decision=found, entry__person__in=givers)
    ballots = {ballot.entry.person_id: ballot for ballot in rows.select_related("entry", "entered_by")}
    held = []
    for giver in givers:
        ballot = ballots.get(giver.pk)
        back = form if voter is not None and voter.pk == giver.pk else None
        blank = ballot_form(found, choices=own["choices"], marked=ballot, prefix=prefix_of(found, giver))
        said = said_of(found, ballot, own["choices"]) if ballot is not None else {}
        held.append({"giver": giver, "ballot": ballot, "ballot_form": back or blank, **said})
    return held


def verbs_of(found: Decision) -> dict[str, Any]:
    """The forms of what those who run meetings can do now."""
    can = {verb for state, verb in Decision.LIFE if state == found.state}
    shown: dict[str, Any] = {"can": can}
    if "open" in can:
        shown["open_form"] = OpenForm()
    if found.state in BEFORE_CLOSING:
        shown["aside_of_form"] = AsideOfForm(decision=found, auto_id="aside_of_%s")
    if "withdraw" in can:
        shown["withdraw_form"] = WhyForm(auto_id="withdraw_%s")
    if "defer" in can:
        shown["defer_form"] = DeferForm(decision=found, auto_id="defer_%s")
    if "reopen" in can and found.record_key is None:
        shown["reopen_form"] = ReopenForm(decision=found, auto_id="reopen_%s")
    return shown
