"""What is taken in late, and answers that leave late: in their order, and not at night."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.messaging import services
from community.messaging.models import Message, Thread
from tests.factories.messaging import last_text_to, plugged, text_from
from tests.factories.people import PersonFactory
from tests.stand_in import Trouble

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("twilio")]

HOUR = 3600


@pytest.fixture(autouse=True)
def clock(time_machine_at_noon):
    return time_machine_at_noon


@pytest.fixture
def rosa():
    return PersonFactory()


def lost(twilio, person, body):
    """A text whose webhook never arrived."""
    return twilio.keep(From=person.phone, To=person.community.number, Body=body)


def test_of_two_lost_answers_the_later_one_counts(rosa, twilio, clock):
    answers = []
    with plugged("test.late", lambda question, value, message: answers.append(value) or "ok") as key:
        services.ask(
            rosa, str, handler=key, subject_id=1, values=["yes", "no"],
            expires_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip
        for body in ("1", "2"):
            lost(twilio, rosa, body)
            clock.shift(60)
        clock.shift(600)
        services.sweep(rosa.community)
    assert answers == ["yes", "no"]
    assert Thread.objects.get().waiting_since is None


def test_a_lost_stop_yields_to_the_start_that_came_after_it(rosa, twilio, clock):
    lost(twilio, rosa, "STOP")
    clock.shift(60)
    text_from(rosa.phone, rosa.community, "START")
    services.sweep(rosa.community)
    thread = Thread.objects.get()
    assert thread.opted_out_at is None
    assert thread.waiting_since is not None, "a person reads it"


@pytest.mark.parametrize(("hours", "state"), [(0.5, "sent"), (2, "queued")])
def test_a_text_that_is_found_at_night_is_answered_in_the_morning(rosa, twilio, clock, hours, state):
    clock.shift(12 * HOUR)  # midnight
    lost(twilio, rosa, "HELP")
    clock.shift(hours * HOUR)
    services.sweep(rosa.community)
    services.send_waiting()
    assert Message.objects.get(direction="out").state == state
    clock.shift(10 * HOUR)
    services.send_waiting()
    assert Message.objects.get(direction="out").state == "sent"


def test_an_answer_that_the_carrier_takes_hours_later_waits_for_the_morning(rosa, twilio, clock):
    clock.shift(8 * HOUR)  # eight in the evening
    twilio.next_troubles = [Trouble(429)] * 5
    text_from(rosa.phone, rosa.community, "HELP")
    for minutes in (0, 5, 10):
        clock.shift(60 * minutes)
        services.send_waiting()
    assert len(twilio.tried) > 1
    twilio.next_troubles = []
    clock.shift(6 * HOUR)
    services.send_waiting()
    assert twilio.sent == []
    clock.shift(8 * HOUR)
    services.send_waiting()
    assert twilio.bodies_to(rosa.phone) == [last_text_to(rosa)]
