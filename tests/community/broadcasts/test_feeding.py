"""The feeder: each person's text once, whatever dies in between."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from community.broadcasts import jobs, rules, services
from community.broadcasts.audience import Filters
from community.broadcasts.services import feeding
from community.core.jobs import keep_schedule
from community.messaging.services import send_waiting, sending
from community.models import Broadcast, Consent, ConsentWithdrawal, Message, Recipient, Thread
from tests.community.broadcasts.conftest import started
from tests.factories.broadcasts import crowd, drafted, neighborhood

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def each_once(broadcast):
    """How many people get ``broadcast``. Each has one text, and it is joined to their place."""
    people = list(broadcast.recipients.filter(left_out="").values_list("person", flat=True))
    texts = Message.objects.filter(once_key__startswith=f"broadcast:{broadcast.pk}:")
    joined = broadcast.recipients.filter(message__isnull=False)
    assert sorted(texts.values_list("person", flat=True)) == sorted(people)
    assert set(joined.values_list("message", flat=True)) == set(texts.values_list("pk", flat=True))
    assert all(place.message.person_id == place.person_id for place in joined.select_related("message"))
    return len(people)


def test_everybody_gets_their_own_words_once(run_jobs):
    broadcast = started(5)
    run_jobs()
    broadcast.refresh_from_db()
    assert (broadcast.state, broadcast.ended_at) == ("done", timezone.now())
    assert set(Message.objects.values_list("body", "state", "segments", "language")) == {
        (f"{broadcast.community.name}: hello Rosa, the library is open on Saturday.", "sent", 1, "en")
    }
    assert each_once(broadcast) == 5


def test_the_people_are_those_of_the_start(run_jobs):
    luis, _ana, board = neighborhood(2)
    broadcast = services.send_broadcast(drafted(luis), by=luis)
    board[0].memberships.all().delete()
    board[1].memberships.get().group.memberships.create(person=luis, since=luis.community.today())
    run_jobs()
    assert set(broadcast.recipients.values_list("person", flat=True)) == {who.pk for who in board}
    assert each_once(broadcast) == 2


def test_who_stops_moves_or_withdraws_meanwhile_gets_none(run_jobs):
    luis, _ana, board = neighborhood(4)
    broadcast = services.send_broadcast(drafted(luis), by=luis)
    Thread.objects.create(community=luis.community, phone=board[0].phone, opted_out_at=timezone.now())
    board[1].phone = None
    board[1].save()
    ConsentWithdrawal.objects.create(consent=Consent.objects.get(person=board[2]), channel="paper")
    run_jobs()
    told = dict(broadcast.recipients.values_list("person", "left_out"))
    assert told == {
        board[0].pk: "stopped",
        board[1].pk: "no_phone",
        board[2].pk: "no_consent",
        board[3].pk: "",
    }
    broadcast.refresh_from_db()
    assert broadcast.state == "done"


@pytest.mark.usefixtures("small_chunks")
def test_the_next_chunk_comes_when_the_former_has_left():
    broadcast = started(5)
    for _twice in range(2):
        services.feed(broadcast.pk)
        assert Message.objects.filter(state="queued").count() == 2
    Message.objects.update(state="sent", sent_at=timezone.now())
    services.feed(broadcast.pk)
    assert Message.objects.count() == 4


@pytest.mark.usefixtures("small_chunks")
def test_all_chunks_leave_by_themselves(run_jobs):
    broadcast = started(5)
    run_jobs()
    broadcast.refresh_from_db()
    assert (broadcast.state, each_once(broadcast)) == ("done", 5)


@pytest.fixture
def every_batch(monkeypatch):
    """A worker that sends looks after each batch, and not once a second, whether there is more."""
    monkeypatch.setattr("community.messaging.services.bell.AT_MOST_EVERY", 0)


@pytest.mark.usefixtures("small_chunks", "every_batch")
class TestTopUp:
    def test_a_worker_that_sends_waits_for_no_feeder(self):
        broadcast = started(5)
        services.feed(broadcast.pk)
        OrmQ.objects.all().delete()
        send_waiting()
        broadcast.refresh_from_db()
        assert (broadcast.state, each_once(broadcast)) == ("done", 5)
        assert set(Message.objects.values_list("state", flat=True)) == {"sent"}

    def test_nothing_more_comes_once_it_is_paused(self, monkeypatch):
        broadcast = started(5)
        services.feed(broadcast.pk)
        hand_over = sending.gateway.send

        def send(**text):
            if Broadcast.objects.get().state == "sending":
                services.pause_broadcast(Broadcast.objects.get(), by=broadcast.made_by)
            return hand_over(**text)

        monkeypatch.setattr(sending, "AT_ONCE", 1)
        monkeypatch.setattr(sending.gateway, "send", send)
        send_waiting()
        assert Message.objects.count() == 2

    def test_a_fault_of_the_feeder_keeps_no_text(self, monkeypatch, caplog):
        broadcast = started(5)
        services.feed(broadcast.pk)
        monkeypatch.setattr(feeding, "_queue", lambda *_all: {}["+13475550199"])
        send_waiting()
        assert list(Message.objects.values_list("state", flat=True)) == ["sent", "sent"]
        assert f"broadcast {broadcast.pk} could not be topped up: KeyError" in caplog.text
        assert "+1347" not in caplog.text


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("step", range(12))
def test_a_feeder_may_die_anywhere(run_jobs, step, monkeypatch):
    """The process dies after the ``step``th statement of a feeder; the job, or the check, begins again."""
    broadcast = started(5)
    OrmQ.objects.all().delete()  # the job is lost, too
    services.feed(broadcast.pk)
    Message.objects.update(state="sent", sent_at=timezone.now())
    left = [step]

    def dying(execute, sql, params, many, context):
        if left[0] == 0:
            raise SystemExit
        left[0] -= 1
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(dying):
            services.feed(broadcast.pk)
    except SystemExit:
        assert Message.objects.count() == 2, "half a chunk would be a chunk that nobody can tell from a whole"
    for _minute in range(3):
        jobs.feed_all()
        run_jobs()
    broadcast.refresh_from_db()
    assert (broadcast.state, each_once(broadcast)) == ("done", 5)


def test_a_job_that_comes_twice_and_late_changes_nothing(run_jobs):
    broadcast = started(3)
    for _again in range(3):
        jobs.feed(broadcast.pk)
    run_jobs()
    for _again in range(2):
        jobs.feed(broadcast.pk)
        jobs.feed_all()
        run_jobs()
    assert each_once(broadcast) == 3


def test_a_draft_has_no_feeder():
    luis, _ana, _board = neighborhood(2)
    jobs.feed(drafted(luis).pk)
    jobs.feed(0)
    assert not Message.objects.exists()


def test_at_night_it_waits_for_the_morning(run_jobs, noon):
    broadcast = started(2)
    noon.move_to("2026-11-25T04:00:00Z")  # 11 pm in New York
    run_jobs()
    jobs.feed_all()
    run_jobs()
    assert not Message.objects.exists()
    noon.move_to("2026-11-25T13:00:00Z")  # 8 am
    jobs.feed_all()
    run_jobs()
    assert Message.objects.filter(state="sent").count() == 2
    broadcast.refresh_from_db()
    assert broadcast.state == "done"


@pytest.mark.usefixtures("small_chunks")
def test_a_text_held_for_somebody_keeps_nobody_else_waiting(run_jobs):
    broadcast = started(5)
    services.feed(broadcast.pk)
    held, gone = Message.objects.order_by("pk")
    Message.objects.filter(pk=held.pk).update(not_before=timezone.now() + timedelta(hours=3))
    Message.objects.filter(pk=gone.pk).update(state="sent", sent_at=timezone.now())
    run_jobs()
    broadcast.refresh_from_db()
    assert Message.objects.filter(state="sent").count() == 4
    assert broadcast.state == "sending", "one is still to leave"


def test_chunks_grow_with_the_audience_up_to_a_limit():
    assert [rules.chunk_for(people) for people in (1, 1000, 5000, 10_000, 100_000)] == [
        100, 100, 500, 1000, 1000,
    ]  # fmt: skip


def test_a_chunk_costs_as_many_statements_as_a_text():
    luis, _ana, _board = neighborhood(0, approve_above=1000)
    counts = []
    for people in (range(1), range(1, 60)):
        crowd(luis.community, people)
        broadcast = services.send_broadcast(drafted(luis, Filters(roles=("family",))), by=luis)
        with CaptureQueriesContext(connection) as queries:
            feeding.feed(broadcast.pk)
        assert Recipient.objects.filter(broadcast=broadcast, message__isnull=False).count() == people.stop
        counts.append(len(queries))
    assert counts[0] + 2 >= counts[1], "but for the threads of new phones"


def test_the_check_is_on_the_schedule():
    keep_schedule()
    assert Schedule.objects.get(func=feeding.CHECK_JOB).minutes == 1


def test_travel_to_the_next_month_is_a_new_budget(run_jobs, settings):
    settings.SMS_SEGMENT_PRICE = 100
    broadcast = started(3, texts_budget_cents=3)
    thread = Thread.objects.create(community=broadcast.community, phone="+12125550001")
    Message.objects.create(
        thread=thread, direction="out", state="sent", body="x", segments=3, sent_at=timezone.now()
    )
    with time_machine.travel("2026-12-01T17:00:00Z", tick=False):
        run_jobs()
    assert each_once(broadcast) == 3
