"""Digits: one meaning on one phone, whatever is asked, answered, closed or expired."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from community.core.errors import Refused
from community.messaging import rules, services
from community.models import Message, Thread
from tests.community.messaging.test_inbound import PROMISE
from tests.factories.messaging import in_an_hour, last_text_to, plugged, text_from
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def said():
    """What the handler "test" was told, as (person, subject, value)."""
    heard = []

    def answer(expectation, value, message):
        heard.append((expectation.person, expectation.subject_id, value))
        if value == "late":
            raise Refused("Too late for that.")
        if value == "broken":
            raise KeyError("a name that must not be logged")
        return f"Got it: {value}."

    with plugged("test", answer):
        yield heard


def ask(person, subject_id, values=("yes", "no")):
    return services.open_question(
        person, handler="test", subject_id=subject_id, values=values, expires_at=in_an_hour()
    )


def test_two_questions_have_their_own_digits_and_answers_find_their_way(said):
    rosa = PersonFactory()
    assert ask(rosa, 1) == {"yes": 1, "no": 2}
    assert ask(rosa, 2) == {"yes": 3, "no": 4}
    assert ask(rosa, 1) == {"yes": 1, "no": 2}, "asking again changes nothing"
    text_from(rosa.phone, rosa.community, "4")
    text_from(rosa.phone, rosa.community, " 1. ")
    assert said == [(rosa, 2, "no"), (rosa, 1, "yes")]
    assert last_text_to(rosa) == "Got it: yes."
    text_from(rosa.phone, rosa.community, "2")
    assert said[-1] == (rosa, 1, "no"), "an answer may change while the question is open"


def test_a_closed_question_frees_its_digits_and_a_late_answer_is_told_so(said):
    rosa = PersonFactory()
    ask(rosa, 1)
    services.close_questions(handler="test", subject_id=1)
    text_from(rosa.phone, rosa.community, "1")
    assert said == []
    assert last_text_to(rosa) == "That is closed, so this answer does not count: Question 1"
    assert ask(rosa, 2) == {"yes": 3, "no": 4}, "who answers the closed one late must not answer this one"
    with time_machine.travel(timezone.now() + rules.NUMBER_RESTS):
        assert ask(rosa, 3) == {"yes": 1, "no": 2}


def test_an_expired_question_is_closed_without_anybody_closing_it(said):
    rosa = PersonFactory()
    ask(rosa, 1)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        text_from(rosa.phone, rosa.community, "1")
        assert said == []
        assert "closed" in last_text_to(rosa)
        assert ask(rosa, 2) == {"yes": 1, "no": 2}


def test_refusals_are_echoed_and_faults_go_to_a_person(said, caplog):
    rosa = PersonFactory()
    ask(rosa, 1, ["late", "broken"])
    text_from(rosa.phone, rosa.community, "1")
    assert last_text_to(rosa) == "Too late for that."
    answer = text_from(rosa.phone, rosa.community, "2")
    assert answer.status_code == 200
    assert last_text_to(rosa) == PROMISE
    assert Thread.objects.get().waiting_since is not None
    assert "KeyError" in caplog.text
    assert "must not be logged" not in caplog.text


def test_on_a_shared_phone_each_digit_belongs_to_one_person(said):
    rosa = PersonFactory(display_name="Rosa Diaz")
    luz = PersonFactory(display_name="Luz Diaz", phone=rosa.phone, community=rosa.community)
    for person in (rosa, luz):
        services.ask(
            person,
            lambda numbers: f"Can you come? {numbers['yes']} yes {numbers['no']} no",
            handler="test",
            subject_id=person.pk,
            values=["yes", "no"],
            expires_at=in_an_hour(),
            once_key=f"test:{person.pk}",
        )
    bodies = list(Message.objects.order_by("pk").values_list("body", flat=True))
    assert bodies == ["Rosa: Can you come? 1 yes 2 no", "Luz: Can you come? 3 yes 4 no"]
    text_from(rosa.phone, rosa.community, "3")
    assert said == [(luz, luz.pk, "yes")]
    assert last_text_to(rosa) == "Luz: Got it: yes."


def test_who_has_no_phone_is_not_asked():
    nobody = PersonFactory(phone=None)
    assert ask(nobody, 1) == {}
    assert services.send_text(nobody, lambda: "Hello") is None


def test_a_new_phone_takes_the_question_along(said):
    rosa = PersonFactory()
    ask(rosa, 1)
    rosa.phone = "+13475559999"
    rosa.save()
    assert ask(rosa, 1) == {"yes": 1, "no": 2}
    text_from(rosa.phone, rosa.community, "2")
    assert said == [(rosa, 1, "no")]
