"""What a text says may be moot by the time that it comes back: from a worker's hand, or as another try."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.messaging import services
from community.messaging.models import Message
from tests.factories.messaging import in_an_hour, plugged, tell
from tests.factories.people import PersonFactory
from tests.stand_in import Trouble

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("twilio")]


@pytest.fixture(autouse=True)
def clock(time_machine_at_noon):
    return time_machine_at_noon


@pytest.fixture
def rosa():
    return PersonFactory()


@pytest.fixture
def asked(rosa):
    """A question that waits to be texted, and what closes it."""
    with plugged("test.moot", lambda question, value, message: "ok") as key:
        message = services.ask(
            rosa, str, handler=key, subject_id=1, values=["yes", "no"], expires_at=in_an_hour()
        )
        yield message, lambda: services.close_questions(handler=key, subject_id=1)


def fates():
    return list(Message.objects.order_by("pk").values_list("state", "dropped_for"))


def test_a_question_that_was_closed_in_a_workers_hand_is_not_asked_later(asked, twilio, clock):
    _message, close = asked
    twilio.next_troubles = [Trouble(429, 20429)]
    services.send_waiting()
    Message.objects.update(state="sending")  # as it stood while the carrier was asked
    close()
    Message.objects.update(state="queued")
    clock.shift(300)
    services.send_waiting()
    assert (fates(), twilio.sent) == ([("dropped", "closed")], [])


def test_a_question_that_was_closed_is_not_tried_again(asked, twilio, clock):
    message, close = asked
    services.send_waiting()
    close()
    message.refresh_from_db()
    tell(message, "undelivered", error="30008")
    clock.shift(300)
    services.send_waiting()
    assert len(twilio.sent) == 1
    assert fates() == [("failed", ""), ("dropped", "closed")]


@pytest.mark.parametrize("comes_back", ["released", "failed"])
def test_what_was_taken_back_on_its_way_does_not_come_again(rosa, twilio, clock, comes_back):
    message = services.send_text(rosa, lambda: "Come at six", once_key="news:1")
    if comes_back == "released":
        Message.objects.update(state="sending", claimed_at=timezone.now())
        services.take_back(rosa.community, ["news:1"])
        Message.objects.update(state="queued")
    else:
        services.send_waiting()
        services.take_back(rosa.community, ["news:1"])
        message.refresh_from_db()
        tell(message, "undelivered", error="30008")
    before = len(twilio.sent)
    clock.shift(300)
    services.send_waiting()
    assert len(twilio.sent) == before
    assert not Message.objects.filter(state="queued").exists()


def test_what_nobody_could_look_up_for_a_day_is_not_sent_then(rosa, twilio, clock):
    twilio.next_troubles = [Trouble("drop")]
    services.send_text(rosa, lambda: "Come at six")
    services.send_waiting()
    clock.shift(timedelta(days=1).total_seconds())
    services.sweep(rosa.community)
    assert fates() == [("dropped", "too_late")]


def test_news_go_to_the_text_that_has_the_sid(rosa):
    """Of two texts with one body the sweep gave it to the other one."""
    first = services.send_text(rosa, lambda: "Hello")
    second = services.send_text(rosa, lambda: "Hello")
    Message.objects.filter(pk=second.pk).update(state="sent", sid="SM" + "e" * 32)
    assert tell(first, "delivered", sid="SM" + "e" * 32).status_code == 200
    assert fates() == [("queued", ""), ("delivered", "")]
