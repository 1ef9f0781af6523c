"""Ninety days: until then a text keeps its words, afterwards only what happened."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django_q.models import Task

from community.messaging import jobs, services
from community.messaging.models import Message, Thread
from community.messaging.services import retention
from community.messaging.words import what_happened
from tests.factories.messaging import text_from
from tests.factories.people import CommunityFactory, PersonFactory, signed_in, staff

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 3, 2, 17, tzinfo=UTC)
LATER = DAY + timedelta(days=90, minutes=1)


@pytest.fixture
def home():
    return CommunityFactory()


@pytest.fixture
def clock():
    with time_machine.travel(DAY, tick=False) as traveller:
        yield traveller


def text(home, state="delivered", **fields):
    thread, _made = Thread.objects.get_or_create(community=home, phone="+13475550100")
    way = "in" if state == "received" else "out"
    return Message.objects.create(thread=thread, direction=way, state=state, **{"body": "Words"} | fields)


def reduced(message):
    message.refresh_from_db()
    return (message.body, message.reduced_at is not None)


def test_words_live_ninety_days_and_what_happened_stays(home, clock):
    text_from(PersonFactory(community=home).phone, home, "My sister is ill")
    sent = text(home, sid="SM1", once_key="invitation:1:2")
    clock.move_to(DAY + timedelta(days=90) - timedelta(minutes=1))
    jobs.tidy()
    assert Message.objects.filter(reduced_at=None).exclude(body="").count() == 3  # with the answer

    clock.move_to(LATER)
    Message.objects.filter(state="queued").update(state="sent")
    jobs.tidy()
    assert not Message.objects.exclude(body="").exists()
    assert Message.objects.filter(reduced_at=LATER).count() == 3
    sent.refresh_from_db()
    assert (sent.sid, sent.state, sent.created_at) == ("SM1", "delivered", DAY)


def test_no_trace_of_the_words_stays_in_what_a_text_was_for(home, clock):
    ana = staff(home, "coordinator")
    rosa = PersonFactory(community=home)
    texts = [services.write_to(services.reach(rosa), body=body, by=ana, seen=0) for body in ("Yes", "No")]
    Message.objects.update(state="sent")
    clock.move_to(LATER)
    jobs.tidy()
    keys = Message.objects.order_by("pk").values_list("once_key", flat=True)
    assert list(keys) == [f"staff:{text.pk}" for text in texts]


def test_what_a_job_said_as_it_failed_goes_with_the_words_it_may_quote(home, clock):
    for number, stopped in enumerate((DAY, LATER)):
        Task.objects.create(
            id=f"{number}",
            name=f"{number}",
            func="x",
            started=DAY,
            stopped=stopped,
            success=False,
            result="Words",
        )
    clock.move_to(LATER)
    jobs.tidy()
    assert Task.objects.get().stopped == LATER


def test_a_second_run_changes_nothing(home, clock):
    old = text(home)
    clock.move_to(LATER)
    jobs.tidy()
    clock.move_to(LATER + timedelta(days=1))
    jobs.tidy()
    old.refresh_from_db()
    assert old.reduced_at == LATER


@pytest.mark.parametrize("state", ["queued", "sending"])
def test_a_text_on_its_way_keeps_its_words_until_it_has_left(home, clock, state):
    waiting = text(home, state)
    clock.move_to(LATER)
    jobs.tidy()
    assert reduced(waiting) == ("Words", False)
    Message.objects.update(state="failed")
    jobs.tidy()
    assert reduced(waiting) == ("", True)


def test_thousands_go_in_pieces_and_each_once(home, clock, monkeypatch):
    monkeypatch.setattr(retention, "CHUNK", 3)
    texts = [text(home) for _number in range(8)] + [text(home, "queued")]
    clock.move_to(LATER)
    assert retention.reduce_old_messages(LATER) == 8
    assert [reduced(each)[1] for each in texts] == [True] * 8 + [False]
    assert retention.reduce_old_messages(LATER) == 0


def test_a_text_that_waits_for_its_writers_name_waits_no_longer(home, clock):
    held = text(home, "received")
    Thread.objects.update(held=held)
    clock.move_to(LATER)
    jobs.tidy()
    assert Thread.objects.get().held is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "received"}, "A text from the family; its words were deleted after 90 days."),
        (
            {"state": "received", "is_call": True},
            "A call from the family; its words were deleted after 90 days.",
        ),
        ({"once_key": "invitation:3:4"}, "An invitation, delivered; its words were deleted after 90 days."),
        (
            {"once_key": "vote:3:4", "state": "failed"},
            "A question to vote on, failed; its words were deleted after 90 days.",
        ),
        ({"once_key": None}, "A text from us, delivered; its words were deleted after 90 days."),
    ],
)
def test_what_happened_is_said_in_one_sentence(home, fields, sentence):
    assert what_happened(text(home, **fields)) == sentence


def test_the_staff_read_what_happened_in_place_of_the_words(home, clock):
    here = text(home, "received", body="My sister is ill", language="es")
    clock.move_to(LATER)
    browser = signed_in(staff(home))
    jobs.tidy()
    thread = browser.get(f"/inbox/{here.thread_id}/").content.decode()
    assert "A text from the family; its words were deleted after 90 days." in thread
    assert "sister" not in thread
    assert "The words of this text are no longer kept." in browser.get("/inbox/").content.decode()
