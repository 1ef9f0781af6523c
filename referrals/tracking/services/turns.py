"""Putting a referral right: a wrong day, a step that did not happen, one closed too early, one passed on.

Nothing is rubbed out: each of these is one more line, and the row is reckoned anew from all of them.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.errors import BadInput, Refused
from community.core.words import date_in_words
from community.people.models import Organisation, Person
from referrals.tracking.life import reopens_to, standing, state_when_passed_on
from referrals.tracking.models import Referral, Step
from referrals.tracking.rules import may_update, third_birthday
from referrals.tracking.services.due import bring_up_to_date
from referrals.tracking.services.steps import check_day, check_reason, write_line
from referrals.tracking.states import State, Turn

Told = dict[str, Any]


@transaction.atomic
def correct_step(
    step: Step, *, happened_on: date, by: Person, reason: str = "", family_said: str = ""
) -> Referral:
    """``step`` happened on another day, or ended the referral for another reason (empty: as it was).

    The day stays between those of the steps before and after it. The same correction again changes
    nothing; of one that was corrected since, Refused.
    """
    referral = _locked(step.referral, by=by)
    lines = list(referral.steps.all())
    told: Told = {"reason": step.reason, "family_said": step.family_said, "happened_on": happened_on}
    if step.reason and reason:
        told |= {"reason": reason, "family_said": family_said}
    said = next((line for line in lines if line.replaces_id == step.pk), step)
    if said.turn == step.turn and all(getattr(said, name) == value for name, value in told.items()):
        return _told(step.referral, referral)
    held = _held(step, lines)
    place = held.index(step)
    _check_between(referral, held, place, happened_on, today=by.community.today())
    if told["reason"]:
        check_reason(held[place - 1].state, told["reason"], told["family_said"])
    kept: Told = {"turn": step.turn, "state": step.state, "receiver_id": step.receiver_id}
    write_line(referral, by=by, replaces=step, **kept, **told)
    bring_up_to_date(step.referral, referral)
    why = f"{step.happened_on.isoformat()} {happened_on.isoformat()}"
    audit.record(referral, "correct_step", by=by, to_state=step.state, why=why)
    return step.referral


@transaction.atomic
def undo_step(step: Step, *, by: Person) -> Referral:
    """``step`` did not happen. Only the last one can be taken back, and never the referral itself."""
    referral = _locked(step.referral, by=by)
    lines = list(referral.steps.all())
    if any(line.replaces_id == step.pk and line.turn == Turn.UNDONE for line in lines):
        return _told(step.referral, referral)
    held = _held(step, lines)
    if step == held[0]:
        raise Refused(_("The referral itself can't be taken back. Close it with a reason instead."))
    if step != held[-1]:
        raise Refused(_("Other steps came after this one. Take those back first."))
    if step.state == State.CLOSED:
        _refuse_second_open(referral)
    write_line(
        referral, happened_on=step.happened_on, by=by, turn=Turn.UNDONE, state=step.state, replaces=step
    )
    bring_up_to_date(step.referral, referral)
    audit.record(referral, "undo_step", by=by, from_state=step.state, to_state=referral.state)
    return step.referral


@transaction.atomic
def reopen_referral(referral: Referral, *, happened_on: date, by: Person) -> Referral:
    """Go on with a closed referral where it stood. Its clocks run on as though it had never ended: a family
    that comes back after a no is a new referral, with new clocks."""
    locked = _locked(referral, by=by)
    lines = list(locked.steps.all())
    last = standing(lines)[-1]
    if (last.turn, last.happened_on) == (Turn.REOPENED, happened_on):
        return _told(referral, locked)
    if locked.state != State.CLOSED:
        raise Refused(_("This referral is open already."))
    if locked.closed_reason == Referral.Reason.DIED:
        raise Refused(_("If this was a mistake, take back the last step instead."))
    today = by.community.today()
    check_day(happened_on, earliest=last.happened_on, today=today)
    if third_birthday(locked.child.birth_date) <= today:
        raise BadInput(_("This child is three or older. Call the school district instead."))
    _refuse_second_open(locked)
    write_line(locked, happened_on=happened_on, by=by, turn=Turn.REOPENED, state=reopens_to(lines))
    bring_up_to_date(referral, locked)
    audit.record(locked, "reopen", by=by, from_state=State.CLOSED, to_state=locked.state)
    return referral


@transaction.atomic
def transfer_referral(
    referral: Referral, *, receiver: Organisation | None, happened_on: date, by: Person
) -> Referral:
    """Pass an open referral on to ``receiver``, who is to act from then on; None: back to who sent it.

    No clock starts again: the days that the family has waited stay theirs (34 CFR 303.310(a) counts from
    the referral). Twice is once.
    """
    locked = _locked(referral, by=by)
    if receiver is not None and receiver.community_id != locked.community_id:
        raise BadInput(_("Choose an organization of this community."))
    if receiver is not None and receiver.pk == locked.organisation_id:
        receiver = None
    to = receiver.pk if receiver else None
    if to == locked.receiver_id:
        return _told(referral, locked)
    if locked.state == State.CLOSED:
        raise Refused(_("This referral is closed. Open it again first."))
    last = standing(locked.steps.all())[-1]
    check_day(happened_on, earliest=last.happened_on, today=by.community.today())
    state = state_when_passed_on(locked.state)
    write_line(locked, happened_on=happened_on, by=by, turn=Turn.TRANSFERRED, state=state, receiver=receiver)
    bring_up_to_date(referral, locked)
    referral.receiver = receiver
    audit.record(locked, "transfer", by=by, to_state=state, why=str(to or locked.organisation_id))
    return referral


def _locked(referral: Referral, *, by: Person) -> Referral:
    require(may_update(by, referral))
    return Referral.objects.select_for_update().get(pk=referral.pk)


def _told(referral: Referral, locked: Referral) -> Referral:
    """The same press again: ``referral`` learns what stands already."""
    for name in ("state", "state_since", "referred_on", "closed_reason", "receiver_id"):
        setattr(referral, name, getattr(locked, name))
    return referral


def _held(step: Step, lines: list[Step]) -> list[Step]:
    held = standing(lines)
    if step not in held:
        raise Refused(_("This step was corrected already. Look at the page again."))
    return held


def _check_between(referral: Referral, held: list[Step], place: int, day: date, *, today: date) -> None:
    """Raise BadInput unless ``day`` fits between the steps before and after."""
    if place:
        earliest = held[place - 1].happened_on
    else:
        earliest = referral.child.birth_date
        if day < earliest:
            raise BadInput(_("On that day the child was not born yet."))
        if day >= third_birthday(earliest):
            raise BadInput(_("On that day the child was three or older already."))
    check_day(day, earliest=earliest, today=today)
    if place + 1 < len(held) and day > held[place + 1].happened_on:
        raise BadInput(
            _("The step after this one happened on %(day)s. This one can't be later.")
            % {"day": date_in_words(held[place + 1].happened_on)}
        )


def _refuse_second_open(referral: Referral) -> None:
    others = Referral.objects.filter(child=referral.child_id).exclude(pk=referral.pk)
    if others.exclude(state=State.CLOSED).exists():
        raise Refused(_("This child has another open referral. Go on with that one."))
