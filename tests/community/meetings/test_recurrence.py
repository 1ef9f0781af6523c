"""On which days a rule has a group meet; the clock on the wall says the same in summer and winter."""

from datetime import UTC, date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.meetings.recurrence import Rule, days_earlier, moments

NEW_YORK = ZoneInfo("America/New_York")
THURSDAY = 3


def test_the_second_thursday_of_each_month():
    rule = Rule(every=1, day=THURSDAY, nth=2, first_on=date(2026, 9, 1))
    found = rule.days(since=date(2026, 9, 11), before=date(2027, 1, 1))
    assert found == [date(2026, 10, 8), date(2026, 11, 12), date(2026, 12, 10)]


def test_the_last_one_is_the_fourth_or_the_fifth():
    rule = Rule(every=1, day=THURSDAY, nth=-1, first_on=date(2026, 9, 1), until=date(2026, 11, 26))
    found = rule.days(since=date(2026, 9, 1), before=date(2027, 1, 1))
    assert found == [date(2026, 9, 24), date(2026, 10, 29), date(2026, 11, 26)]


def test_months_are_counted_from_the_first_meeting():
    """The second Thursday of September is over on the 20th, so October is the first month."""
    rule = Rule(every=2, day=THURSDAY, nth=2, first_on=date(2026, 9, 20))
    found = rule.days(since=date(2026, 9, 20), before=date(2027, 3, 1))
    assert found == [date(2026, 10, 8), date(2026, 12, 10), date(2027, 2, 11)]


def test_weeks_are_counted_from_the_first_meeting():
    rule = Rule(every=2, day=THURSDAY, nth=None, first_on=date(2026, 10, 30))
    found = rule.days(since=date(2026, 11, 6), before=date(2026, 12, 18))
    assert found == [date(2026, 11, 19), date(2026, 12, 3), date(2026, 12, 17)]


@given(
    every=st.integers(1, 12),
    day=st.integers(0, 6),
    nth=st.sampled_from([1, 2, 3, 4, -1, None]),
    first_on=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    later=st.integers(0, 500),
)
def test_looking_later_finds_the_same_days(every, day, nth, first_on, later):
    rule = Rule(every, day, nth, first_on)
    end = first_on + timedelta(days=900)
    every_day = rule.days(since=first_on, before=end)
    since = first_on + timedelta(days=later)
    assert rule.days(since=since, before=end) == [found for found in every_day if found >= since]
    assert {found.weekday() for found in every_day} == {day}


@pytest.mark.parametrize(("day", "hour"), [("2026-03-05", 23), ("2026-03-12", 22), ("2026-11-05", 23)])
def test_six_oclock_stays_six_oclock_when_the_clocks_change(day, hour):
    """Winter, then summer after March 8, then winter again after November 1 (15 U.S.C. 260a)."""
    start, end = moments(date.fromisoformat(day), time(18), time(20), NEW_YORK)
    assert (start.astimezone(UTC).hour, start.hour, end.hour) == (hour, 18, 20)


def test_a_meeting_across_a_change_of_the_clocks_ends_after_it_starts():
    spring = [moment.astimezone(UTC) for moment in moments(date(2026, 3, 8), time(2, 30), time(3), NEW_YORK)]
    assert spring[1] - spring[0] == timedelta(minutes=30)
    fall = [
        moment.astimezone(UTC) for moment in moments(date(2026, 11, 1), time(0, 30), time(2, 30), NEW_YORK)
    ]
    assert fall[1] - fall[0] == timedelta(hours=3)


@pytest.mark.parametrize("day", [date(2026, 3, 12), date(2026, 11, 5)])
def test_days_earlier_is_the_same_hour_on_the_wall(day):
    start, _end = moments(day, time(18), time(20), NEW_YORK)
    earlier = days_earlier(start.astimezone(UTC), 14, NEW_YORK)
    assert (earlier.date(), earlier.hour) == (day - timedelta(days=14), 18)
    assert start.astimezone(UTC) - earlier.astimezone(UTC) != timedelta(days=14)
