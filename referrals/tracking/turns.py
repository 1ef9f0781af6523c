"""Pages that put a referral right. Each shows its one form, and a refused one again."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.core.access import door, require
from community.core.errors import tell
from referrals.tracking.forms.steps import DayForm
from referrals.tracking.forms.turns import CorrectForm, EndPauseForm, PauseForm, ReopenForm
from referrals.tracking.life import standing
from referrals.tracking.models import Pause, Referral, Step
from referrals.tracking.rules import follows_referrals, may_update, purpose_of
from referrals.tracking.selectors import page_of
from referrals.tracking.services import note_read, undo_step, void_pause

BOTH = ("GET", "HEAD", "POST")


@door(follows_referrals, second_factor=True, methods=BOTH)
@never_cache
def step_correct(request: Any, pk: int, step_pk: int) -> HttpResponse:
    """A step happened on another day, or did not happen."""
    row, step = _step(request, pk, step_pk)
    held = standing(row.steps.all())
    place = held.index(step) if step in held else 0
    before = held[place - 1].state if place else ""
    form = CorrectForm(request.POST or None, step=step, before=before, by=request.person)
    words = {
        "title": _("Correct a step"),
        "words": _("What was written before stays on record beside it."),
        "button": _("Change it"),
        "done": _("The step is corrected."),
    }
    return _turn(request, row, form, undo=step, **words)


@door(follows_referrals, second_factor=True, methods=("POST",))
@never_cache
def step_undo(request: Any, pk: int, step_pk: int) -> HttpResponse:
    """The last step did not happen."""
    _row, step = _step(request, pk, step_pk)
    undo_step(step, by=request.person)
    tell(request, _("Taken back. What was written stays on record."))
    return redirect("referral", pk=pk)


@door(follows_referrals, second_factor=True, methods=BOTH)
@never_cache
def referral_reopen(request: Any, pk: int) -> HttpResponse:
    """A closed one goes on where it stood."""
    row = _row(request, pk)
    form = ReopenForm(request.POST or None, referral=row, by=request.person)
    words = {
        "title": _("Open this referral again"),
        "words": _(
            "It goes on where it stood, and its clocks run on as if it had never ended. If a family comes "
            "back after a no, log a new referral."
        ),
        "button": _("Open it again"),
        "done": _("The referral is open again."),
    }
    return _turn(request, row, form, **words)


@door(follows_referrals, second_factor=True, methods=BOTH)
@never_cache
def referral_pause(request: Any, pk: int) -> HttpResponse:
    """The 45 days stop, for a reason of the law."""
    row = _row(request, pk)
    form = PauseForm(request.POST or None, referral=row, by=request.person)
    words = {
        "title": _("Pause the 45 days"),
        "words": _(
            "The law lets days not count only while the family can't, for a serious reason, or while the "
            "parent has not agreed though you asked more than once. Both must be written down."
        ),
        "button": _("Pause the 45 days"),
        "done": _("The 45 days are paused."),
    }
    return _turn(request, row, form, **words)


@door(follows_referrals, second_factor=True, methods=BOTH)
@never_cache
def pause_end(request: Any, pk: int, pause_pk: int) -> HttpResponse:
    """The days count again."""
    row, pause = _pause(request, pk, pause_pk)
    form = EndPauseForm(request.POST or None, pause=pause, by=request.person)
    words = {
        "title": _("End the pause"),
        "words": _("From this day on the 45 days count again."),
        "button": _("End the pause"),
        "done": _("The 45 days count again."),
    }
    return _turn(request, row, form, void=pause, **words)


@door(follows_referrals, second_factor=True, methods=("POST",))
@never_cache
def pause_void(request: Any, pk: int, pause_pk: int) -> HttpResponse:
    """The pause never was."""
    _row, pause = _pause(request, pk, pause_pk)
    void_pause(pause, by=request.person)
    tell(request, _("The pause is taken back. Its days count."))
    return redirect("referral", pk=pk)


def _row(request: Any, pk: int) -> Referral:
    row = get_object_or_404(page_of(request.person), pk=pk)
    require(may_update(request.person, row))
    return row


def _step(request: Any, pk: int, step_pk: int) -> tuple[Referral, Step]:
    row = _row(request, pk)
    step = get_object_or_404(row.steps.select_related("referral__child"), pk=step_pk)
    return row, step


def _pause(request: Any, pk: int, pause_pk: int) -> tuple[Referral, Pause]:
    row = _row(request, pk)
    pause = get_object_or_404(row.pauses.select_related("referral__child"), pk=pause_pk)
    return row, pause


def _turn(request: Any, row: Referral, form: DayForm, **shown: Any) -> HttpResponse:
    """The page of ``form``, or what it does."""
    if request.method == "POST" and form.is_valid() and form.save():
        tell(request, shown["done"])
        return redirect("referral", pk=row.pk)
    note_read(row.child, by=request.person, purpose=purpose_of(request.person, row))
    status = 400 if request.method == "POST" else 200
    return render(request, "tracking/turn.html", {"referral": row, "form": form, **shown}, status=status)
