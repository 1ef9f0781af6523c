"""Several people, one phone: what counts for one of them alone counts for who says to be writing."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from community.core import registry
from community.messaging import services
from community.models import Message, ReplyExpectation, Thread
from tests.factories.messaging import last_text_to, plugged, text_from
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
WHO = "Who is writing? 7 Rosa 8 Luis"
AGAIN = "Who is writing? 10 Rosa 11 Luis"


@pytest.fixture
def votes():
    found = []

    def vote(question, value, message):
        found.append((question.person.first_name, question.subject_id, value))
        return f"Got it: {value}."

    with plugged("vote", vote, is_personal=True), plugged("rsvp", vote):
        yield found


@pytest.fixture
def rosa(db):
    return PersonFactory(display_name="Rosa Diaz")


@pytest.fixture
def luis(rosa):
    return PersonFactory(display_name="Luis Diaz", phone=rosa.phone, community=rosa.community)


def ask(person, subject=1, handler="vote"):
    return services.open_question(
        person,
        handler=handler,
        subject_id=subject,
        values=["yes", "no"],
        expires_at=timezone.now() + timedelta(hours=3),
    )


@pytest.fixture
def asked(rosa, luis, votes):
    """Both are asked two votes: Rosa has 1 2 and 5 6, Luis 3 4."""
    ask(rosa), ask(luis), ask(rosa, 2)
    return rosa


def says(person, *bodies):
    for body in bodies:
        text_from(person.phone, person.community, body)
    return last_text_to(person)


def test_before_a_vote_it_is_asked_who_writes_and_the_vote_then_counts(asked, votes):
    assert says(asked, "1") == WHO
    assert votes == []
    assert says(asked, "7") == "Rosa: Got it: yes."
    assert votes == [("Rosa", 1, "yes")]


def test_it_is_remembered_while_they_write_and_forgotten_after_half_an_hour(asked, votes):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        says(asked, "1", "7")
        for body in ("2", "5"):
            clock.shift(timedelta(minutes=25))
            assert says(asked, body).startswith("Rosa: Got it")
        clock.shift(timedelta(minutes=31))
        assert says(asked, "6") == WHO
    assert votes == [("Rosa", 1, "yes"), ("Rosa", 1, "no"), ("Rosa", 2, "yes")]


@pytest.mark.parametrize("name", ["Luis", "soy LUIS", "Luis Diaz"])
def test_a_name_does_as_well_as_its_digit(asked, votes, name):
    assert says(asked, "3") == WHO
    assert says(asked, name) == "Luis: Got it: yes."
    assert votes == [("Luis", 1, "yes")]
    assert says(asked, "4") == "Luis: Got it: no."


def test_a_name_that_two_have_or_nobody_asked_for_is_no_answer(asked, luis, votes):
    assert "A person will read it" in says(asked, "Luis")
    luis.display_name = "Rosa Luz"
    luis.save()
    says(asked, "3", "Rosa")
    assert votes == []
    assert says(asked, "Rosa Luz") == "Rosa Luz: Got it: yes."


def test_who_is_left_alone_is_no_longer_asked_who_writes(asked, luis):
    says(asked, "1")
    luis.phone = None
    luis.save()
    assert "Who is writing" not in says(asked, "0")


def test_whose_number_it_was_is_said_in_the_writers_language(asked, luis, votes):
    luis.language = "es"
    luis.save()
    assert says(asked, "1", "8").startswith("1 es un numero de Rosa")
    assert Message.objects.latest("pk").language == "es"


def test_anothers_number_is_counted_for_neither(asked, votes):
    assert says(asked, "1", "8") == (
        "1 is a number of Rosa, so nothing was counted. Yours: Question 1: 3 yes 4 no"
    )
    assert says(asked, "5") == AGAIN, "Luis was writing; the phone may have been passed on"
    assert says(asked, "11") == "5 is a number of Rosa, so nothing was counted."
    assert votes == []
    assert says(asked, "3") == "Luis: Got it: yes."
    assert says(asked, "5", "12") == "Rosa: Got it: yes."
    assert votes == [("Luis", 1, "yes"), ("Rosa", 2, "yes")]


def test_a_slip_is_put_right_by_the_other_digit(asked, votes):
    says(asked, "1", "8")
    assert says(asked, "7") == "Thank you, Rosa."
    assert says(asked, "1") == "Rosa: Got it: yes."


def test_a_later_vote_takes_the_place_of_the_one_that_waits(asked, votes):
    assert says(asked, "1", "2") == AGAIN
    says(asked, "10")
    assert votes == [("Rosa", 1, "no")]
    assert ReplyExpectation.objects.filter(handler="messaging.who", closed_at=None).count() == 1


def test_what_is_not_personal_needs_no_name(rosa, luis, votes):
    ask(rosa, handler="rsvp")
    assert says(rosa, "1") == "Rosa: Got it: yes."


def test_a_word_that_only_one_of_them_can_mean_is_asked_after_too(rosa, luis, votes):
    ask(rosa)
    assert says(rosa, "uno") == "Who is writing? 3 Rosa 4 Luis"
    assert says(rosa, "3") == "Rosa: Got it: yes."


def test_who_joined_the_phone_after_the_question_is_thought_of(rosa, votes):
    ask(rosa)
    PersonFactory(display_name="Luis Diaz", phone=rosa.phone, community=rosa.community)
    assert says(rosa, "1") == "Who is writing? 3 Rosa 4 Luis"


def test_who_left_the_phone_is_asked_after_no_more(rosa, luis, votes):
    ask(rosa)
    ask(luis)
    says(rosa, "1", "6")
    luis.phone = None
    luis.save()
    assert says(rosa, "1") == "Got it: yes."


def test_a_phone_of_one_person_is_never_asked(rosa, votes):
    PersonFactory(phone=rosa.phone)
    ask(rosa)
    assert says(rosa, "1") == "Got it: yes."


def test_a_vote_from_a_phone_of_one_person_takes_no_more_queries(rosa, votes, django_assert_num_queries):
    ask(rosa)
    says(rosa, "1")
    # The thread, what the digit means, the text, the answer with its job (two on SQLite); and the
    # savepoint of the whole, which is a transaction outside tests.
    with django_assert_num_queries((4 if connection.vendor == "postgresql" else 5) + 2):
        text_from(rosa.phone, rosa.community, "2")


def test_equal_first_names_are_written_out(rosa, votes):
    PersonFactory(display_name="Rosa Luz", phone=rosa.phone, community=rosa.community)
    ask(rosa)
    assert says(rosa, "1") == "Who is writing? 3 Rosa Diaz 4 Rosa Luz"


def test_the_answer_comes_in_the_language_of_who_writes(rosa, votes):
    luz = PersonFactory(display_name="Luz", phone=rosa.phone, community=rosa.community, language="es")
    ask(luz)
    assert says(rosa, "1").splitlines()[0] == "Who is writing? 3 Rosa 4 Luz"
    says(rosa, "4")
    assert Message.objects.latest("pk").language == "es"


def test_the_question_who_is_writing_is_on_the_list(asked, votes):
    says(asked, "1")
    assert says(asked, "0").splitlines() == [
        "Rosa: Question 1: 1 yes 2 no",
        "Luis: Question 1: 3 yes 4 no",
        "Rosa: Question 2: 5 yes 6 no",
        WHO,
    ]


def test_a_text_that_waited_for_more_than_a_day_is_not_counted(asked, votes):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        says(asked, "1")
        clock.shift(timedelta(hours=25))
        assert says(asked, "7").startswith("That question is closed")
    assert votes == []


def test_a_question_that_closed_meanwhile_is_told_so(asked, votes):
    says(asked, "1")
    services.close_questions(handler="vote", subject_id=1)
    assert says(asked, "7") == "Rosa: That is closed, so this answer does not count: Question 1"
    assert votes == []


def test_a_call_asks_the_same(asked, votes):
    def press(digits, key):
        return services.receive_digits(
            community=asked.community, phone=asked.phone, digits=digits, key=key
        ).body

    assert press("1", "a") == "Who is calling? 7 Rosa 8 Luis"
    assert press("7", "b") == "Rosa: Got it: yes."
    assert votes == [("Rosa", 1, "yes")]


def test_a_reader_that_acts_for_one_person_asks_who_it_is(rosa, luis):
    def reader(community, phone, persons, body, message):
        return services.speaker_of(message, among=persons).first_name if body == "hi" else None

    registry.text_readers.add("test", reader)
    try:
        assert says(rosa, "hi") == "Who is writing? 1 Rosa 2 Luis"
        assert says(rosa, "2") == says(rosa, "hi") == "Luis"
        assert Thread.objects.get().speaker == luis
    finally:
        del registry.text_readers._plugs["test"]
