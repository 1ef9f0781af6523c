"""Counting referrals by month, place, step and group, straight from their rows.

One statement reads every referral once, with the steps it reached and the categories chosen for its child as
sums of bits, and counts it in each dimension. The database groups; which groups the categories mean, and
which steps a sum stands for, is worked out here, of a few hundred lines.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from community.people.models import Community
from referrals.equity.rules import BRIDGE, Dimension, bridge
from referrals.equity.watch import MONTH
from referrals.tracking.states import WAY, State

STEPS = tuple(State)
CATEGORIES = tuple(BRIDGE)
# What tells referrals apart, by the column of ``facts`` that has it; races have their own.
COLUMNS = {
    Dimension.LANGUAGE: "language",
    Dimension.SEX: "sex",
    Dimension.AGE: "age_band",
    Dimension.SOURCE: "source",
    Dimension.PROVIDER: "organisation_id",
}
FACTS = """
WITH chosen AS MATERIALIZED (
  SELECT r.id, r.child_id, {month} AS month, r.age_band, r.source, r.organisation_id, r.state
  FROM referrals_referral r
  WHERE r.community_id = %(community)s AND r.referred_on >= %(start)s AND r.referred_on < %(end)s
), reached AS (
  SELECT s.referral_id, {steps} AS steps
  FROM chosen JOIN referrals_step s ON s.referral_id = chosen.id
  {standing} GROUP BY s.referral_id
), races AS (
  SELECT own.child_id, SUM({categories}) AS categories
  FROM (SELECT DISTINCT child_id FROM chosen) own JOIN referrals_childrace cr ON cr.child_id = own.child_id
  GROUP BY own.child_id
), facts AS MATERIALIZED (
  SELECT chosen.month, c.zip_code, c.language, c.sex, chosen.age_band, chosen.source,
         chosen.organisation_id, COALESCE(races.categories, 0) AS categories,
         COALESCE(reached.steps, 0) AS steps, chosen.state
  FROM chosen JOIN referrals_child c ON c.id = chosen.child_id
  LEFT JOIN reached ON reached.referral_id = chosen.id
  LEFT JOIN races ON races.child_id = chosen.child_id
)
"""
GROUPED = """
SELECT '{dimension}', month, zip_code, CAST({column} AS varchar(20)), steps, state = 'closed', COUNT(*)
FROM facts GROUP BY month, zip_code, {column}, steps, state = 'closed'
"""
# A line of the way that another one replaced, or that did not happen, does not hold (``tracking.life``).
STANDING = """
  WHERE s.turn <> 'undone' AND NOT EXISTS (SELECT 1 FROM referrals_step n WHERE n.replaces_id = s.id)
"""


class Key(NamedTuple):
    """What is counted apart."""

    dimension: str
    month: date
    step: str
    zip_code: str
    group: str


def counts(community: Community, *, start: date, end: date) -> Counter[Key]:
    """The children referred from ``start`` until before ``end`` (both first days of months). One query."""
    found: Counter[Key] = Counter()
    for dimension, month, zip_code, group, steps, is_closed, number in _lines(community, start, end):
        day = month if isinstance(month, date) else date.fromisoformat(month)
        name = _bridged(int(group)) if dimension == Dimension.RACE else group
        for step in _steps(steps, is_closed=bool(is_closed)):
            found[Key(dimension, day, step, zip_code, name)] += number
    return found


def _bridged(categories: int) -> str:
    return bridge([name for bit, name in enumerate(CATEGORIES) if categories >> bit & 1]).value


def _steps(steps: int, *, is_closed: bool) -> Iterator[str]:
    """Every step that a referral came as far as: who is evaluated was called, whoever wrote that down.

    One that was closed and opened again is not closed.
    """
    furthest = max((place for place, step in enumerate(WAY) if steps >> STEPS.index(step) & 1), default=0)
    yield from (step.value for step in WAY[: furthest + 1])
    if is_closed:
        yield State.CLOSED.value


def _lines(community: Community, start: date, end: date) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as asking:
        asking.execute(statement(), {"community": community.pk, "start": start, "end": end})
        while lines := asking.fetchmany(1000):
            yield from lines


def statement() -> str:
    """The whole question, for the database at hand. ``bench.equity`` asks it bare."""
    steps = " + ".join(
        f"{1 << bit} * MAX(CASE WHEN s.state = '{step.value}' THEN 1 ELSE 0 END)"
        for bit, step in enumerate(STEPS)
    )
    categories = " ".join(f"WHEN '{name}' THEN {1 << bit}" for bit, name in enumerate(CATEGORIES))
    facts = FACTS.format(
        month=MONTH[connection.vendor],
        steps=steps,
        categories=f"CASE cr.category {categories} ELSE 0 END",
        standing=STANDING,
    )
    columns = {Dimension.RACE: "categories", **COLUMNS}
    parts = [GROUPED.format(dimension=name.value, column=column) for name, column in columns.items()]
    return facts + " UNION ALL ".join(parts)
