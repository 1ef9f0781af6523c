"""How long what is kept, to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.forgetting.rules import PERIODS, Kind, Period, Start, is_due, months_after, period_of

DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 3, 1)),
        (date(2026, 11, 30), 3, date(2027, 3, 1)),
        (date(2024, 2, 29), 36, date(2027, 3, 1)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 10, 31), 2, date(2026, 12, 31)),
        (date(2026, 11, 5), 0, date(2026, 11, 5)),
    ],
)
def test_months_later(day, months, after):
    assert months_after(day, months) == after


@given(DAYS, st.integers(0, 80))
def test_months_later_are_never_fewer_days_than_the_shortest_months_have(day, months):
    assert timedelta(days=28 * months) <= months_after(day, months) - day <= timedelta(days=31 * months + 1)


@given(DAYS, DAYS, DAYS)
def test_whoever_was_due_yesterday_is_due_today(closed, third, today):
    for period in PERIODS:
        facts = {"closed_on": closed, "third_birthday": third}
        if is_due(period, today=today, **facts):
            assert is_due(period, today=today + timedelta(days=1), **facts)


def test_the_later_of_the_end_and_the_third_birthday_counts():
    period = Period(Kind.IDENTITY, date(2026, 1, 1), Start.CLOSED_AND_THREE, 36)
    early, late = date(2026, 1, 10), date(2027, 1, 10)
    for closed, third in ((early, late), (late, early)):
        facts = {"closed_on": closed, "third_birthday": third}
        assert not is_due(period, today=date(2030, 1, 9), **facts)
        assert is_due(period, today=date(2030, 1, 10), **facts)


def test_a_new_period_holds_from_its_day_and_the_old_one_until_then():
    old = Period(Kind.TEXTS, date(2026, 1, 1), Start.CLOSED, 3)
    new = Period(Kind.TEXTS, date(2027, 1, 1), Start.CLOSED, 1)
    assert period_of(Kind.TEXTS, date(2025, 12, 31), (new, old)) is None
    assert period_of(Kind.TEXTS, date(2026, 12, 31), (new, old)) == old
    assert period_of(Kind.TEXTS, date(2027, 1, 1), (new, old)) == new
    assert period_of(Kind.IDENTITY, date(2027, 1, 1), (new, old)) is None


def test_every_kind_has_a_period_today():
    assert {period.kind for period in PERIODS} == set(Kind)
