"""Texts are counted as the phone companies count them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.messaging.segments import cheap_twins, cost, count, plain_twin

GIVEN = json.loads((Path(__file__).parents[3] / "data/sms/sms_segment_cases.json").read_text())
ESCAPED = GIVEN["rules"]["gsm7_two_septet_chars"]
PLAIN = st.sampled_from("abc ñéèàòÇ¿¡@Ω\n")
SPANISH = st.sampled_from("abc áéíóúüñÁÉÍÓÚÜÑ¿¡“”–’[]")


@pytest.mark.parametrize("case", GIVEN["cases"], ids=lambda case: case["id"])
def test_twilios_own_cases(case):
    counted = count(case["body"])
    assert (counted.encoding, counted.segments) == (case["encoding"], case["segments"])


@pytest.mark.parametrize("char", "éèàìòùñÑüÜöäÉÇ¡¿@£$_\n")
def test_letters_that_cost_nothing_more(char):
    assert count(char * 160) == ("GSM-7", 160, 1, "")


@pytest.mark.parametrize("char", "ÁáÍíÓóÚúç`’“–…•")
def test_letters_that_make_a_text_cost_double(char):
    assert count("a" + char * 2) == ("UCS-2", 3, 1, char)


@pytest.mark.parametrize("char", ESCAPED)
def test_letters_that_take_two(char):
    assert count(char) == ("GSM-7", 2, 1, "")


def test_an_escape_stays_with_its_letter():
    """153 a part: the bracket would begin in the last place of the first, so it moves whole to the next."""
    assert count("a" * 152 + "[" + "a" * 151).units == 2 * 153 - 1
    assert count("a" * 152 + "[" + "a" * 151).segments == 2
    assert count("a" * 152 + "[" + "a" * 152).segments == 3


def test_two_halves_of_one_emoji_stay_together():
    assert count("í" * 66 + "😜" + "í" * 65).segments == 2
    assert count("í" * 66 + "😜" + "í" * 66).segments == 3


def test_the_costly_letters_are_named_once_in_their_order():
    assert count("Sí, así: ¿cuándo? 😜😜").costly == "íá😜"


def test_no_words_are_no_text():
    assert count("") == ("GSM-7", 0, 0, "")


@pytest.mark.parametrize(
    ("body", "twin"),
    [
        ("Reunión de la junta: ¿Vienes? 1 sí", "Reunion de la junta: ¿Vienes? 1 si"),
        ("Mañana, café, ÑANDÚ, ç, Á", "Mañana, café, ÑANDU, c, A"),
        ("It’s “here” – now…", 'It\'s "here" - now...'),
        ("\tse\u0301 e\u0301", " sé é"),
        ("a\u200bb\u00a0c", "ab c"),
        ("M\u0301", "M"),
    ],
)
def test_a_cheaper_twin(body, twin):
    assert plain_twin(body) == twin
    assert count(twin).encoding == "GSM-7"


def test_an_emoji_has_no_twin():
    assert cheap_twins("Sí 😜 Привет") == {"í": "i"}
    assert plain_twin("Sí 😜") == "Si 😜"
    assert cheap_twins("plain") == {}


@given(st.text(max_size=700))
def test_any_text_is_counted(body):
    encoding, units, segments, costly = count(body)
    alone, each = (160, 153) if encoding == "GSM-7" else (70, 67)
    assert (encoding == "UCS-2") == bool(costly)
    assert set(costly) <= set(body)
    assert units >= len(body)
    if units <= alone:
        assert segments == bool(body)
    else:
        # At most one place is left empty at the end of a part.
        assert units / each <= segments <= units / (each - 1) + 1


@given(st.text(max_size=400), st.text(max_size=40))
def test_more_words_never_cost_less(body, more):
    assert count(body + more).segments >= count(body).segments


@given(st.text(SPANISH, max_size=400))
def test_the_twin_is_never_dearer_than_what_it_stands_for(body):
    assert count(plain_twin(body)).encoding == "GSM-7"
    assert count(plain_twin(body)).segments <= count(body).segments


@given(st.text(max_size=400))
def test_a_twin_has_no_twin_of_its_own(body):
    twin = plain_twin(body)
    assert plain_twin(twin) == twin


@given(st.text(PLAIN, max_size=400))
def test_what_is_plain_stays_as_it_is(body):
    assert plain_twin(body) == body
    assert count(body).units == len(body)


@pytest.mark.parametrize(
    ("segments", "price", "cents"), [(0, 118, 0), (1, 118, 2), (100, 118, 118), (100, 120, 120), (3, 1, 1)]
)
def test_cents_are_rounded_up(segments, price, cents):
    assert cost(segments, price) == cents
