"""Our own referrals month by month, with what was decided and promised meanwhile."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Sum

from community.core.registry import Mark, chart_marks
from community.people.models import Community
from referrals.equity.measures import RunChart, run_chart, run_charts_by_phase
from referrals.equity.models import MonthCount
from referrals.equity.rules import Dimension
from referrals.equity.tables import OWN_DEFINITIONS, Definition
from referrals.tracking.states import State


@dataclass(frozen=True)
class Series:
    """One measure over whole months. ``values`` are None where there was nobody to take a share of.

    ``made_of`` has the count and the children it is of; ``changes`` are the places at which a phase begins.
    """

    definition: Definition
    months: tuple[date, ...]
    values: tuple[float | None, ...]
    made_of: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
    changes: tuple[int, ...]
    phases: tuple[RunChart, ...]

    def place_of(self, day: date) -> int:
        """The place of the month of a day; a day after the last month is the last one's."""
        return max(at for at, month in enumerate(self.months) if month <= day)


def own_series(community: Community, key: str, *, changed_on: date | None = None) -> Series | None:
    """A measure for every month before this one; None until there are two.

    A real change begins a phase of its own, with a median of its own, where both sides have a number. One
    query for the counts, one for each kind of mark.
    """
    definition = OWN_DEFINITIONS[key]
    counts: dict[date, dict[str, int]] = {}
    lines = (
        MonthCount.objects.of(community)
        .filter(dimension=Dimension.AGE, step__in={State.REFERRED, key})
        .filter(month__lt=community.today().replace(day=1))
        .values_list("month", "step")
        .annotate(number=Sum("children"))
        .order_by("month")
    )
    for month, step, number in lines:
        counts.setdefault(month, {})[step] = number
    if len(counts) < 2:
        return None
    months = _every_month(min(counts), max(counts))
    made_of = tuple(
        (counts.get(month, {}).get(key, 0), counts.get(month, {}).get(State.REFERRED, 0)) for month in months
    )
    values = tuple(_value(definition, *each) for each in made_of)
    changes = _changes(months, values, changed_on)
    phases = run_charts_by_phase(values, changes) if changes else (run_chart(values),)
    marks = _marks(community, months[0], community.today())
    return Series(definition, months, values, made_of, marks, changes, phases)


def _value(definition: Definition, counted: int, referred: int) -> float | None:
    """A count is 0 where nobody came; a share of nobody is none."""
    if definition.per is not None:
        return counted
    return 100 * counted / referred if referred else None


def _every_month(first: date, last: date) -> tuple[date, ...]:
    found = [first]
    while found[-1] < last:
        year, month = divmod(found[-1].year * 12 + found[-1].month, 12)
        found.append(date(year, month + 1, 1))
    return tuple(found)


def _changes(
    months: tuple[date, ...], values: tuple[float | None, ...], changed_on: date | None
) -> tuple[int, ...]:
    """The place where the month after a change begins; none where one side would have no number."""
    if changed_on is None:
        return ()
    begins = sum(month <= changed_on for month in months)
    bounds = [0, begins, len(values)]
    if any(all(value is None for value in values[start:end]) for start, end in pairwise(bounds)):
        return ()
    return (begins,)


def _marks(community: Community, start: date, end: date) -> tuple[Mark, ...]:
    found = [mark for marks in chart_marks for mark in marks(community, start, end)]
    return tuple(sorted(found, key=lambda mark: (mark.day, mark.kind, mark.words)))
