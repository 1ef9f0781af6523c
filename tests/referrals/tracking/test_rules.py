"""Who is under three, which reasons close what, and when two names may be one child's."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from referrals.tracking import rules
from referrals.tracking.models import Referral
from referrals.tracking.states import LIFE, WAY, State, closing_reasons, next_steps

DAYS = st.dates(min_value=date(1999, 1, 1), max_value=date(2099, 12, 31))


@given(DAYS)
@example(date(2024, 2, 29))
def test_a_child_turns_three_after_36_months(born):
    """Against counting month ends one by one."""
    months, day = 0, born
    while months < 36:
        day = day.replace(day=1) + timedelta(days=calendar.monthrange(day.year, day.month)[1])
        months += 1
    last_day = calendar.monthrange(day.year, day.month)[1]
    expected = day.replace(day=born.day) if born.day <= last_day else day + timedelta(days=last_day)
    assert rules.third_birthday(born) == expected


@pytest.mark.parametrize("state", WAY)
def test_every_open_state_can_be_closed_for_known_reasons(state):
    reasons = closing_reasons(state)
    assert set(reasons) <= set(Referral.Reason.values)
    assert {"not_found", "moved_city", "moved_state", "died", "refused"} <= set(reasons)
    before_plan = state not in ("plan", "services")
    assert ("ineligible" in reasons) == ("duplicate" in reasons) == before_plan
    assert ("resolved" in reasons) == (not before_plan)
    assert LIFE[state, "close"] == State.CLOSED


def test_a_closed_one_has_no_reason_left_and_no_next_step():
    assert closing_reasons(State.CLOSED) == ()
    for sent in (True, False):
        assert next_steps(State.CLOSED, sent=sent) == next_steps(State.SERVICES, sent=sent) == ()


def test_the_next_steps_are_those_the_table_allows():
    for state in WAY[:-1]:
        for sent in (True, False):
            steps = next_steps(state, sent=sent)
            assert steps
            assert all((state, step) in LIFE for step in steps)


def test_only_what_was_sent_is_received_and_a_call_shows_that_it_came():
    assert next_steps(State.REFERRED, sent=True) == (State.RECEIVED, State.CONTACTED)
    assert next_steps(State.REFERRED, sent=False) == next_steps(State.RECEIVED, sent=True) == ("contacted",)


def test_no_evaluation_without_consent():
    """34 CFR 303.420(a)(2)."""
    assert [before for before, verb in LIFE if verb == State.EVALUATED] == [State.CONSENTED]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Renée", "RENEE", True),
        ("J.R.", "JR", True),
        ("J. R.", "Jean Robert", True),
        ("JR", "Jean-Robert", True),
        ("Jayden Reid", "Jordan Reid", False),
        ("Zoe", "Zora", False),
        ("AB", "Abel", False),
    ],
)
def test_when_two_names_may_be_one_child(one, other, same):
    assert rules.could_be_same(one, other) is rules.could_be_same(other, one) is same


@given(st.text(max_size=30), st.text(max_size=30))
def test_comparing_names_never_fails_and_is_even_handed(one, other):
    assert rules.could_be_same(one, other) == rules.could_be_same(other, one)
    assert rules.could_be_same(one, one)


@given(DAYS, st.integers(min_value=0, max_value=1095))
@example(date(2024, 2, 29), 365)
@example(date(2024, 2, 29), 366)
def test_the_age_band_is_the_birthdays_so_far(born, days):
    """Against going through the days one by one."""
    on = born + timedelta(days=days)
    birthdays = 0
    for day in (born + timedelta(days=number) for number in range(1, days + 1)):
        is_leap_day = (born.month, born.day) == (2, 29) and not calendar.isleap(day.year)
        birthdays += (day.month, day.day) == ((3, 1) if is_leap_day else (born.month, born.day))
    assert rules.age_band(born, on) == str(birthdays)
