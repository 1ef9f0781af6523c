"""Pages of the weekly case conference."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.core.access import door
from community.core.errors import BadInput, tell
from community.live.entry import audience_for
from community.live.panels import snapshot
from community.people.models import Membership, Person, StaffRole
from referrals.conference import services
from referrals.conference.actions import mine
from referrals.conference.forms import DecideForm, PresentForm
from referrals.conference.models import Case, Conference
from referrals.conference.rules import leads_conference, may_come
from referrals.conference.selectors import cases_of, steps_of
from referrals.tracking.services import note_names_shown

LAST = 12


@door(may_come, second_factor=True)
@never_cache
def conferences(request: Any) -> HttpResponse:
    """The last conferences, what one took on, and the button that begins today's."""
    found = Conference.objects.of(request.community)
    if not leads_conference(request.person):
        found = found.filter(attendees__person=request.person, state=Conference.State.OPEN)
    shown = {
        "conferences": found[:LAST],
        "begun": any(row.held_on == request.community.today() for row in found[:1]),
        "leads": leads_conference(request.person),
        "steps": steps_of(request.person).select_related("conference"),
    }
    return render(request, "conference/conferences.html", shown)


@door(leads_conference, second_factor=True, methods=("POST",))
@never_cache
def conference_begin(request: Any) -> HttpResponse:
    """Begin today's."""
    return redirect("conference", pk=services.begin_conference(by=request.person).pk)


@door(may_come, second_factor=True)
@never_cache
def conference(request: Any, pk: int) -> HttpResponse:
    """One conference: how far its numbers hold, the numbers, and its cases for those who are there."""
    found = _find(request, pk)
    audience = audience_for(found.board, request.person, language=get_language() or "")
    if audience is None:
        raise Http404
    rows = list(cases_of(found))
    note_names_shown([case.referral for case in rows], by=request.person, purpose="conference")
    leads = leads_conference(request.person)
    is_open = found.state == Conference.State.OPEN
    shown = {
        "conference": found,
        "board": found.board,
        "socket": f"/ws/board/{found.board_id}/",
        "attendees": found.attendees.select_related("person").order_by("person__display_name"),
        "leads": leads,
        "is_open": is_open,
        "mine": mine(request.person, found.board_id),
        "present_form": PresentForm(people=_people(found)) if leads and is_open else None,
        "late": found.movements.filter(kind__in=("added", "gone")).select_related("referral"),
        **snapshot(found.board, audience),
    }
    return render(request, "conference/conference.html", shown)


@door(leads_conference, second_factor=True, methods=("POST",))
@never_cache
def conference_let_in(request: Any, pk: int) -> HttpResponse:
    """Somebody is there."""
    found = _find(request, pk)
    form = PresentForm(request.POST, people=_people(found))
    if not form.is_valid():
        return render(request, "conference/refused.html", {"conference": found, "form": form}, status=400)
    services.let_in(found, form.cleaned_data["person"], by=request.person)
    return redirect("conference", pk=pk)


@door(leads_conference, second_factor=True, methods=("POST",))
@never_cache
def conference_let_out(request: Any, pk: int, person_pk: int) -> HttpResponse:
    """Somebody left, or was never there."""
    found = _find(request, pk)
    person = get_object_or_404(Person.objects.of(request.community), pk=person_pk)
    services.let_out(found, person, by=request.person)
    return redirect("conference", pk=pk)


@door(leads_conference, second_factor=True, methods=("POST",))
@never_cache
def case_show(request: Any, pk: int, case_pk: int) -> HttpResponse:
    """Speak of this case now."""
    case = _case(request, pk, case_pk)
    services.show_case(case.conference, case, by=request.person)
    return _answered(request, case)


@door(leads_conference, second_factor=True, methods=("POST",))
@never_cache
def case_decide(request: Any, pk: int, case_pk: int) -> HttpResponse:
    """The one next step of a case."""
    case = _case(request, pk, case_pk)
    form = DecideForm(request.POST, case=case, by=request.person)
    if not form.is_valid():
        if _is_script(request):
            raise BadInput(str(next(iter(form.errors.values()))[0]))
        shown = {"conference": case.conference, "form": form}
        return render(request, "conference/refused.html", shown, status=400)
    form.save()
    return _answered(request, case, _("Noted. On to the next case."))


@door(may_come, second_factor=True, methods=("POST",))
@never_cache
def case_done(request: Any, pk: int) -> HttpResponse:
    """The next step is done."""
    case = get_object_or_404(Case.objects.of(request.community), pk=pk)
    services.finish_step(case, by=request.person)
    tell(request, _("Done. Thank you."))
    return redirect("conferences")


@door(leads_conference, second_factor=True, methods=("POST",))
@never_cache
def conference_close(request: Any, pk: int) -> HttpResponse:
    """It is over."""
    services.close_conference(_find(request, pk), by=request.person)
    return redirect("conference", pk=pk)


def _answered(request: Any, case: Case, said: str = "") -> HttpResponse:
    """Back to the case that is spoken of now; the page's script gets the form of that one, and stays."""
    if _is_script(request):
        return JsonResponse({"said": said, "mine": mine(request.person, case.conference.board_id)})
    if said:
        tell(request, said)
    return redirect(f"{reverse('conference', args=[case.conference_id])}#cases")


def _is_script(request: Any) -> bool:
    return bool(request.headers.get("Accept", "").startswith("application/json"))


def _find(request: Any, pk: int) -> Conference:
    rows = Conference.objects.of(request.community).select_related("board__community", "community")
    return get_object_or_404(rows, pk=pk)


def _case(request: Any, pk: int, case_pk: int) -> Case:
    found = _find(request, pk)
    return get_object_or_404(cases_of(found).select_related("conference__community"), pk=case_pk)


def _people(found: Conference) -> Any:
    """Who may come: staff of the cases, and those with a seat on an action team."""
    today = found.community.today()
    posts = StaffRole.objects.on(today).filter(role__in=("ambassador", "coordinator"))
    seats = Membership.objects.on(today).filter(
        group__kind="action_team", status__in=Membership.SEATED, group__community=found.community
    )
    people = Person.objects.of(found.community)
    return people.filter(pk__in=posts.values("person")) | people.filter(pk__in=seats.values("person"))
