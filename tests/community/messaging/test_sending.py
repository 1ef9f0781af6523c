"""The queue out: what leaves, when, at most once, and what Twilio says became of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.messaging import services
from community.messaging.models import Message
from community.messaging.services import sending
from community.messaging.services.outbound import SEND_JOB
from community.models import Thread
from tests.factories.audit import lines_about
from tests.factories.messaging import tell
from tests.factories.people import CommunityFactory, PersonFactory
from tests.stand_in import Trouble

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_at_noon")]


@pytest.fixture
def rosa():
    return PersonFactory(language="es")


def queued(person, body="Hola", **more):
    return services.send_text(person, lambda: body, **more)


def test_on_a_shared_phone_a_text_says_whom_it_is_for(rosa):
    rosa.display_name = "Rosa Diaz"
    PersonFactory(display_name="Luz Diaz", phone=rosa.phone, community=rosa.community)
    assert queued(rosa).body == "Rosa: Hola"
    assert queued(rosa, "123456", is_secret=True).body == "123456"


class TestLeaving:
    def test_a_text_leaves_and_twilios_answer_is_kept(self, rosa, twilio, run_jobs):
        message = queued(rosa)
        assert (message.state, message.language, message.person) == ("queued", "es", rosa)
        run_jobs()
        message.refresh_from_db()
        assert (message.state, message.sid) == ("sent", twilio.sent[0].sid)
        assert message.sent_at == timezone.now()
        assert twilio.bodies_to(rosa.phone) == ["Hola"]
        assert [line.verb for line in lines_about(message)] == ["claim", "send"]

    def test_it_is_written_in_the_persons_language_and_on_their_clock(self, rosa):
        message = queued_with_clock(rosa)
        assert message.body == "es 12:00"

    def test_the_same_purpose_is_texted_once(self, rosa, twilio, run_jobs):
        first = queued(rosa, once_key="invitation:1")
        assert services.send_text(rosa, pytest.fail, once_key="invitation:1") == first
        run_jobs()
        assert len(twilio.sent) == 1

    def test_answers_leave_before_what_was_queued_earlier(self, rosa, twilio, run_jobs):
        queued(rosa, "first")
        queued(rosa, "answer", is_reply=True)
        run_jobs()
        assert twilio.bodies_to(rosa.phone) == ["answer", "first"]

    def test_a_text_to_a_phone_that_stopped_meanwhile_is_dropped(self, rosa, twilio, run_jobs):
        message = queued(rosa)
        Thread.objects.update(opted_out_at=timezone.now())
        run_jobs()
        message.refresh_from_db()
        assert message.state == "dropped"
        assert twilio.tried == []

    def test_a_long_queue_is_handed_on_to_the_next_job(self, rosa, twilio, run_jobs, monkeypatch):
        monkeypatch.setattr(sending, "DRAIN_FOR", timedelta(seconds=-1))
        for n in range(3):
            queued(rosa, f"text {n}")
        run_jobs()
        assert len(twilio.sent) == 3


def queued_with_clock(person):
    from django.utils import translation

    return services.send_text(person, lambda: f"{translation.get_language()} {timezone.localtime():%H:%M}")


class TestQuietHours:
    def at(self, moment):
        return time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=UTC), tick=False)

    def test_at_night_a_text_waits_for_the_morning_and_an_answer_does_not(self, rosa, twilio):
        with self.at("2026-11-25T03:00"):
            message, _answer = queued(rosa, "held"), queued(rosa, "answer", is_reply=True)
            services.send_waiting()
            assert twilio.bodies_to(rosa.phone) == ["answer"]
        message.refresh_from_db()
        assert (message.state, message.not_before) == ("queued", datetime(2026, 11, 25, 13, tzinfo=UTC))
        with self.at("2026-11-25T13:00"):
            services.send_waiting()
        assert twilio.bodies_to(rosa.phone) == ["answer", "held"]

    def test_many_held_texts_share_one_job(self, rosa, twilio):
        from django_q.models import Schedule

        with self.at("2026-11-25T03:00"):
            for n in range(5):
                queued(rosa, f"held {n}")
            services.send_waiting()
        assert [
            job.next_run for job in Schedule.objects.filter(func=SEND_JOB, schedule_type=Schedule.ONCE)
        ] == [datetime(2026, 11, 25, 13, tzinfo=UTC)]

    def test_a_worker_that_dies_has_left_a_job_for_the_texts_it_held(self, rosa, monkeypatch):
        from django_q.models import Schedule

        def die(**text):
            raise SystemExit

        monkeypatch.setattr(sending.gateway, "send", die)
        elsewhere = PersonFactory(community=CommunityFactory(time_zone="Pacific/Auckland"))
        with self.at("2026-11-25T03:00"):
            held, _due = queued(rosa), queued(elsewhere)
            with pytest.raises(SystemExit):
                services.send_waiting()
        held.refresh_from_db()
        assert held.state == "queued"
        assert [
            job.next_run for job in Schedule.objects.filter(func=SEND_JOB, schedule_type=Schedule.ONCE)
        ] == [held.not_before]

    @pytest.mark.parametrize(("useful_for", "state"), [(8, "dropped"), (12, "queued")])
    def test_a_text_that_is_pointless_in_the_morning_is_dropped(self, rosa, twilio, useful_for, state):
        with self.at("2026-11-25T03:00"):
            message = queued(rosa, useful_until=timezone.now() + timedelta(hours=useful_for))
            services.send_waiting()
        message.refresh_from_db()
        assert message.state == state

    def test_the_hours_are_the_communitys_on_the_night_the_clocks_change(self, rosa, twilio):
        with self.at("2026-11-01T05:30"):
            message = queued(rosa)
            services.send_waiting()
        message.refresh_from_db()
        assert message.not_before == datetime(2026, 11, 1, 13, tzinfo=UTC), "8 am is EST again"


class TestTrouble:
    def test_a_refusal_is_kept_with_twilios_code_and_the_staff_sees_it(self, rosa, twilio, run_jobs):
        twilio.trouble_for[rosa.phone] = Trouble(400, 21614)
        message = queued(rosa)
        run_jobs()
        message.refresh_from_db()
        assert (message.state, message.error_code) == ("failed", 21614)
        assert Thread.objects.get().failed_since is not None

    def test_an_unsubscribed_phone_is_opted_out_and_is_no_failure_of_ours(self, rosa, twilio, run_jobs):
        twilio.trouble_for[rosa.phone] = Trouble(400, 21610)
        queued(rosa)
        waiting = queued(rosa, "more")
        run_jobs()
        thread = Thread.objects.get()
        assert thread.opted_out_at is not None
        assert thread.failed_since is None
        waiting.refresh_from_db()
        assert waiting.state == "dropped"
        assert len(twilio.tried) == 1

    @pytest.mark.parametrize("status", [500, "drop"])
    def test_a_text_that_may_have_left_is_never_sent_again(self, rosa, twilio, run_jobs, status):
        twilio.next_troubles = [Trouble(status, taken=True)]
        message = queued(rosa)
        run_jobs()
        services.send_waiting()
        message.refresh_from_db()
        assert message.state == "unknown"
        assert len(twilio.tried) == 1

    def test_news_may_still_tell_what_became_of_it(self, rosa, twilio, run_jobs):
        twilio.next_troubles = [Trouble("drop", taken=True)]
        message = queued(rosa)
        run_jobs()
        assert tell(message, "delivered", sid=twilio.sent[0].sid).status_code == 200
        message.refresh_from_db()
        assert (message.state, message.sid) == ("delivered", twilio.sent[0].sid)

    def test_too_many_requests_waits_two_minutes(self, rosa, twilio, time_machine_at_noon):
        twilio.next_troubles = [Trouble(429, 20429)]
        message = queued(rosa)
        services.send_waiting()
        message.refresh_from_db()
        assert message.state == "queued"
        services.send_waiting()
        assert len(twilio.tried) == 1
        time_machine_at_noon.shift(120)
        services.send_waiting()
        assert len(twilio.sent) == 1

    def test_after_a_day_out_of_reach_it_is_given_up(self, rosa, twilio, settings, time_machine_at_noon):
        settings.TWILIO_API_URL = "http://127.0.0.1:9"
        message = queued(rosa)
        services.send_waiting()
        time_machine_at_noon.shift(24 * 3600 + 1)
        services.send_waiting()
        message.refresh_from_db()
        assert (message.state, message.error_code) == ("failed", None)

    def test_a_text_whose_worker_died_becomes_unknown(self, rosa, twilio, time_machine_at_noon):
        message = queued(rosa)
        Message.objects.update(state="sending", claimed_at=timezone.now())
        services.send_waiting()
        assert Message.objects.get().state == "sending", "another worker may still be at it"
        time_machine_at_noon.shift(91)
        services.send_waiting()
        assert Message.objects.get().state == "unknown"
        assert twilio.tried == []
        assert Thread.objects.get(pk=message.thread_id).failed_since is not None


class TestManyAtOnce:
    def crowd(self, rosa, number):
        people = [PersonFactory(community=rosa.community) for _person in range(number)]
        return [queued(person, f"Hello {number}") for number, person in enumerate(people)]

    def test_all_leave_once_in_few_statements(self, rosa, twilio):
        self.crowd(rosa, 30)
        with CaptureQueriesContext(connection) as queries:
            services.send_waiting()
        assert sorted(text.body for text in twilio.sent) == sorted(f"Hello {n}" for n in range(30))
        sent = Message.objects.filter(state="sent")
        assert sent.values("sid").distinct().count() == 30
        assert {line.verb for line in lines_about(sent[0])} == {"claim", "send"}
        assert len(queries) < 30

    def test_texts_to_one_phone_keep_their_order(self, rosa, twilio):
        for n in range(5):
            queued(rosa, f"text {n}")
        services.send_waiting()
        assert twilio.bodies_to(rosa.phone) == [f"text {n}" for n in range(5)]

    def test_an_answer_waits_for_the_few_before_it_alone(self, rosa, twilio, monkeypatch):
        monkeypatch.setattr(sending, "BATCH", 2)
        monkeypatch.setattr(sending, "AT_ONCE", 1)
        self.crowd(rosa, 6)
        hand_over = sending.gateway.send

        def send(**text):
            if text["body"] == "Hello 1":
                answer.append(True)
            return hand_over(**text)

        answer = []
        monkeypatch.setattr(sending.gateway, "send", send)
        write_down = sending._write_down

        def then_answer(*args, **more):
            write_down(*args, **more)
            if answer:
                answer.clear()
                queued(rosa, "answer", is_reply=True)

        monkeypatch.setattr(sending, "_write_down", then_answer)
        services.send_waiting()
        assert [text.body for text in twilio.sent].index("answer") == 2

    def test_news_that_overtakes_the_batch_is_not_undone(self, rosa, twilio, monkeypatch):
        first, _second = self.crowd(rosa, 2)
        write_down = sending._write_down

        def late(*args, **more):
            tell(first, "delivered", sid=next(text.sid for text in twilio.sent if text.body == "Hello 0"))
            write_down(*args, **more)

        monkeypatch.setattr(sending, "_write_down", late)
        services.send_waiting()
        assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == ["delivered", "sent"]

    def test_of_a_batch_each_has_its_own_outcome(self, rosa, twilio):
        texts = self.crowd(rosa, 4)
        phones = [text.thread.phone for text in texts]
        twilio.trouble_for = {
            phones[0]: Trouble(400, 21614), phones[1]: Trouble(429, 20429), phones[2]: Trouble(500)
        }  # fmt: skip
        services.send_waiting()
        states = list(Message.objects.order_by("pk").values_list("state", "error_code"))
        assert states == [("failed", 21614), ("queued", 20429), ("unknown", None), ("sent", None)]

    def test_what_there_was_no_time_for_goes_back_into_the_queue(self, rosa, twilio, monkeypatch):
        self.crowd(rosa, 3)
        monkeypatch.setattr(sending, "HAND_OVER_FOR", timedelta(seconds=-1))
        monkeypatch.setattr(sending, "DRAIN_FOR", timedelta(seconds=-1))
        services.send_waiting()
        assert set(Message.objects.values_list("state", flat=True)) == {"queued"}
        assert twilio.tried == []


def test_the_parts_of_a_text_are_counted_when_it_is_queued(rosa):
    assert queued(rosa, "a" * 161).segments == 2
    assert queued(rosa, "¿Sí?", once_key="a").segments == 1
