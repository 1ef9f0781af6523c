"""What a decision leads to: promises, money, and measures."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from advisory.decisions.models import Decision
from advisory.outcomes.models import Commitment, Earmark, Measure, Reading
from advisory.outcomes.selectors import closed_on
from advisory.outcomes.services.holding import check_follows, hold_final, hold_under_way
from community.core import audit
from community.core.errors import BadInput
from community.meetings.models import Meeting
from community.meetings.services import add_action_item, add_group_action_item
from community.people.models import Organisation, Person

# A hundred million dollars: beyond it a zero too many was typed.
MOST_CENTS = 10_000_000_000
MOST_COUNTED = 2_000_000_000
CURRENCY = "USD"


@transaction.atomic
def promise(
    decision: Decision,
    *,
    title: str,
    due_on: date,
    by: Person,
    owner: Person | None = None,
    owner_organisation: Organisation | None = None,
) -> Commitment:
    """Write down who does what by when. It is a next step: its owner is asked about it by text.

    It belongs to the meeting of the vote, where that was held; else to the group. Sent twice, it is
    there once.
    """
    check_follows(decision, by)
    if due_on is None:
        raise BadInput(_("Choose the day by which it is done."))
    holder: dict[str, Any] = {"owner": owner, "owner_organisation": owner_organisation}
    if (owner is None) == (owner_organisation is None):
        raise BadInput(_("Choose one person or one organization who will do it."))
    # The meeting before the decision, as a vote's opening holds the two.
    meeting = decision.meeting
    if meeting is not None and meeting.state in (Meeting.State.OPEN, Meeting.State.CLOSED):
        item = add_action_item(meeting, title=title, by=by, due_on=due_on, **holder)
    else:
        item = add_group_action_item(decision.group, title=title, by=by, due_on=due_on, **holder)
    locked = hold_under_way(decision, by)
    commitment, new = Commitment.objects.get_or_create(decision=locked, action_item=item)
    if new:
        audit.record(commitment, "promise", by=by)
    return commitment


@transaction.atomic
def set_aside(decision: Decision, *, amount_cents: int, source: str, by: Person) -> Earmark:
    """Say how much money there is for it, and from where."""
    locked = hold_under_way(decision, by)
    if not 0 < amount_cents <= MOST_CENTS:
        raise BadInput(_("Say how much money it is."))
    return _earmark(locked, amount_cents, source, by, reason="")


@transaction.atomic
def release(decision: Decision, *, amount_cents: int, source: str, by: Person, why: str) -> Earmark:
    """Take back money that was set aside from ``source``, because of ``why``; never more than there is."""
    locked = hold_final(decision, by)
    reason = " ".join(why.split())[:200]
    if not reason:
        raise BadInput(_("Say why, in a few words."))
    there = Earmark.objects.filter(decision=locked, source=" ".join(source.split()), currency=CURRENCY)
    standing = there.aggregate(sum=Sum("amount_cents"))["sum"] or 0
    if not 0 < amount_cents <= standing:
        raise BadInput(_("Less than that is set aside from there."))
    return _earmark(locked, -amount_cents, source, by, reason=reason)


def _earmark(decision: Decision, amount_cents: int, source: str, by: Person, *, reason: str) -> Earmark:
    source = " ".join(source.split())[:120]
    if not source:
        raise BadInput(_("Say where the money comes from."))
    earmark = Earmark.objects.create(
        decision=decision,
        amount_cents=amount_cents,
        currency=CURRENCY,
        source=source,
        reason=reason,
        entered_by=by,
    )
    audit.record(earmark, "set_aside" if amount_cents > 0 else "release", by=by, why=reason)
    return earmark


@transaction.atomic
def add_measure(
    decision: Decision, *, what: str, by: Person, unit: str = "", target: int | None = None
) -> Measure:
    """Say by what the group will see it. ``target`` is a count, or None where it only wants to know."""
    locked = hold_final(decision, by)
    what, unit = " ".join(what.split())[:120], " ".join(unit.split())[:40]
    if not what:
        raise BadInput(_("Say what is counted."))
    if target is not None and not 0 <= target <= MOST_COUNTED:
        raise BadInput(_("That number is too large to be a count."))
    measure, new = Measure.objects.get_or_create(
        decision=locked, what=what, defaults={"unit": unit, "target": target}
    )
    if new:
        audit.record(measure, "measure", by=by)
    return measure


@transaction.atomic
def read_measure(measure: Measure, *, on: date, value: int | None, by: Person) -> Reading:
    """Keep what was counted on a day; ``value`` None says that it was not recorded. A later one corrects."""
    locked = hold_final(measure.decision, by)
    if on > locked.group.community.today():
        raise BadInput(_("That day is still to come."))
    closed = closed_on(locked)
    if closed is not None and on < closed:
        raise BadInput(_("That day is before the decision."))
    if value is not None and not 0 <= value <= MOST_COUNTED:
        raise BadInput(_("That number is too large to be a count."))
    reading = Reading.objects.create(measure=measure, on=on, value=value, entered_by=by)
    audit.record(reading, "read", by=by)
    return reading
