"""The public record: what was decided, what came of each, and how long it took. It names no person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from advisory.decisions.models import Decision
from advisory.outcomes.models import Commitment, Earmark, Outcome, Step
from advisory.outcomes.naming import names_of, names_somebody
from advisory.outcomes.rules import median, percent
from advisory.outcomes.selectors import closed_on, finals
from community.core.registry import PrivateName
from community.meetings.models import AgendaItem
from community.people.models import Community

# The votes of a secret ballot with fewer are not published: so few say how somebody voted.
FEWEST_SECRET = 5


@dataclass(frozen=True)
class Row:
    """One decision. What is None is not recorded, or is not published."""

    key: int
    title: str
    group: str
    decided_on: date | None
    votes: tuple[int, int, int] | None
    chosen: list[str]
    state: str
    state_words: str
    settled_on: date | None
    promised: int
    kept: int
    money: dict[str, int]
    steps: list[Step]

    @property
    def tallies(self) -> list[tuple[int, int, int]]:
        """Yes, no and not voting where they are published, for a template to unpack."""
        return [self.votes] if self.votes else []

    @property
    def days(self) -> int | None:
        """Whole days from the vote to the first step; None while there is none."""
        if not self.steps or self.decided_on is None:
            return None
        return (self.steps[0].on - self.decided_on).days


@dataclass(frozen=True)
class Record:
    """All of them, newest first, and what they come to."""

    rows: list[Row] = field(default_factory=list)

    def _in(self, state: str) -> int:
        return sum(row.state == state for row in self.rows)

    @property
    def carried_out(self) -> int:
        return self._in(Outcome.State.CARRIED_OUT)

    @property
    def not_carried_out(self) -> int:
        return self._in(Outcome.State.NOT_CARRIED_OUT)

    @property
    def under_way(self) -> int:
        return self._in(Outcome.State.UNDER_WAY)

    @property
    def made(self) -> int:
        return len(self.rows)

    @property
    def percent(self) -> int | None:
        return percent(self.carried_out, self.made)

    @property
    def median_days(self) -> int | None:
        return median(row.days for row in self.rows if row.days is not None)

    @property
    def without_a_step(self) -> int:
        return sum(row.days is None for row in self.rows)


def record_of(community: Community) -> Record:
    """The record of ``community``. The number of queries does not grow with it."""
    open_to_all = _open_to_all(community)
    published = [decision for decision in finals(community) if decision.pk in open_to_all]
    keys = [decision.pk for decision in published]
    names = names_of(community)
    outcomes = {row.decision_id: row for row in Outcome.objects.filter(decision__in=keys)}
    steps, promises = defaultdict(list), defaultdict(list)
    for step in Step.objects.filter(decision__in=keys).order_by("on", "pk"):
        steps[step.decision_id].append(step)
    for row in Commitment.objects.filter(decision__in=keys).select_related("action_item"):
        promises[row.decision_id].append(row.action_item.done_at is not None)
    money: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for mark in Earmark.objects.filter(decision__in=keys):
        money[mark.decision_id][mark.currency] += mark.amount_cents
    return Record(
        [
            Row(
                key=decision.pk,
                title=_unnamed(decision.title, names),
                group=decision.group.name,
                decided_on=closed_on(decision),
                votes=_votes(decision),
                chosen=[_unnamed(title, names) for title in _chosen(decision)],
                **_state(outcomes.get(decision.pk)),
                promised=len(promises[decision.pk]),
                kept=sum(promises[decision.pk]),
                money={currency: cents for currency, cents in money[decision.pk].items() if cents},
                steps=steps[decision.pk],
            )
            for decision in _with_choices(published)
        ]
    )


def _open_to_all(community: Community) -> set[int]:
    """What a guest of its meeting may see (``decisions.selectors.is_open_to_guests``), all at once."""
    apart = AgendaItem.objects.filter(meeting=OuterRef("meeting"), closed_to_guests=True)
    found: QuerySet[Any] = Decision.objects.of(community).filter(state=Decision.State.CLOSED)
    rows = found.annotate(apart=Exists(apart)).values_list(
        "pk", "item", "item__closed_to_guests", "meeting__members_only", "apart"
    )
    return {
        key
        for key, item, item_closed, members_only, keeps_apart in rows
        if not members_only and not (item_closed if item is not None else keeps_apart)
    }


def _with_choices(decisions: Iterable[Decision]) -> list[Decision]:
    found = list(decisions)
    prefetch_related_objects(found, "choices")
    return found


def _chosen(decision: Decision) -> list[str]:
    by_place = {choice.place: choice.title for choice in decision.choices.all()}
    return [by_place[place] for place in decision.result.winners or []]


def _votes(decision: Decision) -> tuple[int, int, int] | None:
    result = decision.result
    if result.yes is None or result.no is None:
        return None
    if decision.is_secret and result.cast < FEWEST_SECRET:
        return None
    return result.yes, result.no, result.abstain


def _state(outcome: Outcome | None) -> dict[str, Any]:
    state = Outcome.State(outcome.state) if outcome is not None else Outcome.State.UNDER_WAY
    settled = outcome.settled_on if outcome is not None else None
    return {"state": state, "state_words": str(state.label), "settled_on": settled}


def _unnamed(words: str, names: list[PrivateName]) -> str:
    """``words``, or that they name somebody."""
    return _("A choice that names a person") if names_somebody(words, names) else words
