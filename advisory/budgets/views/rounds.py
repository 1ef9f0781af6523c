"""Running a round, and proposing an idea for it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from advisory.budgets import services
from advisory.budgets.findings import told
from advisory.budgets.forms import IdeaForm, MergeForm, RoundForm, VoteForm, WhyForm, WordsForm
from advisory.budgets.models import Idea, Round
from advisory.budgets.selectors import left_cents, projects_of, rounds_of
from community.core.access import door
from community.core.errors import BadInput, Refused, tell
from community.meetings.forms.fields import cents
from community.people.rules import is_known, runs_meetings

ON_A_PAGE = 30
# Ideas on the page at once; those that wait come first.
IDEAS_SHOWN = 60


def find(request: Any, pk: int) -> Round:
    rows = Round.objects.of(request.community).select_related("group__community", "decision__result")
    return get_object_or_404(rows, pk=pk)


def sent(form: Any) -> dict[str, Any]:
    """What a small form holds; raises BadInput with its first error."""
    if not form.is_valid():
        raise BadInput(next(iter(form.errors.values()))[0])
    return form.cleaned_data


@door(runs_meetings, second_factor=True)
def rounds(request: Any) -> HttpResponse:
    """All rounds, newest first."""
    page = Paginator(rounds_of(request.community), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "budgets/rounds.html", {"page": page})


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def round_new(request: Any) -> HttpResponse:
    """Begin a round."""
    form = RoundForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            begun = services.begin_round(
                facts["group"],
                title=facts["title"],
                text=facts["text"],
                budget_cents=cents(facts["dollars"]),
                ideas_until=facts["ideas_until"],
                by=request.person,
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("round", begun.pk)
    here = {"form": form, "heading": _("Begin a budget round"), "press": _("Begin the round")}
    return render(request, "budgets/form.html", here, status=400 if form.errors else 200)


@door(runs_meetings, second_factor=True)
def round_page(request: Any, pk: int) -> HttpResponse:
    """A round as its staff sees it: what waits to be read, what stands, what can be done next."""
    found = find(request, pk)
    projects = list(projects_of(found, public=False).select_related("choice"))
    states = [Idea.State.NEW, Idea.State.SHOWN]
    ideas = list(found.ideas.filter(state__in=states).order_by("state", "-pk")[:IDEAS_SHOWN])
    rows = [(idea, WordsForm(idea=idea), MergeForm(idea=idea, offered=projects)) for idea in ideas]
    here = {
        "round": found,
        "rows": rows,
        "lines": told(found, projects, request.LANGUAGE_CODE),
        "left": left_cents(found),
        "vote_form": VoteForm(),
        "why_form": WhyForm(),
    }
    return render(request, "budgets/round.html", here)


@door(runs_meetings, second_factor=True, methods=("POST",))
def round_do(request: Any, pk: int, action: str) -> HttpResponse:
    """One verb of the round."""
    found, by = find(request, pk), request.person
    if action == "publish":
        services.publish_round(found, by=by)
        tell(request, _("Everybody can read the round now."))
    elif action == "review":
        services.review_round(found, by=by)
    elif action == "collect_again":
        services.collect_again(found, by=by, **sent(WhyForm(request.POST)))
    elif action == "put_to_vote":
        decision = services.put_to_vote(found, by=by, **sent(VoteForm(request.POST)))
        tell(request, _("The vote is drafted. Open it when everything is right."))
        return redirect("decision", decision.pk)
    elif action == "review_again":
        services.review_again(found, by=by, **sent(WhyForm(request.POST)))
    elif action == "finish":
        services.finish_round(found, by=by)
    else:
        raise Http404
    return redirect("round", pk)


@door(is_known, methods=("GET", "HEAD", "POST"))
def idea_new(request: Any, pk: int) -> HttpResponse:
    """One's own idea, for a round that everybody may read."""
    rows = Round.objects.of(request.community).filter(published_at__isnull=False)
    found = get_object_or_404(rows.select_related("group__community"), pk=pk)
    form = IdeaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.propose(
                found,
                words=form.cleaned_data["words"],
                channel=Idea.Channel.PAGE,
                proposer=request.person,
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("Thank you for your idea. A person reads it first."))
            return redirect("public_round", found.group.community.slug, found.key)
    here = {"form": form, "heading": found.title, "press": _("Send the idea")}
    return render(request, "budgets/form.html", here, status=400 if form.errors else 200)
