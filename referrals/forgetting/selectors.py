"""What of whom is due to be forgotten, and which entries are one child's."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from community.core import registry
from community.messaging.models import ReplyExpectation
from referrals.forgetting.rules import Kind, Period, is_due, period_of
from referrals.tracking.likeness import Likeness
from referrals.tracking.models import Child, Referral
from referrals.tracking.rules import third_birthday
from referrals.tracking.services.duplicates import children_like, entry_of
from referrals.tracking.states import State

# What is due in months is due in so many days for each of them, too.
SHORTEST_MONTH = timedelta(days=28)
# So many birth dates are opened at a time.
CHUNK = 500


def same_children(child: Child) -> list[Child]:
    """``child``, and the entries of it that others wrote: what the parent wants gone is all of it."""
    alike = children_like(child.community, entry_of(child), Likeness.SAME)
    return [child, *(other for other in alike if other != child)]


def our_questions() -> list[str]:
    """The kinds of questions by text that are about referrals (keys of ``registry.reply_handlers``)."""
    handlers = registry.reply_handlers.items()
    return [key for key, plug in handlers if plug.answer.__module__.startswith("referrals.")]


def children_due(*, only: Child | None = None) -> Iterator[Child]:
    """Children, of every community, whose name and all that goes with it is to be forgotten today.

    ``only`` looks at one alone.
    """
    period = _period_today(Kind.IDENTITY)
    if period is None:
        return
    open_ones = Referral.objects.filter(child=OuterRef("pk")).exclude(state=State.CLOSED)
    rows = (
        Child.objects.filter(~Exists(open_ones), erased_at=None)
        .annotate(closed_on=Max("referrals__state_since"))
        .filter(closed_on__lte=timezone.localdate() - SHORTEST_MONTH * period.months)
        .select_related("community")
        .order_by("pk")
    )
    if only is not None:
        rows = rows.filter(pk=only.pk)
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield from (child for child in chunk if _is_due(child, child.closed_on, period))
        last = chunk[-1].pk


def referrals_with_texts_due(*, only: Referral | None = None) -> Iterator[Referral]:
    """Closed referrals, of every community, whose questions by text are to be forgotten today."""
    period = _period_today(Kind.TEXTS)
    if period is None:
        return
    asked = ReplyExpectation.objects.filter(handler__in=our_questions(), subject_id=OuterRef("pk"))
    rows: QuerySet[Referral] = Referral.objects.filter(
        Exists(asked),
        state=State.CLOSED,
        child__erased_at=None,
        state_since__lte=timezone.localdate() - SHORTEST_MONTH * period.months,
    )
    if only is not None:
        rows = rows.filter(pk=only.pk)
    for referral in rows.select_related("child__community").order_by("pk"):
        if _is_due(referral.child, referral.state_since, period):
            yield referral


def _period_today(kind: Kind) -> Period | None:
    return period_of(kind, timezone.localdate())


def _is_due(child: Child, closed_on: Any, period: Period) -> bool:
    return is_due(
        period,
        closed_on=closed_on,
        third_birthday=third_birthday(child.birth_date),
        today=child.community.today(),
    )
