"""Who came in and who went out since the last conference, by name, from the lines of each referral. Pure.

Active today = active last week + inflow − outflow, always, of what is known today. What was *said* last week
may differ from what is known of last week today: something was written down late, or put right.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from referrals.tracking.life import standing
from referrals.tracking.states import State


@dataclass(frozen=True)
class Flow:
    """One referral between two conferences. ``said``: active by what was written by the first one;
    ``before`` and ``after``: active on both days by what is known at the second."""

    said: bool
    before: bool
    inflow: int
    outflow: int
    after: bool

    @property
    def is_added(self) -> bool:
        """It was active then, which was written down late or put right since."""
        return self.before and not self.said

    @property
    def is_gone(self) -> bool:
        """It was said to be active then and was not."""
        return self.said and not self.before


def _is_open(line: Any) -> bool:
    return bool(line.state != State.CLOSED)


def is_active(lines: Iterable[Any], on: date) -> bool:
    """Whether a referral was open at the end of the day ``on``, by the lines that stand of ``lines``."""
    told = [line for line in standing(lines) if line.happened_on <= on]
    return bool(told) and _is_open(told[-1])


def flow_of(lines: Sequence[Any], *, since: date, said_at: datetime, until: date) -> Flow:
    """What became of one referral from the end of ``since`` to the end of ``until``.

    ``said_at`` is when the first conference counted: what was written after that, it could not know.
    """
    before = is_active(lines, since)
    active, inflow, outflow = before, 0, 0
    for line in standing(lines):
        if since < line.happened_on <= until and _is_open(line) != active:
            active = not active
            inflow, outflow = inflow + active, outflow + (not active)
    written = [line for line in lines if line.recorded_at <= said_at]
    return Flow(said=is_active(written, since), before=before, inflow=inflow, outflow=outflow, after=active)
