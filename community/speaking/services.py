"""Changing the speaking list. Every step locks the meeting first, so of two presses one comes after."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.core.lifecycle import transition
from community.meetings.models import Attendance, Meeting
from community.meetings.services.bell import ring_for
from community.meetings.services.evening import lock_open
from community.people.models import Person
from community.speaking.models import Turn
from community.speaking.selectors import speaking_list


def _speaking(meeting: Meeting) -> Turn | None:
    return Turn.objects.filter(meeting=meeting, state=Turn.State.SPEAKING).select_related("person").first()


def _end(turn: Turn, *, by: Person | None) -> None:
    """Now, or when it began: a clock that was set back makes no time that is less than none."""
    now = timezone.now()
    transition(turn, "end", by=by, ended_at=max(now, turn.began_at or now))


@transaction.atomic
def raise_hand(meeting: Meeting, person: Person, *, channel: str, by: Person | None = None) -> Turn:
    """Put ``person`` on the list; a hand that is up stays as it is. ``by`` is the facilitator who saw it.

    Raises Refused for somebody who is not checked in, or speaks just now.
    """
    locked = lock_open(meeting)
    if not Attendance.objects.filter(meeting=locked, person=person).exists():
        raise Refused(_("%(name)s is not checked in yet. Check in first.") % {"name": person.display_name})
    standing = Turn.objects.filter(meeting=locked, person=person, state__in=["waiting", "speaking"])
    for turn in standing:
        if turn.state == Turn.State.SPEAKING:
            raise Refused(_("%(name)s has the floor now.") % {"name": person.display_name})
        return turn
    turn = Turn.objects.create(meeting=locked, person=person, channel=channel, raised_by=by)
    audit.record(turn, "raise_hand", by=by or person, channel=channel)
    ring_for(locked)
    return turn


@transaction.atomic
def pass_turn(meeting: Meeting, person: Person, *, by: Person) -> Turn:
    """Take the hand of ``person`` down. They lose nothing by it: the next hand stands where this one did."""
    locked = lock_open(meeting)
    turn = Turn.objects.filter(meeting=locked, person=person, state=Turn.State.WAITING).first()
    if turn is None:
        raise Refused(_("That hand is not up any more."))
    transition(turn, "pass", by=by)
    ring_for(locked)
    return turn


@transaction.atomic
def call_on(meeting: Meeting, turn: Turn | None, *, seen: int | None, by: Person) -> Turn | None:
    """Give the floor to ``turn``, or to whoever is next (None); who spoke before has ended.

    ``seen`` is the turn that had the floor on the facilitator's page. When it has passed on since, the
    press changes nothing, so that two presses never skip anybody. Returns who has the floor.
    """
    locked = lock_open(meeting)
    speaking = _speaking(locked)
    if (speaking.pk if speaking else None) != seen:
        return speaking
    waiting = speaking_list(locked).waiting
    chosen = waiting[0] if turn is None and waiting else turn
    if chosen is None:
        raise Refused(_("Nobody waits to speak."))
    if chosen.pk not in {other.pk for other in waiting}:
        raise BadInput(_("That hand is not up any more."))
    if speaking is not None:
        _end(speaking, by=by)
    why = "" if chosen.pk == waiting[0].pk else "out of order"
    transition(chosen, "call_on", by=by, why=why, began_at=timezone.now())
    ring_for(locked)
    return chosen


@transaction.atomic
def end_turn(meeting: Meeting, *, seen: int | None, by: Person) -> None:
    """Who speaks has ended. Nothing happens when that is no longer the one whom the page showed."""
    locked = lock_open(meeting)
    speaking = _speaking(locked)
    if speaking is None or speaking.pk != seen:
        return
    _end(speaking, by=by)
    ring_for(locked)


@transaction.atomic
def interpret(meeting: Meeting, *, seen: int | None, on: bool, by: Person) -> None:
    """Say whether the one who speaks is interpreted, so that half of the time counts.

    Refused when that is no longer the one whom the page showed.
    """
    locked = lock_open(meeting)
    speaking = _speaking(locked)
    if speaking is None or speaking.pk != seen:
        raise Refused(_("Somebody else has the floor now, or nobody. Look at the list."))
    if speaking.interpreted == on:
        return
    speaking.interpreted = on
    speaking.save(update_fields=["interpreted"])
    audit.record(speaking, "interpret_on" if on else "interpret_off", by=by)
    ring_for(locked)


def end_with_meeting(meeting: Any, by: Any) -> None:
    """The evening is over: who speaks has ended, and the hands go down (``registry.meeting_closed``)."""
    for turn in Turn.objects.filter(meeting=meeting, state__in=["waiting", "speaking"]):
        if turn.state == Turn.State.SPEAKING:
            _end(turn, by=by)
        else:
            transition(turn, "pass", by=by)
