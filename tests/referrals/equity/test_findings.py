"""Numbers as they are said."""

import datetime
from decimal import Decimal

import pytest
from django.utils import translation

from referrals.equity.findings import (
    _as_children,
    count_in_words,
    decimal,
    finding,
    percent,
    period,
    rate_in_words,
    ratio_in_words,
    sentences,
    short,
    standardised_in_words,
    value,
    whole,
)
from referrals.equity.measures import Shown, directly_standardised_rate, proportion, rate, rate_ratio
from referrals.equity.models import AggregateCount, Denominator, Indicator
from referrals.equity.rules import Place
from tests.factories.equity import compared, small_town
from tests.factories.people import CommunityFactory


@pytest.mark.parametrize(
    ("number", "said"),
    [
        *((0, "0"), (0.26, "0.3"), (9.96, "10"), (99.54, "100"), (1234.5, "1,234")),
        *((0.05, "0.1"), (0.0354, "0.04"), (0.000018, "0.00002")),
    ],
)
def test_rates_are_rounded_not_cut(number, said):
    assert short(number) == said


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_numbers_are_written_as_in_the_united_states(language):
    with translation.override(language):
        assert decimal(0.8783, 2) == "0.88"
        assert whole(30959) == "30,959"


def test_a_count_says_why_it_is_not_there():
    assert count_in_words(None) == "not recorded"
    assert count_in_words(Shown(0)) == "0"
    assert count_in_words(Shown(None)) == "not shown"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2025-07-01", "2026-06-30", "July 2025 to June 2026"),
        ("2023-03-01", "2024-02-29", "March 2023 to February 2024"),
        ("2025-07-01", "2026-06-15", "July 1, 2025 to June 15, 2026"),
    ],
)
def test_whole_months_need_no_days(start, end, said):
    assert period(datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)) == said


def test_a_difference_is_said_in_children():
    city = rate(30_959, 311_005.66)
    fewer = _as_children(rate(282, 3225.14), city)
    assert fewer == "To be even, it would be 39 more here (between 4 and 70)."
    assert _as_children(rate(400, 3225.14), city).startswith("That is 79 more here than at the other rate")
    assert _as_children(rate(20, 200), rate(2000, 20_000)) == "That is too close to call."
    assert _as_children(rate(0, 2000), rate(2000, 20_000)).startswith("To be even, it would be 200 more here")
    assert _as_children(proportion(3, 10), proportion(9, 10)) == ""


def test_a_percentage_of_few_says_its_count_first():
    assert rate_in_words(proportion(12, 28)) == "12 of 28 (43%)"
    assert rate_in_words(proportion(13, 30)) == "43%"
    assert rate_in_words(rate(29, 1000)) == "29 per 1,000"


def test_a_share_that_is_not_all_is_never_called_all():
    assert [percent(share) for share in (0, 0.001, 0.5, 0.999, 1)] == ["0%", "1%", "50%", "99%", "100%"]


def test_a_standardised_rate_without_a_figure_says_why():
    few = directly_standardised_rate([4, 5], [100, 100], [1, 1])
    assert standardised_in_words(few) == "no figure: fewer than 10 children were counted"
    with translation.override("es"):
        assert standardised_in_words(few) != "no figure: fewer than 10 children were counted"
    enough = directly_standardised_rate([40, 50], [1000, 1000], [1, 1])
    assert standardised_in_words(enough) == "45 per 1,000"


def test_a_ratio_without_a_number_is_not_said():
    assert ratio_in_words(rate_ratio(20, 200, 0, 20_000)) == ""
    assert ratio_in_words(rate_ratio(0, 200, 0, 20_000)) == ""
    assert ratio_in_words(rate_ratio(10, 1000, 20, 1000)).startswith("0.50 times as often, between 0.2")


def test_a_clear_difference_is_never_rounded_away():
    barely = rate_ratio(282, 2800, 31_000, 273_300)
    assert barely.is_clear
    assert decimal(barely.upper, 2) == "1.00"
    assert ratio_in_words(barely) == "0.888 times as often, between 0.787 and 0.998"
    assert _as_children(rate(282, 2800), rate(31_000, 273_300)).startswith("To be even, it would be 36 more")


@pytest.mark.parametrize(
    ("events", "title"),
    [
        (60, "less often in Maple Street than in the rest of Oakville"),
        (900, "more often in Maple Street than in the rest of Oakville"),
        (120, "no clear difference between Maple Street and the rest of Oakville"),
        (1, "too few in Maple Street to set beside the rest of Oakville"),
    ],
)
def test_the_title_says_the_finding(db, events, title):
    small_town(community := CommunityFactory())
    counts = AggregateCount.objects.of(community)
    counts.exclude(group="black").delete()
    counts.filter(place=Place.NEIGHBORHOOD).update(events=events)
    comparison = compared(community)
    assert finding(comparison) == f"Children referred to Early Intervention: {title}"
    assert len(sentences(comparison)) == 2
    assert all(sentence.endswith(".") for sentence in sentences(comparison))


@pytest.mark.parametrize("place", [Place.NEIGHBORHOOD, Place.REST])
def test_a_group_that_one_place_does_not_record_is_no_zero_in_its_total(db, place):
    small_town(community := CommunityFactory())
    AggregateCount.objects.of(community).filter(place=place, group="white").delete()
    comparison = compared(community)
    assert comparison.everyone.ratio is None
    cell = comparison.everyone.here if place == Place.NEIGHBORHOOD else comparison.everyone.other
    assert cell.shown is None
    assert finding(comparison) == (
        "Children referred to Early Intervention: Maple Street and the rest of Oakville cannot be compared"
    )
    assert sentences(comparison)[0].startswith("All children cannot be compared")
    assert next(row for row in comparison.groups if row.group == "black").ratio.is_clear


def test_fewer_than_half_a_child_is_no_denominator(db):
    small_town(community := CommunityFactory())
    Denominator.objects.of(community).filter(group="black", place=Place.NEIGHBORHOOD).update(population="0.5")
    black = next(row for row in compared(community).groups if row.group == "black")
    assert black.here.rate is black.ratio is None
    assert black.other.rate is not None


def test_a_percentage_says_of_what():
    assert value(Indicator(value=Decimal(50), unit="percent", denominator="children referred")) == (
        "50 percent of children referred"
    )
    assert value(Indicator(value=Decimal(1680), unit="boxes")) == "1,680 boxes"
    assert value(Indicator(value=None, unit="percent")) == "No number published"
