"""Which texts ask for our texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.joining.rules import KEYWORD, Keyword, keyword_in, text_link


@pytest.mark.parametrize(
    ("body", "language", "name"),
    [
        ("JOIN", "en", ""),
        ("  join. ", "en", ""),
        ("Join!", "en", ""),
        ("JOIN Rosa", "en", "Rosa"),
        ("join, rosa", "en", "Rosa"),
        ("JOIN: ROSA DIAZ", "en", "Rosa Diaz"),
        ("Join please", "en", ""),
        ("JOIN Marie-Ange", "en", "Marie-Ange"),
        ("join D'Angelo", "en", "D'Angelo"),
        ("JOIN 🙏", "en", ""),
        ("“JOIN”", "en", ""),
        ("JOIN 😀 Ana 👍🏽", "en", "Ana"),
        ("JOIN (Ana)…", "en", "Ana"),
        ("join Ana.", "en", "Ana"),
        ("UNIRME", "es", ""),
        ("únete", "es", ""),
        ("U\u0301NETE", "es", ""),
        ("¡Únete!", "es", ""),
        ("unirme Ana Lucía", "es", "Ana Lucía"),
        ("unirme por favor", "es", ""),
        ("ANTRE", "ht", ""),
        ("enskri m tanpri", "ht", ""),
        ("Antre Wideline", "ht", "Wideline"),
    ],
)
def test_a_keyword_alone_or_with_a_name(body, language, name):
    assert keyword_in(body) == Keyword(language, name)


@pytest.mark.parametrize(
    "body",
    [
        *(
            "",
            "1",
            "YES",
            "STOP",
            "joined",
            "rejoin",
            "I want to join",
            "JOIN us",
            "join the board",
            "JOIN 1️⃣",
            "join me up",
        ),
        *("Join us for dinner on Thursday", "join 2", "JOIN Rosa Maria Diaz Lopez", "unirme a la junta"),
        *("join 718-555-0101", "join http://x.example", "antre nan"),
    ],
)
def test_a_sentence_is_for_a_person(body):
    assert keyword_in(body) is None


@given(st.text(max_size=200))
def test_whatever_is_written_it_has_an_answer(body):
    found = keyword_in(body)
    assert found is None or (found.language in KEYWORD and len(found.first_name) <= 40)


@given(st.sampled_from(sorted(KEYWORD.items())), st.sampled_from([str.lower, str.upper, str.title]))
def test_every_word_that_we_print_is_understood(keyword, case):
    language, word = keyword
    assert keyword_in(case(word)) == Keyword(language, "")


def test_the_link_writes_the_keyword():
    assert text_link("+17185550100", "ht") == "sms:+17185550100?body=ANTRE"
