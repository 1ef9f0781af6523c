"""Imported figures of a made-up neighborhood and its city, and their release."""

import datetime
from typing import Any

from community.people.models import Community
from referrals.equity.choosing import choose
from referrals.equity.models import AggregateCount, Denominator
from referrals.equity.rules import EVERYONE, GroupKey, Place
from referrals.equity.selectors import Comparison
from referrals.reports.models import Release
from referrals.reports.selectors import released_entries, sheet_of, tables_by_key
from referrals.reports.services.issuing import issue
from referrals.reports.services.preparing import prepare

START, END = datetime.date(2025, 7, 1), datetime.date(2026, 6, 30)


def counted(community: Community, place: Place, events: dict[str, int], **values: Any) -> None:
    """The counts of one place over one period."""
    values = {
        "measure": "referred",
        "period_start": START,
        "period_end": END,
        "source": "a test",
        **values,
    }
    AggregateCount.objects.bulk_create(
        AggregateCount(community=community, place=place, group=group, events=number, **values)
        for group, number in events.items()
    )


def living(community: Community, place: Place, children: dict[str, int], **values: Any) -> None:
    """Children aged 0 to 4 in one place."""
    names: dict[Place, str] = {Place.NEIGHBORHOOD: "Maple Street", Place.CITY: "Oakville"}
    values = {
        "age_band": "0-4",
        "as_of": "2019-07",
        "source": "a census",
        "place_name": names.get(place, ""),
        **values,
    }
    Denominator.objects.bulk_create(
        Denominator(community=community, place=place, group=group, population=number, **values)
        for group, number in children.items()
    )


def small_town(community: Community) -> None:
    """A neighborhood of 3,000 children under three in a city of 33,000, with one group too small to show."""
    living(community, Place.NEIGHBORHOOD, {EVERYONE: 5000, GroupKey.BLACK: 3000, GroupKey.WHITE: 2000})
    living(community, Place.CITY, {EVERYONE: 55_000, GroupKey.BLACK: 23_000, GroupKey.WHITE: 32_000})
    counted(
        community,
        Place.NEIGHBORHOOD,
        {GroupKey.BLACK: 60, GroupKey.WHITE: 4, GroupKey.AIAN: 3, GroupKey.UNKNOWN: 20},
    )
    counted(
        community,
        Place.REST,
        {GroupKey.BLACK: 1200, GroupKey.WHITE: 1800, GroupKey.AIAN: 40, GroupKey.UNKNOWN: 90},
    )


def compared(community: Community) -> Comparison:
    """What the page shows where nobody asks for anything else, once all is released."""
    release_all(community)
    found = choose(released_entries(community), {})
    assert found is not None
    return found[1]


def release_all(community: Community) -> None:
    """Release every imported table that was not released as it is now."""
    for key, entry in tables_by_key(community).items():
        last = Release.objects.of(community).filter(table=key).order_by("-number").first()
        counts = sorted(one.events for one in sheet_of(entry.table)) if entry.origin == "imported" else []
        if not counts or (last and counts == sorted(last.counts.values_list("count", flat=True))):
            continue
        prepared = prepare(community, key)
        if prepared is not None and prepared.exposed is None:
            issue(community, key, prepared, prepared_by=None, issued_by=None)
