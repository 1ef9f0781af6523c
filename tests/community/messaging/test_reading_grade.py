"""How hard a text is to read."""

import pytest

from community.messaging.reading_grade import grade, syllables

SYLLABLES = {
    1: "the made yes texts there times saved walked please child through hoped the don't",
    2: "meeting table people houses wanted closes boxes watches being going station special reply science "
    "quiet service safely movement social patient neighbor's",
    3: "library idea Saturday family video radio area various together remember appointment's",
    4: "community material experience information coordinate",
    5: "facilitator organization evaluation coordinator",
}


@pytest.mark.parametrize(("number", "words"), SYLLABLES.items())
def test_syllables_by_rule(number, words):
    counted = {word: syllables(word) for word in words.split()}
    assert {word: n for word, n in counted.items() if n != number} == {}


def test_the_formula():
    """Six words of one syllable in one sentence: 0.39 * 6 + 11.8 - 15.59."""
    assert grade("The cat sat on the mat.") == pytest.approx(-1.45)
    assert grade("The cat sat. On the mat!") == pytest.approx(0.39 * 3 + 11.8 - 15.59)


def test_what_is_no_word_and_what_ends_no_sentence():
    assert grade("") is None
    assert grade("1 2 3, 6:30 https://example.org/l/abc/") is None
    assert grade("Dr. Nair sat on the mat.") == grade("Dr Nair sat on the mat.")
    assert grade("It is $2.50 for you.") == grade("It is for you.")


def test_a_plain_text_is_easier_than_an_office_letter():
    plain = "the library is open on Saturday. Come and read with your child. Can you come? 1 yes 2 no"
    office = (
        "We respectfully request notification regarding attendance at the facilitated community consultation."
    )
    assert grade(plain) < 4
    assert grade(office) > 15
