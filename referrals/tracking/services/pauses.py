"""Pausing the 45 days, with what shows why, 34 CFR 303.310(b) and (c)."""

from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.errors import BadInput, Refused
from community.people.models import Person
from referrals.tracking.hooks import tell_moved
from referrals.tracking.models import Pause, Referral
from referrals.tracking.reckoning import stops_of
from referrals.tracking.rules import may_update
from referrals.tracking.services.due import reckon_due
from referrals.tracking.states import WITH_PLAN, PauseKind, State


class Why(NamedTuple):
    """What a pause rests on. The attempts are those of missing consent: two, on different days."""

    kind: str
    evidence: str
    first_attempt_on: date | None = None
    last_attempt_on: date | None = None


@transaction.atomic
def pause_clock(
    referral: Referral,
    *,
    why: Why,
    from_on: date,
    by: Person,
    until_on: date | None = None,
    look_again_on: date | None = None,
) -> Pause:
    """The 45 days stop on ``from_on``, and go on on ``until_on``, or are looked at again on
    ``look_again_on`` where nobody knows yet. The same press again gives the same pause."""
    locked = _locked(referral, by=by)
    told: dict[str, Any] = {
        **why._asdict(),
        "from_on": from_on,
        "until_on": until_on,
        "look_again_on": None if until_on else look_again_on,
    }
    pressed = locked.pauses.filter(**told, is_void=False, replaced_by=None, recorded_by=by).first()
    if pressed is not None:
        return pressed
    if locked.state == State.CLOSED or locked.state in WITH_PLAN:
        raise Refused(_("Only the 45 days before a plan can be paused."))
    today = by.community.today()
    _check_days(locked, from_on=from_on, until_on=until_on, today=today)
    if until_on is None:
        if look_again_on is None or look_again_on <= max(today, from_on):
            raise BadInput(_("Write the day on which somebody asks again. It must be after today."))
        if any(stop.until_on is None for stop in stops_of(locked.pauses.all())):
            raise Refused(_("The 45 days are paused already. End that pause first."))
    _check_attempts(why, from_on)
    pause = Pause.objects.create(referral=locked, recorded_by=by, **told)
    _reckon(referral, locked)
    audit.record(locked, "pause", by=by, why=why.kind)
    return pause


@transaction.atomic
def end_pause(pause: Pause, *, until_on: date, by: Person) -> Pause:
    """``pause`` ended: ``until_on`` is the first day that counts again. Also corrects an end."""
    locked = _locked(pause.referral, by=by)
    after = Pause.objects.filter(replaces=pause).first()
    if after is not None and (after.until_on, after.is_void) == (until_on, False):
        return after
    _check_days(locked, from_on=pause.from_on, until_on=until_on, today=by.community.today())
    return _replace(pause, locked, by=by, verb="end_pause", until_on=until_on, look_again_on=None)


@transaction.atomic
def void_pause(pause: Pause, *, by: Person) -> Pause:
    """``pause`` never was: its days count after all."""
    locked = _locked(pause.referral, by=by)
    after = Pause.objects.filter(replaces=pause).first()
    if after is not None and after.is_void:
        return after
    return _replace(pause, locked, by=by, verb="void_pause", is_void=True)


def _locked(referral: Referral, *, by: Person) -> Referral:
    require(may_update(by, referral))
    return Referral.objects.select_for_update().get(pk=referral.pk)


def _replace(pause: Pause, locked: Referral, *, by: Person, verb: str, **changes: Any) -> Pause:
    if pause.is_void or Pause.objects.filter(replaces=pause).exists():
        raise Refused(_("This pause was changed already. Look at the page again."))
    names = (
        *("kind", "from_on", "until_on", "look_again_on"),
        *("evidence", "first_attempt_on", "last_attempt_on"),
    )
    told = {name: getattr(pause, name) for name in names} | changes
    line = Pause.objects.create(referral=locked, replaces=pause, recorded_by=by, **told)
    _reckon(pause.referral, locked)
    audit.record(locked, verb, by=by, why=pause.kind)
    return line


def _reckon(referral: Referral, locked: Referral) -> None:
    reckon_due(locked)
    locked.save(update_fields=["due_on", "due_kind"])
    tell_moved([locked.pk])
    referral.due_on, referral.due_kind = locked.due_on, locked.due_kind


def _check_days(referral: Referral, *, from_on: date, until_on: date | None, today: date) -> None:
    if from_on > today or (until_on is not None and until_on > today):
        raise BadInput(_("This day is in the future. Write the day it happened."))
    if from_on < referral.referred_on:
        raise BadInput(_("The 45 days start with the referral. A pause can't start before it."))
    if until_on is not None and until_on <= from_on:
        raise BadInput(_("A pause ends at least a day after it starts."))


def _check_attempts(why: Why, from_on: date) -> None:
    """Consent that is missing stops the clock only after documented, repeated attempts, 303.310(b)(2)."""
    first, last = why.first_attempt_on, why.last_attempt_on
    if why.kind != PauseKind.CONSENT:
        if first or last:
            raise BadInput(_("Only a pause for missing consent needs the days you asked."))
        return
    if first is None or last is None or first >= last:
        raise BadInput(_("Write two different days on which you asked the parent, the first one first."))
    if last > from_on:
        raise BadInput(_("The pause starts after you asked twice, not before."))
