"""Reading what came of decisions: the thread of one, and which hold."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Now

from advisory.decisions.models import Decision
from advisory.decisions.selectors import WHOLE
from advisory.outcomes.models import Commitment, Earmark, Measure, Outcome, Reading, Step
from community.people.models import Community

# A decision that nobody has promised anything for gets a line on the first page after so long.
WITHOUT_A_PROMISE = timedelta(days=14)


def outcome_of(decision: Decision) -> Outcome:
    """How far it is; a row that is not saved yet while nobody has said so."""
    return Outcome.objects.filter(decision=decision).first() or Outcome(decision=decision)


def closed_on(decision: Decision) -> date | None:
    """The day it was closed where its community lives; None for a record that does not say."""
    if decision.closed_at is None:
        return None
    return decision.closed_at.astimezone(decision.group.community.zone).date()


def commitments_of(decision: Decision) -> QuerySet[Commitment]:
    """What was promised, soonest due first."""
    found = Commitment.objects.filter(decision=decision)
    whole = found.select_related("action_item__owner", "action_item__owner_organisation")
    return whole.order_by("action_item__due_on", "pk")


def money_of(decision: Decision) -> list[tuple[str, int]]:
    """What is set aside, by currency, in cents."""
    sums = Earmark.objects.filter(decision=decision).order_by("currency").values_list("currency")
    return [(currency, cents) for currency, cents in sums.annotate(sum=Sum("amount_cents")) if cents]


@dataclass(frozen=True)
class Measured:
    """A measure with its readings, one a day, oldest first."""

    measure: Measure
    readings: list[Reading]

    @property
    def last(self) -> Reading | None:
        """The last one that has a number."""
        return next((row for row in reversed(self.readings) if row.value is not None), None)


def measures_of(decision: Decision) -> list[Measured]:
    """The measures; of two readings of one day the later one holds."""
    found = Measure.objects.filter(decision=decision).prefetch_related("readings")
    return [Measured(row, list({each.on: each for each in row.readings.all()}.values())) for row in found]


def steps_of(decision: Decision) -> QuerySet[Step]:
    """What happened, oldest first."""
    return Step.objects.filter(decision=decision).order_by("on", "pk")


def untold(decision: Decision) -> QuerySet[Step]:
    """What those who voted have not heard yet."""
    return Step.objects.filter(decision=decision, told=None).order_by("on", "pk")


def decisions_with_news() -> QuerySet[Decision]:
    """The decisions of which somebody has still to be told."""
    waiting = Step.objects.filter(decision=OuterRef("pk"), told=None)
    unfinished = Q(tellings__isnull=False, tellings__finished_at=None)
    return Decision.objects.filter(Exists(waiting) | unfinished).distinct().order_by("pk")


def finals(community: Community) -> list[Decision]:
    """The decisions of ``community`` that hold (see ``decisions.selectors.is_final``), newest first.

    Two queries, however many there are.
    """
    closed = Decision.objects.of(community).filter(state=Decision.State.CLOSED, result__passed=True)
    found = list(closed.filter(is_first_pass=False).select_related(*WHOLE).order_by("-closed_at", "-pk"))
    approving = (
        Decision.objects.of(community).filter(ratifies__isnull=False).exclude(state__in=Decision.TAKEN_BACK)
    )
    asked: dict[int | None, list[int]] = defaultdict(list)
    for other, of in approving.values_list("pk", "ratifies"):
        asked[of].append(other)
    passed = {decision.pk for decision in found}
    return [decision for decision in found if _holds(decision.pk, passed, asked)]


def _holds(key: int, passed: set[int], asked: Mapping[int | None, list[int]]) -> bool:
    return key in passed and all(_holds(other, passed, asked) for other in asked.get(key, ()))


def without_a_promise(community: Community) -> list[Decision]:
    """Final decisions of more than two weeks ago that nobody has promised anything for, newest first."""
    quiet = Decision.objects.of(community).filter(
        ~Exists(Commitment.objects.filter(decision=OuterRef("pk"))),
        ~Exists(Outcome.objects.filter(decision=OuterRef("pk")).exclude(state=Outcome.State.UNDER_WAY)),
        closed_at__lte=Now() - WITHOUT_A_PROMISE,
        result__passed=True,
    )
    keys = set(quiet.values_list("pk", flat=True))
    return [decision for decision in finals(community) if decision.pk in keys] if keys else []
