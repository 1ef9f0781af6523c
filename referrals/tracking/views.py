"""Pages of referrals. No browser keeps a copy: the computer at a front desk is shared."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.core.access import door
from community.core.errors import tell
from community.people.rules import is_coordinator
from referrals.tracking import hooks
from referrals.tracking.clocks import FROM_BIRTHDAY, too_late_for_plan
from referrals.tracking.explaining import clocks_of, pauses_of
from referrals.tracking.forms import CloseForm, ReferralForm, StepForm
from referrals.tracking.models import Referral
from referrals.tracking.rules import follows_referrals, may_log, may_update, purpose_of, sees_whole_community
from referrals.tracking.selectors import list_of, notes_allowed, page_of, taken_back, usual_source, way_of
from referrals.tracking.services import (
    AlreadyReferred,
    note_names_shown,
    note_read,
    turn_notes_off,
    turn_notes_on,
)
from referrals.tracking.services.duplicates import maybe_the_same
from referrals.tracking.sights import Field, seen_by
from referrals.tracking.states import WITH_PLAN, next_steps
from referrals.tracking.words import due_of, kept_due_of

PAGE = 25


@door(follows_referrals, second_factor=True)
@never_cache
def referrals(request: Any, *, closed: bool = False) -> HttpResponse:
    """The referrals of the visitor's organisation, or of the whole community for those who follow all."""
    page = Paginator(list_of(request.person, closed=closed), PAGE).get_page(request.GET.get("page"))
    note_names_shown(page, by=request.person)
    says = hooks.says_of([row.pk for row in page])
    rows = [(row, says.get(row.pk)) for row in page]
    logs = may_log(request.person)
    notes = notes_allowed(request.person.organisation) if logs else None
    shown = {"page": page, "rows": rows, "closed": closed, "may_log": logs, "notes": notes}
    return render(request, "tracking/referrals.html", shown)


@door(may_log, second_factor=True, methods=("POST",))
@never_cache
def notes(request: Any, *, on: bool) -> HttpResponse:
    """The visitor's organization writes notes from now on, or no longer."""
    if on:
        turn_notes_on(by=request.person)
        tell(request, _("Notes are on. The form of a new referral has a field for one now."))
    else:
        turn_notes_off(by=request.person)
        tell(request, _("Notes are off. What was written stays with its referral."))
    return redirect("referrals")


@door(may_log, second_factor=True, methods=("GET", "HEAD", "POST"))
@never_cache
def referral_new(request: Any) -> HttpResponse:
    """Log a referral. A refused form comes back as it was, with the reason beside the field."""
    offered = {"source": usual_source(request.person)}
    allowed = notes_allowed(request.person.organisation)
    form = ReferralForm(request.POST or None, by=request.person, notes=allowed, initial=offered)
    twin = None
    if request.method == "POST" and form.is_valid():
        try:
            referral = form.save()
        except AlreadyReferred as refusal:
            form.add_error(None, refusal.message)
            twin = refusal.referral
        else:
            tell(request, _("The referral is logged. Next: call the family."))
            return redirect("referral", pk=referral.pk)
    status = 400 if request.method == "POST" else 200
    shown = {"form": form, "twin": twin}
    return render(request, "tracking/referral_new.html", shown, status=status)


@door(follows_referrals, second_factor=True)
@never_cache
def referral(request: Any, pk: int) -> HttpResponse:
    """One child's page. Each reading is a line in the audit."""
    return _show(request, get_object_or_404(page_of(request.person), pk=pk))


@door(follows_referrals, second_factor=True, methods=("POST",))
@never_cache
def referral_step(request: Any, pk: int) -> HttpResponse:
    """Record the next step."""
    row = get_object_or_404(page_of(request.person), pk=pk)
    form = StepForm(request.POST, referral=row, by=request.person)
    if form.is_valid() and form.save():
        tell(request, _("Noted: %(step)s.") % {"step": row.get_state_display()})
        return redirect("referral", pk=pk)
    return _show(request, row, step_form=form)


@door(follows_referrals, second_factor=True, methods=("POST",))
@never_cache
def referral_close(request: Any, pk: int) -> HttpResponse:
    """End a referral with its reason."""
    row = get_object_or_404(page_of(request.person), pk=pk)
    form = CloseForm(request.POST, referral=row, by=request.person)
    if form.is_valid() and form.save():
        tell(request, _("The referral is closed: %(reason)s.") % {"reason": row.get_closed_reason_display()})
        return redirect("referral", pk=pk)
    return _show(request, row, close_form=form)


def _show(
    request: Any, row: Referral, *, step_form: StepForm | None = None, close_form: CloseForm | None = None
) -> HttpResponse:
    """The page of ``row``, with a refused form if there is one. Writes the audit line of the reading."""
    note_read(row.child, by=request.person, purpose=purpose_of(request.person, row))
    changing = may_update(request.person, row)
    acting = changing and row.state != Referral.State.CLOSED
    following = next_steps(row.state, sent=row.receiver_id is not None) if acting else ()
    today = request.community.today()
    seen = seen_by(request.person, row)
    knows_birthday = seen.shows(Field.BORN)
    due = due_of(row, today) if knows_birthday else kept_due_of(row, today)
    shown = {
        "referral": row,
        "due": due,
        "turns_three": too_late_for_plan(row.state, due.clock) if due else False,
        "seen": seen,
        "next_step": following[0] if following else None,
        "has_choice": len(following) > 1,
        "step_form": step_form or (StepForm(referral=row, by=request.person) if following else None),
        "close_form": close_form or (CloseForm(referral=row, by=request.person) if acting else None),
        "steps": way_of(row),
        "sections": [section(row, request.person) for section in hooks.sections],
        "may_break": sees_whole_community(request.person),
        "taken_back": taken_back(row),
        "clocks": [
            line for line in clocks_of(row, today) if knows_birthday or line.kind not in FROM_BIRTHDAY
        ],
        "pauses": pauses_of(row),
        "changing": changing,
        "acting": acting,
        "pausing": acting and row.state not in WITH_PLAN,
        "sees_all": sees_whole_community(request.person),
        "may_erase": is_coordinator(request.person),
        "maybe": maybe_the_same(row.child, by=request.person) if sees_whole_community(request.person) else [],
    }
    status = 400 if step_form or close_form else 200
    return render(request, "tracking/referral.html", shown, status=status)
