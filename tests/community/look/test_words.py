"""Days and times as people say them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from community.core import words

SIX_PM_IN_NEW_YORK = datetime(2026, 11, 26, 23, 0, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture(autouse=True)
def in_new_york():
    with timezone.override(NEW_YORK):
        yield


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Thu Nov 26, 6 pm"), ("es", "jue 26 nov, 6 pm"), ("ht", "jedi 26 nov, 6 pm")],
)
def test_an_evening_is_said_in_the_active_language(language, said):
    with translation.override(language):
        assert words.when_in_words(SIX_PM_IN_NEW_YORK) == said


def test_the_day_is_the_day_of_the_active_zone():
    with timezone.override(UTC), translation.override("en"):
        assert words.when_in_words(datetime(2026, 11, 27, 2, 30, tzinfo=UTC)) == "Fri Nov 27, 2:30 am"
    with translation.override("en"):
        assert words.when_in_words(datetime(2026, 11, 27, 2, 30, tzinfo=UTC)) == "Thu Nov 26, 9:30 pm"


@pytest.mark.parametrize(
    ("clock", "said"),
    [(time(0), "12 am"), (time(12), "12 pm"), (time(11, 59), "11:59 am"), (time(13, 5), "1:05 pm")],
)
def test_midnight_and_noon(clock, said):
    assert words.time_in_words(clock) == said


def test_creole_months_are_creole():
    with translation.override("ht"):
        assert words.month_in_words(date(2026, 7, 1)) == "jiyè 2026"
        assert words.date_in_words(date(2026, 10, 4)) == "4 oktòb 2026"


def test_what_to_press():
    assert words.digits_and_words([(1, "yes"), (2, "no")]) == "1 yes 2 no"


@given(st.datetimes(timezones=st.just(UTC)), st.sampled_from(["en", "es", "ht"]))
def test_every_moment_can_be_said(moment, language):
    """Some calendars lose the very first and last hours to the time zone; those are no meeting times."""
    if datetime(2, 1, 1, tzinfo=UTC) < moment < datetime(9998, 1, 1, tzinfo=UTC):
        with translation.override(language), timezone.override(NEW_YORK):
            assert words.when_in_words(moment).endswith((" am", " pm"))
