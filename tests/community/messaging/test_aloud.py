"""Texts as a voice reads them."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from community.core.words import CALENDARS, day_in_words
from community.messaging.aloud import aloud


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "Board meeting Thu Nov 26, 6 pm: 1 yes", "Board meeting Thursday, November 26, 6 pm: 1 yes"),
        ("es", "Reunion mié 25 nov, 6 pm", "Reunion miércoles 25 de noviembre, 6 pm"),
        ("es", "hasta el sab 12 sept", "hasta el sábado 12 de septiembre"),
        ("ht", "mèkredi 25 nov", "mèkredi 25 novanm"),
        ("en", "May I? Sat in the sun. Mar 3", "May I? Sat in the sun. Mar 3"),
        ("en", "Come in: https://x.example/l/abc-def/\nThank you.", "Come in: Thank you."),
        ("en", "Come in: /l/abc-def/", "Come in:"),
    ],
)
def test_it_is_read_in_whole_words(language, text, said):
    assert aloud(text, language) == said


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_every_day_of_a_year_is_understood(language):
    for n in range(365):
        day = date(2026, 1, 1) + timedelta(days=n)
        with translation.override(language):
            said = aloud(day_in_words(day), language).split()
        assert CALENDARS[language].months[day.month - 1] in said
        assert str(day.day) in said
