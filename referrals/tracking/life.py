"""What a referral is, from the lines written about it. Pure.

A line is never changed. It may be replaced by another one, which stands in its place: with another day,
or, as "did not happen", with nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from referrals.tracking.states import BEFORE_CALL, State, Turn


def standing(lines: Iterable[Any]) -> list[Any]:
    """The lines that hold, in the order of what they tell. ``lines``: all of one referral, in any order."""
    places: dict[Any, int] = {}
    found: dict[int, Any] = {}
    for line in sorted(lines, key=lambda line: line.number):
        place = line.number if line.replaces_id is None else places[line.replaces_id]
        places[line.pk] = place
        found.pop(place, None)
        if line.turn != Turn.UNDONE:
            found[place] = line
    return [found[place] for place in sorted(found)]


@dataclass(frozen=True)
class Life:
    """Where a referral stands. ``columns`` are those of its row."""

    state: str
    state_since: date
    referred_on: date
    receiver_id: int | None
    closed_reason: str

    @property
    def columns(self) -> dict[str, Any]:
        return dict(vars(self))


def life_of(lines: Iterable[Any]) -> Life:
    """Fold the ``lines`` of one referral. The first that stands is the referral itself."""
    held = standing(lines)
    first, last = held[0], held[-1]
    state, since, receiver = first.state, first.happened_on, first.receiver_id
    for line in held[1:]:
        if line.turn == Turn.TRANSFERRED:
            receiver = line.receiver_id
        if line.state != state:
            state, since = line.state, line.happened_on
    return Life(
        state=state,
        state_since=since,
        referred_on=first.happened_on,
        receiver_id=receiver,
        closed_reason=last.reason if state == State.CLOSED else "",
    )


def reopens_to(lines: Iterable[Any]) -> str:
    """The state that a closed referral goes back to: the one it was closed in."""
    before: str = standing(lines)[-2].state
    return before


def state_when_passed_on(state: str) -> str:
    """The state of a referral that goes to another organisation: what nobody called about is to be
    received there first; all else goes on from where it is."""
    return State.REFERRED.value if state in BEFORE_CALL else state
