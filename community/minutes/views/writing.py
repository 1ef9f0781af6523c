"""Minutes before everybody may read them: the group reads, the staff writes."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from community.core.access import door, require
from community.core.errors import BadInput, Refused, tell
from community.core.numbers import key_in
from community.meetings.models import Meeting
from community.meetings.rules import reads_meetings, runs_meetings
from community.meetings.selectors import belongs
from community.minutes import services
from community.minutes.forms import WriteForm
from community.minutes.marking import to_html
from community.minutes.models import Minutes, MinutesVersion
from community.minutes.rules import may_read, may_write
from community.minutes.selectors import approving_meeting, changes, is_behind, latest, minutes_of
from community.people.models import LANGUAGES

NAMES = dict(LANGUAGES)


def _meeting(request: Any, pk: int) -> Meeting:
    rows = Meeting.objects.of(request.community).filter(source="")
    return get_object_or_404(rows.select_related("group__community"), pk=pk)


def _minutes(meeting: Meeting) -> Minutes:
    found = minutes_of(meeting)
    if found is None:
        raise Http404
    return found


@door(reads_meetings)
def minutes(request: Any, pk: int) -> HttpResponse:
    """The minutes of a meeting as they stand, in the language asked for."""
    meeting = _meeting(request, pk)
    found = _minutes(meeting)
    require(may_read(request.person, found, has_a_seat=belongs(meeting, request.person)))
    newest = latest(found)
    chosen = request.GET.get("language", "")
    language = chosen if chosen in newest else found.language
    version, original = newest[language], newest[found.language]
    writes = may_write(request.person, meeting)
    here = {
        "meeting": meeting,
        "minutes": found,
        "version": version,
        "html": to_html(version.body),
        "behind": is_behind(version, original),
        "reviewed": hasattr(version, "review"),
        "versions": [(code, NAMES[code], code in newest) for code in NAMES],
        "changes": changes(found, language, since=1),
        "writes": writes,
        "at": approving_meeting(found) if writes and found.state == Minutes.State.DRAFT else None,
    }
    return render(request, "minutes/minutes.html", here)


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def minutes_write(request: Any, pk: int, language: str) -> HttpResponse:
    """Write the next version in ``language``; a translation begins with its own draft."""
    meeting = _meeting(request, pk)
    found = _minutes(meeting)
    if language not in NAMES:
        raise Http404
    last = latest(found).get(language)
    before = {
        "body": last.body if last else services.draft_of(meeting, language),
        "after": last.number if last else 0,
    }
    form = WriteForm(
        request.POST or None,
        initial=before,
        corrects=language == found.language and found.approved_number is not None,
        language=language,
    )
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                services.write_version(found, language=language, by=request.person, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, refusal.message)
                status = refusal.status
            else:
                tell(request, _("The minutes are kept."))
                return redirect(_page(pk, language))
    here = {"meeting": meeting, "minutes": found, "form": form, "name": NAMES[language], "last": last}
    return render(request, "minutes/write.html", here, status=status)


def _page(pk: int, language: str) -> str:
    return f"{reverse('minutes', args=[pk])}?language={language}"


@door(runs_meetings, second_factor=True, methods=("POST",))
def minutes_do(request: Any, pk: int, action: str) -> HttpResponse:
    """Draft, approve, publish, or stand for a translation."""
    meeting = _meeting(request, pk)
    if action == "draft":
        begun = services.begin_minutes(meeting, by=request.person)
        return redirect("minutes_write", pk=pk, language=begun.language)
    found = _minutes(meeting)
    if action == "approve":
        services.approve_minutes(found, seen=key_in(request.POST.get("seen")), by=request.person)
        tell(request, _("The minutes are approved."))
    elif action == "publish":
        services.publish_minutes(found, by=request.person)
        tell(request, _("Everybody can read the minutes now."))
    elif action == "review":
        version = _version(found, request.POST)
        services.review_translation(version, by=request.person)
        tell(request, _("Thank you. The translation is reviewed."))
        return redirect(_page(pk, version.language))
    else:
        raise Http404
    return redirect("minutes", pk=pk)


def _version(minutes: Minutes, post: Any) -> MinutesVersion:
    found = minutes.versions.filter(pk=key_in(post.get("version"))).first()
    if found is None:
        raise BadInput(_("That is not here any more. Load the page again."))
    found.minutes = minutes
    return found
