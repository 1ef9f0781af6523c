"""The rules by which groups meet, and a planned meeting that changes."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.core.access import door, require
from community.core.errors import Refused, tell
from community.meetings.forms import ChangeForm, SeriesForm, SkipForm
from community.meetings.ics import answer_with
from community.meetings.models import Meeting, Series
from community.meetings.rules import may_run, reads_meetings, runs_meetings
from community.meetings.selectors import rules_of
from community.meetings.services import change_meeting, change_series, start_series, stop_series
from community.meetings.words import rule_words


@door(runs_meetings, second_factor=True)
def series_list(request: Any) -> HttpResponse:
    """Every rule of the community's groups."""
    today = request.community.today()
    rules = [(series, rule_words(series)) for series in rules_of(request.community)]
    return render(request, "meetings/series_list.html", {"rules": rules, "today": today})


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def series_new(request: Any) -> HttpResponse:
    """Set a rule for a group."""
    form = SeriesForm(request.POST or None, community=request.community)
    if request.method == "POST" and form.is_valid():
        given = form.rule()
        try:
            series = start_series(given.pop("group"), by=request.person, **given)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("The next meetings stand on the calendar."))
            return redirect("series", pk=series.pk)
    return render(request, "meetings/series.html", {"form": form}, status=400 if form.errors else 200)


def _find_rule(request: Any, pk: int) -> Series:
    return get_object_or_404(Series.objects.of(request.community).select_related("group__community"), pk=pk)


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def series(request: Any, pk: int) -> HttpResponse:
    """One rule, to read and to change."""
    found = _find_rule(request, pk)
    form = SeriesForm(request.POST or None, community=request.community, series=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_series(found, by=request.person, **form.rule())
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("The rule is changed. Meetings that are planned stay as they are."))
            return redirect("series", pk=pk)
    planned = found.meetings.filter(state=Meeting.State.PLANNED).select_related("group").order_by("starts_at")
    stopped = found.until is not None and found.until < request.community.today()
    shown = {
        "form": form,
        "series": found,
        "planned": planned,
        "stopped": stopped,
        "words": rule_words(found),
    }
    return render(request, "meetings/series.html", shown, status=400 if form.errors else 200)


@door(runs_meetings, second_factor=True, methods=("POST",))
def series_stop(request: Any, pk: int) -> HttpResponse:
    """Plan no more meetings by this rule."""
    stop_series(_find_rule(request, pk), by=request.person)
    tell(request, _("No more meetings are planned by this rule."))
    return redirect("series_list")


def _find_own(request: Any, pk: int) -> Meeting:
    """A meeting whose times are known."""
    rows = Meeting.objects.of(request.community).filter(starts_at__isnull=False, ends_at__isnull=False)
    return get_object_or_404(rows.select_related("group__community"), pk=pk)


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def meeting_change(request: Any, pk: int) -> HttpResponse:
    """Move a planned meeting, change what it offers, or say that it is not held."""
    found = _find_own(request, pk)
    require(may_run(request.person, found))
    if found.state != Meeting.State.PLANNED:
        raise Refused(_("Only a meeting that has not begun can be changed."))
    form = ChangeForm(request.POST or None, meeting=found)
    if request.method == "POST" and form.is_valid():
        try:
            asked = change_meeting(found, by=request.person, **form.change())
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            moved = _("The meeting is changed. Those invited are told by text and asked again.")
            tell(request, moved if asked else _("The meeting is changed."))
            return redirect("meeting", pk=pk)
    shown = {"meeting": found, "form": form, "skip_form": SkipForm(auto_id="skip_%s")}
    return render(request, "meetings/change.html", shown, status=400 if form.errors else 200)


@door(reads_meetings)
def meeting_calendar(request: Any, pk: int) -> HttpResponse:
    """The meeting as a file for one's own calendar."""
    found = _find_own(request, pk)
    if found.source:
        raise Http404
    return answer_with(found)
