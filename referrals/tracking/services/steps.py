"""Moving a referral along its way."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core.access import require
from community.core.errors import BadInput
from community.core.lifecycle import transition
from community.core.words import date_in_words
from community.people.models import Person
from referrals.tracking.hooks import tell_moved
from referrals.tracking.models import Referral, Step
from referrals.tracking.rules import may_update
from referrals.tracking.services.due import due_columns
from referrals.tracking.states import FamilySaid, closing_reasons


def take_step(referral: Referral, step: str, *, happened_on: date, by: Person) -> Referral:
    """Record that ``step`` (a state's value) was reached on ``happened_on``.

    ``referral`` itself is brought up to date. Raises BadInput for a day in the future or before the
    step that came last, Refused for a step out of turn. The same press again changes
    nothing.
    """
    require(may_update(by, referral))
    return _move(referral, step, happened_on=happened_on, by=by)


def close_referral(
    referral: Referral, *, reason: str, happened_on: date, by: Person, family_said: str = ""
) -> Referral:
    """End ``referral`` for a reason the city's form allows at its present step; twice is once.

    ``family_said``: the reason in the family's own words, one of ``FamilySaid``; empty: nobody asked.
    """
    require(may_update(by, referral))
    with transaction.atomic():
        locked = Referral.objects.select_for_update().get(pk=referral.pk)
        was_pressed = (Referral.State.CLOSED, reason, happened_on)
        if (locked.state, locked.closed_reason, locked.state_since) == was_pressed:
            return locked
        # A closed referral is refused by its own table, in better words than "no such reason".
        if locked.state != Referral.State.CLOSED:
            check_reason(locked.state, reason, family_said)
        return _move(
            referral, "close", happened_on=happened_on, by=by, closed_reason=reason, family_said=family_said
        )


def end_for_family(referral: Referral, *, by: Person | None) -> None:
    """End an open ``referral`` as the family's no, because they want nothing kept. ``by`` None: once more,
    after a restore."""
    today = referral.community.today()
    _move(
        referral,
        "close",
        happened_on=max(today, referral.state_since),
        by=by or referral.referred_by,
        closed_reason=Referral.Reason.REFUSED,
    )


def check_reason(state: str, reason: str, family_said: str) -> None:
    """Raise BadInput unless a referral in ``state`` can end for ``reason``, and a family says it so."""
    if reason not in closing_reasons(state):
        raise BadInput(_("That reason does not fit a referral at this step. Choose another one."))
    if family_said not in ("", *FamilySaid.values):
        raise BadInput(_("Choose what the family said from the list."))


def write_line(referral: Referral, *, happened_on: date, by: Person, **told: Any) -> Step:
    """Write the next line of ``referral``'s life. The caller holds its lock."""
    number = referral.steps.count() + 1
    line: Step = Step.objects.create(
        referral=referral, number=number, happened_on=happened_on, recorded_by=by, **told
    )
    return line


def _move(
    referral: Referral, verb: str, *, happened_on: date, by: Person, family_said: str = "", **changes: Any
) -> Referral:
    with transaction.atomic():
        locked = Referral.objects.select_for_update().get(pk=referral.pk)
        if (locked.state, locked.state_since) == (verb, happened_on):
            return locked
        following = Referral.LIFE.get((locked.state, verb))
        if following is not None:
            check_day(happened_on, earliest=locked.state_since, today=by.community.today())
            changes |= due_columns(locked, state=following, state_since=happened_on)
        transition(referral, verb, by=by, state_since=happened_on, **changes)
        write_line(
            referral,
            happened_on=happened_on,
            by=by,
            state=referral.state,
            reason=referral.closed_reason,
            family_said=family_said,
        )
        tell_moved([referral.pk])
    return referral


def check_day(happened_on: date, *, earliest: date, today: date) -> None:
    """Raise BadInput for a day that has not come, or that is before ``earliest``, the step before it."""
    if happened_on > today:
        raise BadInput(_("This day is in the future. Write the day it happened."))
    if happened_on < earliest:
        raise BadInput(
            _("The step before this one happened on %(day)s. This one can't be earlier.")
            % {"day": date_in_words(earliest)}
        )
