"""Pages of money."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.ledger.selectors import funds_of
from advisory.stipends.forms import FundForm
from advisory.stipends.models import Stipend
from advisory.stipends.rules import may_approve, may_pay
from advisory.stipends.selectors import (
    months,
    stipends_of,
    totals,
    unpaid_meetings,
)
from advisory.stipends.services import accrue_for, approve_meeting, approve_stipend
from advisory.stipends.words import source_words
from community.core.access import door
from community.core.errors import BadInput, Refused, tell
from community.meetings.models import Meeting
from community.people.rules import handles_money, is_coordinator, is_finance

ON_A_PAGE = 30
States = Stipend.State


@door(handles_money, second_factor=True)
def stipends(request: Any) -> HttpResponse:
    """Every stipend by state with what to do about it, the totals, and the book."""
    person, community = request.person, request.community
    state = request.GET.get("state", "")
    if state not in States.values:
        state = States.APPROVED if is_finance(person) and not is_coordinator(person) else States.OWED
    listed = stipends_of(community).filter(state=state)
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    stipend: Any
    for stipend in page.object_list:
        stipend.verb = verb_for(person, stipend)
        stipend.source = source_words(stipend)
    return render(
        request,
        "stipends/money.html",
        {
            "state": state,
            "page": page,
            "totals": totals(stipends_of(community)),
            "batches": batches(person, listed),
            "unpaid": unpaid_meetings(community),
            "months": months(community),
        },
    )


def verb_for(person: Any, stipend: Stipend) -> str:
    """What ``person`` can do about ``stipend``: "approve", "pay", or ""."""
    if stipend.state == States.OWED and may_approve(person, stipend):
        return "approve"
    return "pay" if stipend.state == States.APPROVED and may_pay(person, stipend) else ""


def batches(person: Any, listed: Any) -> list[tuple[Meeting, str, int]]:
    """What can be done with one press for a whole meeting: the meeting, the verb, and for how many."""
    open_to_do = listed.filter(state__in=[States.OWED, States.APPROVED], meeting__isnull=False)
    found = Counter((stipend.meeting, verb) for stipend in open_to_do if (verb := verb_for(person, stipend)))
    return [(meeting, verb, number) for (meeting, verb), number in found.items() if number > 1]


def back(state: str) -> HttpResponse:
    """Back to the list that was worked on."""
    answer = redirect("stipends")
    answer["Location"] += f"?state={state}"
    return answer


@door(handles_money, second_factor=True, methods=("POST",))
def stipend_approve(request: Any, pk: int) -> HttpResponse:
    """Approve one, out of the fund that was chosen."""
    stipend = get_object_or_404(Stipend.objects.of(request.community), pk=pk)
    form = FundForm(request.POST, funds=funds_of(request.community))
    if not form.is_valid():
        raise BadInput(form.first_error())
    approve_stipend(stipend, by=request.person, fund=form.cleaned_data["fund"])
    tell(request, _("Approved. The member gets a text."))
    return back(States.OWED)


@door(handles_money, second_factor=True, methods=("POST",))
def meeting_approve(request: Any, pk: int) -> HttpResponse:
    """Approve what is owed for one meeting."""
    count = for_meeting(request, pk, approve_meeting)
    tell(
        request,
        ngettext("%(count)d stipend approved.", "%(count)d stipends approved.", count) % {"count": count},
    )
    return back(States.OWED)


def for_meeting(request: Any, pk: int, act: Callable[..., int]) -> int:
    """Do ``act`` to a meeting of this community."""
    return act(find_meeting(request, pk), by=request.person)


def find_meeting(request: Any, pk: int) -> Meeting:
    """A meeting of this community."""
    rows = Meeting.objects.of(request.community).select_related("group__community")
    return get_object_or_404(rows, pk=pk)


@door(handles_money, second_factor=True, methods=("POST",))
def meeting_owe(request: Any, pk: int) -> HttpResponse:
    """Write down what is owed for a closed meeting that had no rate when it closed."""
    waiting = {unpaid.meeting.pk for unpaid in unpaid_meetings(request.community) if unpaid.rate}
    meeting = find_meeting(request, pk)
    if meeting.pk not in waiting:
        raise Refused(_("Nothing is left to write down for this meeting. If it has no rate, set one first."))
    count = accrue_for(meeting, by=request.person)
    tell(
        request,
        ngettext("%(count)d stipend is owed now.", "%(count)d stipends are owed now.", count)
        % {"count": count},
    )
    return back(States.OWED)
