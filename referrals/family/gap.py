"""The truth gap: of the families who a provider says were called, how many say that nobody did."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from community.people.models import LANGUAGES, Community
from referrals.family.models import Answer, Asked
from referrals.family.rules import Key
from referrals.tracking.models import Referral, Step
from referrals.tracking.states import State

LOOK_BACK = timedelta(days=365)
# A share of fewer families says more of chance, and of single families, than of a provider.
FEWEST = 5


@dataclass(frozen=True)
class Gap:
    """``disagree`` of ``answered`` families say that nobody called; how many is not shown of too few."""

    label: str
    answered: int
    disagree: int

    @property
    def is_shown(self) -> bool:
        return self.answered >= FEWEST

    @property
    def share(self) -> float:
        """For sorting those that are shown; the others must not give their own away."""
        return self.disagree / self.answered if self.is_shown else 0.0


@dataclass(frozen=True)
class TruthGap:
    """The whole, and its parts by provider and by language, the widest gap first."""

    whole: Gap
    by_provider: list[Gap]
    by_language: list[Gap]


def truth_gap(community: Community) -> TruthGap:
    """The gap of the last year. One query, whatever the number of families.

    Counted are the families who answered "Did they call you?" (the latest answer stands) when the provider
    had a call written down for that day or before. The provider is who was to call: who received the
    referral, or who sent it where it was not sent on.
    """
    rows = list(_rows(community))
    by_provider = _parts((row["provider"], row) for row in rows)
    by_language = _parts((str(dict(LANGUAGES)[row["language"]]), row) for row in rows)
    (whole,) = _parts(("", row) for row in rows) or [Gap("", 0, 0)]
    return TruthGap(whole, by_provider, by_language)


def _rows(community: Community) -> Any:
    latest = Answer.objects.filter(asked=OuterRef("pk")).order_by("-number")
    called = Step.objects.filter(
        referral=OuterRef("referral"), state=State.CONTACTED, happened_on__lte=OuterRef("said_on")
    )
    return (
        Asked.objects.of(community)
        .filter(question=Key.CALLED, asked_at__gt=timezone.now() - LOOK_BACK)
        .annotate(
            value=Subquery(latest.values("value")[:1]),
            said_on=TruncDate(Subquery(latest.values("said_at")[:1]), tzinfo=community.zone),
            provider=Coalesce("referral__receiver__name", "referral__organisation__name"),
            language=Subquery(Referral.objects.filter(pk=OuterRef("referral")).values("child__language")[:1]),
        )
        .filter(Exists(called), value__isnull=False)
        .values("provider", "language")
        .annotate(answered=Count("pk"), disagree=Count("pk", filter=Q(value="not_yet")))
        .order_by()
    )


def _parts(labelled: Iterable[tuple[str, Any]]) -> list[Gap]:
    """One gap a label: those that can be shown first, the widest share first."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for label, row in labelled:
        sums[label][0] += row["answered"]
        sums[label][1] += row["disagree"]
    gaps = [Gap(label, answered, disagree) for label, (answered, disagree) in sums.items()]
    return sorted(gaps, key=lambda gap: (not gap.is_shown, -gap.share, gap.label))
