"""The clocks, against a slow reckoning day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from referrals.tracking.clocks import Kind, next_clock, stored_due
from referrals.tracking.rules import third_birthday
from referrals.tracking.states import WAY, State

DAY = timedelta(days=1)


@st.composite
def referrals(draw):
    """A referral that could exist: a child under three, steps in order, up to three years of it."""
    born = draw(st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 1, 1)))
    referred = draw(st.dates(min_value=born, max_value=third_birthday(born) - DAY))
    since = referred + draw(st.integers(0, 1100)) * DAY
    return draw(st.sampled_from(WAY)), referred, since, born


@given(referrals())
def test_the_clock_is_the_first_of_those_that_run(case):
    state, referred, since, born = case
    clock = next_clock(state, referred_on=referred, state_since=since, birth_date=born)
    birthday = third_birthday(born)
    days_to_birthday = 0
    while referred + days_to_birthday * DAY < birthday:
        days_to_birthday += 1
    ends = {Kind.THIRD_BIRTHDAY: birthday}
    if state == "plan":
        ends[Kind.SERVICES] = since + 30 * DAY
    if state not in ("plan", "services") and not days_to_birthday < 45:
        ends[Kind.PLAN] = referred + 45 * DAY
    assert clock.due == min(ends.values())
    assert ends[clock.kind] == clock.due
    kept = stored_due(clock)
    assert kept["due_kind"] == clock.kind
    assert kept["due_on"] == (birthday.replace(day=1) if clock.kind == "third_birthday" else clock.due)


def test_a_closed_one_has_no_clock():
    day = date(2026, 1, 1)
    assert next_clock(State.CLOSED, referred_on=day, state_since=day, birth_date=day) is None
    assert stored_due(None) == {"due_on": None, "due_kind": ""}


def test_44_and_45_days_before_the_third_birthday():
    """10 NYCRR 69-4.2(b): fewer than 45 days means no plan."""
    born = date(2024, 1, 1)
    for days, kind in ((44, Kind.THIRD_BIRTHDAY), (45, Kind.THIRD_BIRTHDAY), (46, Kind.PLAN)):
        referred = date(2027, 1, 1) - days * DAY
        clock = next_clock("referred", referred_on=referred, state_since=referred, birth_date=born)
        assert (clock.kind, clock.due <= date(2027, 1, 1)) == (kind, True)


def test_days_left_are_counted_to_the_last_day():
    clock = next_clock(
        "referred", referred_on=date(2026, 3, 1), state_since=date(2026, 3, 1), birth_date=date(2025, 1, 1)
    )
    assert clock.due == date(2026, 4, 15)
    assert [clock.days_left(date(2026, 4, day)) for day in (14, 15, 16)] == [1, 0, -1]
