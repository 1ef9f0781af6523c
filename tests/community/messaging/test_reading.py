"""What one text says: only what it cannot mean otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.messaging.reading import Kind, Reading, read
from community.messaging.rules import Command

RSVP = {1: (7, "yes"), 2: (7, "no")}
CARE = {3: (8, "yes"), 4: (8, "no")}
WHO = {5: (9, "12"), 6: (9, "13")}
LIST, PERSON, NOTHING = Reading(Kind.LIST), Reading(Kind.PERSON), Reading(Kind.NOTHING)


def reading(body, open_numbers=RSVP, **more):
    return read(body, **{"stopped": False, "open_numbers": open_numbers, **more})


@pytest.mark.parametrize("body", ["yes", "Y", "Sí", "SI.", "wi!", "Oui", "YES", " yeah "])
def test_yes_is_the_yes_of_the_one_question_that_has_one(body):
    assert reading(body) == Reading(Kind.WORD, number=1)
    assert reading(body, {**CARE, **WHO}) == Reading(Kind.WORD, number=3)


@pytest.mark.parametrize("body", ["no", "No.", "non", "NOPE", "n"])
def test_no_is_the_no_of_the_one_question_that_has_one(body):
    assert reading(body) == Reading(Kind.WORD, number=2)


@pytest.mark.parametrize(
    ("body", "number"), [("one", 1), ("Uno", 1), ("un", 1), ("youn", 1), ("two", 2), ("DOS", 2), ("de", 2)]
)
def test_a_spelled_number_counts_where_one_question_is_open(body, number):
    assert reading(body) == Reading(Kind.WORD, number=number)
    assert reading(body, {**RSVP, **WHO}) == LIST


def test_where_two_can_take_it_or_none_can_the_questions_are_listed():
    assert reading("yes", {**RSVP, **CARE}) == LIST
    assert reading("no", WHO) == LIST
    assert reading("seven") == LIST


@pytest.mark.parametrize("body", ["yes", "no", "uno"])
def test_a_word_where_nothing_is_open_is_for_a_person(body):
    assert reading(body, {}) == NOTHING


@pytest.mark.parametrize(
    "body", ["yes I can", "1 yes", "si quiero", "one more thing", "yes no", "1 2", "👍", ""]
)
def test_a_word_inside_a_sentence_is_no_answer(body):
    assert reading(body) == NOTHING


@pytest.mark.parametrize("body", ["1", " 1.", "1️⃣", "１"])
def test_digits_are_a_number_and_nothing_is_looked_up_for_it(body):
    assert reading(body, None) == Reading(Kind.NUMBER, number=1)


@pytest.mark.parametrize(("body", "meant"), [("0", LIST), ("zero", LIST), ("9", PERSON), ("nueve", PERSON)])
def test_the_menu(body, meant):
    assert reading(body) == meant
    assert reading(body, {}) == meant


def test_a_command_is_a_command_whatever_is_open():
    assert reading("STOP") == Reading(Kind.COMMAND, command=Command.STOP)
    assert reading("whatever", carrier_said="STOP") == Reading(Kind.COMMAND, command=Command.STOP)
    assert reading("help", None) == Reading(Kind.COMMAND, command=Command.HELP)


def test_twilios_start_for_yes_is_an_answer_unless_the_phone_has_stopped():
    assert reading("YES", carrier_said="START") == Reading(Kind.WORD, number=1)
    assert reading("START", carrier_said="START") == Reading(Kind.COMMAND, command=Command.START)
    stopped = reading("YES", carrier_said="START", stopped=True)
    assert stopped == reading("YES", stopped=True) == Reading(Kind.COMMAND, command=Command.START)


OPEN = st.dictionaries(
    st.integers(1, 12).filter(lambda number: number != 9),
    st.tuples(st.integers(1, 3), st.sampled_from(["yes", "no", "abstain", "12"])),
    max_size=6,
)


@given(body=st.one_of(st.text(max_size=20), st.sampled_from(["yes", "no", "sí", "uno", "two"])), numbers=OPEN)
def test_no_answer_is_made_up(body, numbers):
    found = read(body, stopped=False, open_numbers=numbers)
    if found.kind is Kind.WORD:
        _key, value = numbers[found.number]
        same = [number for number, (_other, said) in numbers.items() if said == value]
        assert same == [found.number] or len({key for key, _value in numbers.values()}) == 1
