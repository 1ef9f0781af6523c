"""Information sessions and group interviews, before, during and after."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.boards.rules import has_boards
from advisory.boards.selectors import is_member
from advisory.recruiting import selectors, services
from advisory.recruiting.forms import AskForm, GatheringForm, NoteForm
from advisory.recruiting.models import Gathering, Guest
from advisory.recruiting.rules import recruits
from advisory.recruiting.views.stages import find_group
from community.core.access import door, require
from community.core.errors import BadInput, Refused, tell
from community.core.numbers import key_in
from community.people.rules import runs_meetings


def _find(request: Any, pk: int) -> Gathering:
    rows = Gathering.objects.of(request.community).select_related("group__community")
    found = get_object_or_404(rows, pk=pk)
    leads = recruits(request.person, found.group)
    takes_part = found.kind == Gathering.Kind.INTERVIEW and is_member(
        request.person, found.group, request.community.today()
    )
    require(leads or takes_part)
    return found


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def gathering_new(request: Any, pk: int, kind: str) -> HttpResponse:
    """Plan an information session or a group interview."""
    group = find_group(request, pk)
    if kind not in Gathering.Kind.values:
        raise Http404
    form = GatheringForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.plan_gathering(group, kind=kind, by=request.person, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("gathering", made.pk)
    shown = {"group": group, "form": form, "kind": kind}
    return render(request, "recruiting/gathering_new.html", shown, status=400 if form.errors else 200)


@door(has_boards)
def gathering(request: Any, pk: int) -> HttpResponse:
    """Who was asked, who comes and came, and the notes: all of them for who runs meetings, one's own for
    a member, about those whom a member may see."""
    found = _find(request, pk)
    leads = recruits(request.person, found.group)
    guests = selectors.guests_of(found, notes_of=None if leads else request.person)
    seen = set(selectors.applicants_for(request.person, found.group).values_list("pk", flat=True))
    guests = [guest for guest in guests if guest.applicant_id in seen]
    criteria = found.criteria_list()
    shown = {
        "gathering": found,
        "guests": [(guest, _note_form(guest, criteria)) for guest in guests],
        "criteria": criteria,
        "leads": leads,
        "has_begun": found.starts_at <= timezone.now(),
        "is_interview": found.kind == Gathering.Kind.INTERVIEW,
    }
    if leads:
        people = selectors.may_be_asked(found)
        shown["ask_form"] = AskForm(people=people) if people else None
    return render(request, "recruiting/gathering.html", shown)


def _note_form(guest: Guest, criteria: list[str]) -> NoteForm:
    return NoteForm(criteria=criteria, initial={"guest": guest.pk}, auto_id=f"note_{guest.pk}_%s")


@door(has_boards, methods=("POST",))
def gathering_note(request: Any, pk: int) -> HttpResponse:
    """A note about somebody at an interview."""
    found = _find(request, pk)
    form = NoteForm(request.POST, criteria=found.criteria_list())
    if not form.is_valid():
        raise BadInput(form.first_error())
    guest = _guest(found, form.cleaned_data.pop("guest"))
    services.keep_note(guest, by=request.person, **form.cleaned_data)
    tell(request, _("The note is kept."))
    return redirect("gathering", pk)


@door(runs_meetings, second_factor=True, methods=("POST",))
def gathering_do(request: Any, pk: int, action: str) -> HttpResponse:
    """Ask people to come, or write down who came."""
    found = _find(request, pk)
    if action == "ask":
        form = AskForm(request.POST, people=selectors.may_be_asked(found))
        if not form.is_valid():
            raise BadInput(form.first_error())
        services.ask_to(found, by=request.person, **form.cleaned_data)
        tell(request, _("They are on the list. Who has a phone is asked by text until it begins."))
    elif action in ("came", "missed"):
        guest = _guest(found, request.POST.get("guest"))
        services.mark_came(guest, came=action == "came", by=request.person)
    else:
        raise Http404
    return redirect("gathering", pk)


def _guest(gathering: Gathering, sent: Any) -> Guest:
    found = gathering.guests.select_related("applicant__person").filter(pk=key_in(sent)).first()
    if found is None:
        raise BadInput(_("That is not here any more. Load the page again."))
    found.gathering = gathering
    return found
