"""Whether a text is somebody's first name. What is unclear is held against nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.messaging.names import Said, hear_name

ROSA = {1: ("Rosa", "Rosa Díaz")}
BOTH = {**ROSA, 2: ("Marie-Ange", "Marie-Ange Pierre")}


@pytest.mark.parametrize(
    "body",
    [
        *("Rosa", "ROSA.", "rosa diaz", "Rosa Díaz", "I am Rosa", "I'm rosa", "im Rosa", "My name is Rosa"),
        *(
            "This is Rosa",
            "It's Rosa",
            "Hi, this is Rosa Diaz",
            "Soy Rosa",
            "Me llamo ROSA",
            "Mi nombre es Rosa",
        ),
        *("Mwen se Rosa", "M se Rosa", "Mwen rele Rosa", "Non mwen se Rosa", "¡Hola! Soy Rosa", "Yes, Rosa"),
    ],
)
def test_a_first_name_alone_or_as_people_say_it(body):
    assert hear_name(body, BOTH) == (Said.NAME, (1,))


@pytest.mark.parametrize(
    "body",
    [
        *(
            "R o s a",
            "RosaDiaz",
            "Rosa D.",
            "Rosa here",
            "It's me, Rosa",
            "sorry, Rosa",
            "Hola, soy Rosa, gracias",
        ),
        *("Rosa aquí", "rosa🙂", "Perdón, soy Rosa"),
    ],
)
def test_however_it_is_spaced_and_whatever_is_said_around_it(body):
    assert hear_name(body, BOTH) == (Said.NAME, (1,))


@pytest.mark.parametrize("body", ["Rossa", "Roza", "Rosita", "I am Rosie", "Rsoa", "Rosalinda"])
def test_a_slip_or_a_pet_form_counts_neither_for_nor_against_anybody(body):
    assert hear_name(body, ROSA).said is Said.UNCLEAR


@pytest.mark.parametrize("body", ["Marie-Ange", "marieange", "marie ange", "Mwen se Marie-Ange Pierre"])
def test_a_name_of_two_words(body):
    assert hear_name(body, BOTH) == (Said.NAME, (2,))


def test_two_with_one_first_name_are_both_meant():
    assert hear_name("rosa", {1: ("Rosa", "Rosa Diaz"), 2: ("Rosa", "Rosa Luz")}).keys == (1, 2)


@pytest.mark.parametrize(
    "body",
    [
        *("Wrong number", "WRONG NUMBER!", "who is this?", "Who's this", "Número equivocado"),
        *("¿Quién es?", "move nimewo", "Nimewo a pa bon", "Se pa mwen", "I am not Rosa", "No soy Rosa"),
        *("Mwen pa Rosa", "not Rosa", "Rosa no"),
    ],
)
def test_words_that_say_we_have_the_wrong_person(body):
    assert hear_name(body, ROSA).said is Said.NOT_ME


@pytest.mark.parametrize("body", ["Maria", "I am Joe", "soy Ana Lopez", "mwen rele Jan"])
def test_another_name(body):
    assert hear_name(body, ROSA).said is Said.OTHER_NAME


@pytest.mark.parametrize(
    "body",
    [
        *(
            "",
            "?",
            "1",
            "ok",
            "thanks",
            "what?",
            "yes",
            "hola",
            "😀",
            "Rosa moved away",
            "Rosa Perez",
            "Rosa ok",
        ),
        *("no", "No.", "nope", "non"),
        *("why do you want to know", "I am at work right now", "can you call me", "Rosa is my mother in law"),
        *("I am not sure what you mean by that", "Rosa is not home right now call later"),
    ],
)
def test_what_is_unclear_is_no_name_and_no_denial(body):
    assert hear_name(body, ROSA).said is Said.UNCLEAR


@given(st.text(max_size=40))
def test_a_name_is_never_made_up(body):
    heard = hear_name(body, ROSA)
    assert (heard.said is Said.NAME) == bool(heard.keys)
    if heard.keys:
        assert "rosa" in body.casefold()
