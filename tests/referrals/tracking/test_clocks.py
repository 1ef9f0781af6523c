"""The clocks, against a slow reckoning day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.tracking.clocks import Facts, Kind, Stop, end_of, next_clock, paused_due, stored_due
from referrals.tracking.law import LIMITS, area_of, limit
from referrals.tracking.rules import third_birthday
from referrals.tracking.states import WAY, State
from referrals.tracking.working_days import after_working_days, holidays, is_working_day

DAY = timedelta(days=1)


@st.composite
def stops(draw, after):
    """Up to four pauses that start around ``after``; they may overlap, touch, or be open."""
    made = []
    for _pause in range(draw(st.integers(0, 4))):
        first = after + draw(st.integers(-5, 70)) * DAY
        length = draw(st.none() | st.integers(1, 40))
        until = None if length is None else first + length * DAY
        made.append(Stop(first, until, None if until else first + draw(st.integers(1, 60)) * DAY))
    return tuple(made)


@st.composite
def lives(draw):
    """A referral that could exist: a child under three, steps in order, up to three years of it."""
    born = draw(st.dates(min_value=date(2017, 1, 1), max_value=date(2035, 1, 1)))
    referred = draw(st.dates(min_value=born, max_value=third_birthday(born) - DAY))
    return Facts(
        state=draw(st.sampled_from(WAY)),
        referred_on=referred,
        state_since=referred + draw(st.integers(0, 1100)) * DAY,
        birth_date=born,
        area=draw(st.sampled_from(["NY", "US"])),
        stops=draw(stops(referred)),
    )


def naive_due(start, days, paused):
    """Walk the calendar: each day that is not paused counts one. None if that never ends."""
    counted, day = 0, start
    for _walk in range(1000):
        day += DAY
        if not any(stop.from_on <= day and (stop.until_on is None or day < stop.until_on) for stop in paused):
            counted += 1
        if counted == days:
            return day
    return None


@given(lives())
def test_the_clock_is_the_first_of_those_that_run(life):
    clock = next_clock(life)
    birthday = third_birthday(life.birth_date)
    days_to_birthday = 0
    while life.referred_on + days_to_birthday * DAY < birthday:
        days_to_birthday += 1
    ends = {Kind.THIRD_BIRTHDAY: birthday}
    if life.state == "plan" and life.area == "NY":
        ends[Kind.SERVICES] = life.state_since + 30 * DAY
    if life.state not in ("plan", "services") and not days_to_birthday < 45:
        due = naive_due(life.referred_on, 45, life.stops)
        if due is None:
            ends[Kind.PAUSE] = min(stop.look_again_on for stop in life.stops if stop.look_again_on)
        else:
            ends[Kind.PLAN] = due
    assert clock.due == min(ends.values())
    assert ends[clock.kind] == clock.due
    kept = stored_due(clock)
    assert kept["due_kind"] == clock.kind
    assert kept["due_on"] == (birthday.replace(day=1) if clock.kind == "third_birthday" else clock.due)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 60), st.data())
def test_paused_days_do_not_count_and_a_pause_after_the_end_changes_nothing(start, days, data):
    paused = data.draw(stops(start))
    assert paused_due(start, days, paused) == naive_due(start, days, paused)


def test_a_closed_one_has_no_clock():
    day = date(2026, 1, 1)
    closed = Facts(State.CLOSED, referred_on=day, state_since=day, birth_date=day, area="NY")
    assert next_clock(closed) is None
    assert stored_due(None) == {"due_on": None, "due_kind": ""}


def test_44_and_45_days_before_the_third_birthday():
    """10 NYCRR 69-4.2(b): fewer than 45 days means no plan."""
    born = date(2024, 1, 1)
    for days, kind in ((44, Kind.THIRD_BIRTHDAY), (45, Kind.THIRD_BIRTHDAY), (46, Kind.PLAN)):
        day = date(2027, 1, 1) - days * DAY
        clock = next_clock(Facts("referred", day, day, born, "NY"))
        assert (clock.kind, clock.due <= date(2027, 1, 1)) == (kind, True)


def test_days_left_are_counted_to_the_last_day():
    day = date(2026, 3, 1)
    clock = next_clock(Facts("referred", day, day, date(2025, 1, 1), "NY"))
    assert clock.due == date(2026, 4, 15)
    assert [clock.days_left(date(2026, 4, day)) for day in (14, 15, 16)] == [1, 0, -1]


@pytest.mark.parametrize(
    ("area", "seen", "last_day", "cite"),
    [
        ("US", date(2026, 11, 20), date(2026, 11, 27), "34 CFR 303.303(a)(2)(i)"),
        ("NY", date(2024, 2, 13), date(2024, 2, 20), "34 CFR 303.303(a)(2)(i)"),
        ("NY", date(2024, 2, 14), date(2024, 2, 16), "10 NYCRR 69-4.3(a)"),
        # Friday; Presidents' Day is the Monday.
        ("NY", date(2024, 2, 16), date(2024, 2, 21), "10 NYCRR 69-4.3(a)"),
        # The day before Thanksgiving.
        ("NY", date(2026, 11, 25), date(2026, 11, 30), "10 NYCRR 69-4.3(a)"),
    ],
)
def test_the_rule_that_held_on_the_day_says_when_to_refer(area, seen, last_day, cite):
    held = limit(Kind.REFER, area=area, on=seen)
    assert (end_of(seen, held), held.cite) == (last_day, cite)


def test_before_the_first_rule_there_is_none():
    assert limit(Kind.REFER, area="NY", on=date(2011, 10, 27)) is None
    assert limit(Kind.SERVICES, area="US", on=date(2026, 1, 1)) is None


def test_every_limit_is_of_a_clock_and_names_its_law():
    assert {row.clock for row in LIMITS} <= set(Kind.values)
    assert all(row.cite for row in LIMITS)


@pytest.mark.parametrize(
    ("zip_code", "area"),
    [("11212", "NY"), ("14925", "NY"), ("00501", "NY"), ("06390", "NY"), ("07030", "US"), ("15001", "US")],
)
def test_the_state_of_a_zip_code(zip_code, area):
    assert area_of(zip_code) == area


def test_holidays_of_years_as_the_state_published_them():
    assert holidays(2024) == {
        *(date(2024, 1, 1), date(2024, 1, 15), date(2024, 2, 12), date(2024, 2, 19), date(2024, 5, 27)),
        *(date(2024, 6, 19), date(2024, 7, 4), date(2024, 9, 2), date(2024, 10, 14), date(2024, 11, 5)),
        *(date(2024, 11, 11), date(2024, 11, 28), date(2024, 12, 25)),
    }
    # New Year's Day of 2023 was a Sunday; Juneteenth is one since 2020.
    assert date(2023, 1, 2) in holidays(2023)
    assert date(2019, 6, 19) not in holidays(2019)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 30))
def test_working_days_are_counted_one_by_one(day, count):
    end = after_working_days(day, count)
    between = [day + n * DAY for n in range(1, (end - day).days + 1)]
    assert sum(is_working_day(one) for one in between) == count
    assert is_working_day(end)
