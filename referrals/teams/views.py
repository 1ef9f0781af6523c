"""Pages of the action team."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.core.access import door
from community.core.errors import BadInput, tell
from community.people.models import Group
from referrals.directory.selectors import editable_by
from referrals.directory.words import Line
from referrals.teams import services as changes
from referrals.teams.forms import (
    CountedAsForm,
    FiguresForm,
    MeasureForm,
    PromiseForm,
    ReviewForm,
    source_forms,
)
from referrals.teams.models import Commitment, SharedMeasure
from referrals.teams.rules import has_own_page, may_speak_for, plans_measures, reads_team, speaks
from referrals.teams.selectors import (
    attendance_of,
    commitments_of,
    figures_by_source,
    measures_of,
    meeting_for,
    months_until,
    own_sources,
    standing,
    team_of,
)


def _team(request: Any) -> Group:
    team = team_of(request.community)
    if team is None:
        raise Http404
    return team


def _shown(rows: Any, person: Any) -> list[dict[str, Any]]:
    """Promises with what stands of each meeting, and a form for those ``person`` speaks for."""
    return [
        {
            "row": row,
            "reviews": standing(row),
            "late": row.state == Commitment.State.OPEN and row.due_on < person.community.today(),
            "form": ReviewForm(auto_id=f"review_{row.pk}_%s")
            if row.state != Commitment.State.ENDED and may_speak_for(person, row.organisation_id)
            else None,
        }
        for row in rows
    ]


@door(reads_team, second_factor=True)
def team(request: Any) -> HttpResponse:
    """What every organization promised, and what was said of it at each meeting."""
    found = _team(request)
    shown = {
        "team": found,
        "promises": _shown(commitments_of(found), request.person),
        "meeting": meeting_for(found),
        "has_own_page": has_own_page(request.person),
        "speaks": speaks(request.person),
    }
    return render(request, "teams/team.html", shown)


@door(has_own_page, second_factor=True, methods=("GET", "HEAD", "POST"))
def team_mine(request: Any) -> HttpResponse:
    """A provider's two minutes: last month's figures, the own promises, the own services."""
    found, person = _team(request), request.person
    month = months_until(request.community.today())[0]
    sources = own_sources(person)
    by_source = figures_by_source(request.community, [month])
    known = {source.pk: by_source.get((source.pk, month)) for source in sources}
    form = FiguresForm(request.POST or None, sources=sources, known=known, month=month)
    if request.method == "POST" and form.is_valid():
        written = changes.write_figures(month, form.counts(), by=person)
        tell(request, _("Written down. Thank you.") if written else _("Nothing new to write down."))
        return redirect("team_mine")
    shown = {
        "team": found,
        "form": form if sources else None,
        "month": month,
        "promises": _shown(commitments_of(found).filter(organisation=person.organisation_id), person),
        "meeting": meeting_for(found),
        "services": [
            Line(service)
            for service in editable_by(person).filter(listing__organisation=person.organisation_id)
        ],
    }
    return render(request, "teams/mine.html", shown, status=400 if request.method == "POST" else 200)


@door(speaks, second_factor=True, methods=("GET", "HEAD", "POST"))
def promise_new(request: Any) -> HttpResponse:
    """An organization promises something."""
    found, form = _team(request), PromiseForm(request.POST or None, by=request.person)
    if request.method == "POST" and form.is_valid():
        try:
            changes.promise(found, by=request.person, **form.cleaned_data)
        except BadInput as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("Promised. The team looks at it at each meeting."))
            return redirect("team_mine" if has_own_page(request.person) else "team")
    status = 400 if request.method == "POST" else 200
    return render(request, "teams/promise.html", {"form": form}, status=status)


@door(speaks, second_factor=True, methods=("POST",))
def promise_say(request: Any, pk: int) -> HttpResponse:
    """How far a promise is, said for the team's next meeting."""
    row = get_object_or_404(Commitment.objects.of(request.community).select_related("team"), pk=pk)
    form, meeting = ReviewForm(request.POST), meeting_for(row.team)
    if not form.is_valid():
        raise BadInput(form.first_error())
    if meeting is None:
        raise BadInput(_("No meeting of the action team is planned yet."))
    changes.review(row, meeting, by=request.person, **form.cleaned_data)
    tell(request, _("Written down for the meeting."))
    return redirect("team_mine" if has_own_page(request.person) else "team")


@door(speaks, second_factor=True, methods=("POST",))
def promise_end(request: Any, pk: int) -> HttpResponse:
    """Let a promise go."""
    row = get_object_or_404(Commitment.objects.of(request.community), pk=pk)
    changes.let_go(row, by=request.person)
    tell(request, _("Let go. It stays in the list."))
    return redirect("team_mine" if has_own_page(request.person) else "team")


@door(reads_team, second_factor=True)
def team_attendance(request: Any) -> HttpResponse:
    """Who came, by organization and program."""
    found = _team(request)
    meetings, rows = attendance_of(found)
    return render(request, "teams/attendance.html", {"team": found, "meetings": meetings, "rows": rows})


@door(reads_team, second_factor=True)
def shared_measures(request: Any) -> HttpResponse:
    """What the family board asked for, and what each program counts of it."""
    return _measures(request)


def _measures(request: Any, **forms: Any) -> HttpResponse:
    plans = plans_measures(request.person)
    tables = measures_of(request.community)
    measures = [table.measure for table in tables]
    sources = source_forms(request.community, measures) if plans else [None] * len(tables)
    shown = {
        "tables": list(zip(tables, sources, strict=True)),
        "months": months_until(request.community.today()),
        "measure_form": forms.get("measure") or (MeasureForm() if plans else None),
    }
    return render(request, "teams/measures.html", shown, status=400 if forms else 200)


@door(plans_measures, second_factor=True, methods=("POST",))
def shared_measure_new(request: Any) -> HttpResponse:
    """The family board asks for a measure."""
    form = MeasureForm(request.POST)
    if not form.is_valid():
        return _measures(request, measure=form)
    changes.ask_for_measure(request.community, by=request.person, **form.cleaned_data)
    tell(request, _("Written down. Next: say what each program counts."))
    return redirect("shared_measures")


@door(plans_measures, second_factor=True, methods=("POST",))
def shared_measure_source(request: Any, pk: int) -> HttpResponse:
    """Say what a program counts already."""
    measure = get_object_or_404(SharedMeasure.objects.of(request.community), pk=pk)
    form = CountedAsForm(request.POST, community=request.community)
    if not form.is_valid():
        raise BadInput(form.first_error())
    changes.count_as(measure, by=request.person, **form.cleaned_data)
    tell(request, _("Written down."))
    return redirect("shared_measures")
