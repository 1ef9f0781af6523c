"""How names sound: what families and clerks write of one child, and what stays two children."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.sealing.sounds import sounds

ONE_NAME = [
    "Zéphyrine Zefirin Zephirine ZÉPHYRINE",
    "Zoé Zoe Zowe",
    "Annabella Anabela",
    "Vega Bega",
    "Cecilia Sesilya Cécilia",
    "Christelle Kristèl Kristel",
    "Chantal Shantal",
    "Jenny Djenny Yeni Jennie",
    "Ximena Jimena",
    "Xavier Javier",
    "Guerline Gerline",
    "Yohan Johan Jhoan",
    "Hernández Ernandez",
    "Wideline Ouideline",
    "Emmanuel Enmanuel Emanuel",
    "Jayden Jaden Jaiden",
    "Nehemie Néhémie Neemi",
    "Dieudonné Dyedone",
    "Núñez Nunez Nunes",
    "Yesenia Jessenia Jesenia",
    "Jean Jan",
    "Valentina Balentina",
    "Mateo Matteo Matheo",
    "Aaliyah Aliya Alia",
    "Camila Kamila Camilla",
    "Sophie Sofi",
    "Esther Ester",
]


@pytest.mark.parametrize("spellings", ONE_NAME)
def test_spellings_of_one_name_sound_the_same(spellings):
    assert len({tuple(sounds(name)) for name in spellings.split()}) == 1


@pytest.mark.parametrize(
    "names",
    [("Jayden", "Kayden"), ("Luis", "Luca"), ("Amara", "Malia"), ("Noah", "Micah"), ("Ana", "Eva")],
)
def test_names_of_two_children_do_not(names):
    one, other = names
    assert sounds(one) != sounds(other)


def test_each_word_counts_in_its_order_and_hyphens_part_words():
    assert sounds("Jean-Claude  Núñez") == sounds("jan klod nunes")
    assert sounds("Jean-Claude") != sounds("Claude Jean")


@pytest.mark.parametrize("name", ["", " ", "!?", "12"])
def test_what_has_no_letters_has_no_sound(name):
    assert sounds(name) == []


@given(st.text(max_size=30))
def test_anything_at_all_has_a_code_that_capitals_do_not_change(name):
    assert all(sounds(name))
    if name.isascii():
        assert sounds(name) == sounds(name.upper())


def test_a_letter_that_is_not_said_is_not_known():
    """The limit that the docstring names, so that whoever lifts it finds the words."""
    assert sounds("Toussaint") != sounds("Tousen")
