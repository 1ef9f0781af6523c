"""How far the children whom our partners referred came, group by group."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Sum

from community.people.models import Community
from referrals.equity.measures import Funnel, funnel
from referrals.equity.models import MonthCount
from referrals.equity.rules import EVERYONE, UNKNOWN, Dimension
from referrals.equity.selectors.own import labels_of, periods
from referrals.tracking.states import WAY, State

# The receipt may be skipped: a call shows that it came.
STEPS = tuple(step for step in WAY if step != State.RECEIVED)


@dataclass(frozen=True)
class Way:
    """One group's way; ``group`` may be EVERYONE."""

    group: str
    label: str
    funnel: Funnel


def own_periods(community: Community) -> list[tuple[date, date]]:
    """The periods that may be asked for, the usual one first; none without a referral. One query."""
    span = MonthCount.objects.of(community).aggregate(first=Min("month"), last=Max("month"))
    return list(periods(span["first"], span["last"])) if span["first"] else []


def own_ways(community: Community, dimension: str, days: tuple[date, date]) -> list[Way]:
    """Everyone's way and each group's, those with most children first. Two queries at most."""
    read = Dimension.AGE if dimension == Dimension.ZIP else dimension
    lines = (
        MonthCount.objects.of(community)
        .filter(dimension=read, month__gte=days[0], month__lte=days[1], step__in=STEPS)
        .values_list("zip_code" if dimension == Dimension.ZIP else "group", "step")
        .annotate(number=Sum("children"))
        .order_by()
    )
    found: dict[str, dict[str, int]] = {}
    for group, step, number in lines:
        for key in (EVERYONE, group or UNKNOWN):
            steps = found.setdefault(key, {})
            steps[step] = steps.get(step, 0) + number
    labels = labels_of(community, dimension, set(found))
    ways = [Way(group, labels[group], _funnel(steps)) for group, steps in found.items()]
    return sorted(ways, key=lambda way: (way.group != EVERYONE, -way.funnel.steps[0].count, way.label))


def _funnel(steps: Mapping[str, int]) -> Funnel:
    return funnel([(step.value, steps.get(step, 0)) for step in STEPS])
