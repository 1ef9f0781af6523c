"""Keeping the counts of months in step with the referrals."""

from collections import Counter
from datetime import date, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from community.people.models import Community
from referrals.equity.counting import Key, counts
from referrals.equity.models import Folding, MonthCount, StaleMonth
from referrals.tracking.models import Referral

BATCH = 2000


def fold(community: Community) -> int:
    """Count again every month that changed, and say how many there were.

    A month is read after its marks, so what changes meanwhile is marked again and folded the next time.
    """
    if not StaleMonth.objects.of(community).exists():
        return 0
    Folding.objects.get_or_create(community=community)
    with transaction.atomic():
        folding = Folding.objects.select_for_update(no_key=True).get(community=community)
        marks = list(StaleMonth.objects.of(community).values_list("pk", "month"))
        months = sorted({month for _pk, month in marks})
        for start, end in _stretches(months):
            _keep(community, counts(community, start=start, end=end), start, end)
        # Exactly what was read: a mark with a lower key may have been written since by who took longer.
        for begun in range(0, len(marks), BATCH):
            read = [pk for pk, _month in marks[begun : begun + BATCH]]
            StaleMonth.objects.of(community).filter(pk__in=read).delete()
        folding.folded_at = timezone.now()
        folding.save(update_fields=["folded_at"])
    return len(months)


def mark_all(community: Community) -> None:
    """Have every month counted again, with those that have counts but no referrals any more."""
    spans = [
        Referral.objects.of(community).aggregate(first=Min("referred_on"), last=Max("referred_on")),
        MonthCount.objects.of(community).aggregate(first=Min("month"), last=Max("month")),
    ]
    months = {month for span in spans if span["first"] for month in _months(span["first"], span["last"])}
    StaleMonth.objects.bulk_create(StaleMonth(community=community, month=month) for month in sorted(months))


def differences(community: Community) -> dict[date, int]:
    """In which months, and at how many places, what is kept differs from what the referrals say.

    Months that are marked are to be counted again anyhow; they are left out.
    """
    Folding.objects.get_or_create(community=community)
    with transaction.atomic():
        # Nobody folds meanwhile, so a change in between leaves its mark.
        Folding.objects.select_for_update(no_key=True).get(community=community)
        columns = ("dimension", "month", "step", "zip_code", "group", "children")
        kept = Counter(
            {Key(*key): number for *key, number in MonthCount.objects.of(community).values_list(*columns)}
        )
        told = counts(community, start=date.min, end=date.max)
        marked = set(StaleMonth.objects.of(community).values_list("month", flat=True))
    different = {key for key in kept.keys() | told.keys() if kept[key] != told[key]}
    return dict(sorted(Counter(key.month for key in different if key.month not in marked).items()))


def _keep(community: Community, found: Counter[Key], start: date, end: date) -> None:
    MonthCount.objects.of(community).filter(month__gte=start, month__lt=end).delete()
    MonthCount.objects.bulk_create(
        (MonthCount(community=community, **key._asdict(), children=number) for key, number in found.items()),
        batch_size=BATCH,
    )


def _stretches(months: list[date]) -> list[tuple[date, date]]:
    """Months that follow each other, as first days and the first day after."""
    numbered = [(month.year * 12 + month.month - place, month) for place, month in enumerate(months)]
    runs = [[month for _at, month in run] for _key, run in groupby(numbered, key=lambda each: each[0])]
    return [(run[0], next_month(run[-1])) for run in runs]


def _months(first: date, last: date) -> list[date]:
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found


def next_month(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
