"""The sweep: what is unknown is settled by the carrier's list, and what was missed is taken in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.messaging import gateway, jobs, rules, services
from community.messaging.models import Message
from community.messaging.services import sweeping
from community.models import Sweep, Thread
from tests.factories.audit import lines_about
from tests.factories.messaging import last_text_to, plugged, tell, text_from
from tests.factories.people import PersonFactory
from tests.stand_in import Trouble

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("twilio")]


@pytest.fixture(autouse=True)
def clock(time_machine_at_noon):
    return time_machine_at_noon


@pytest.fixture
def rosa():
    return PersonFactory()


def queued(person, body="Hello", **more):
    return services.send_text(person, lambda: body, **more)


def state_of(message):
    message.refresh_from_db()
    return message.state


class TestOutbound:
    def test_a_text_that_the_list_shows_takes_its_sid_and_its_state(self, rosa, twilio, run_jobs):
        twilio.next_troubles = [Trouble("drop", taken=True)]
        message = queued(rosa)
        run_jobs()
        assert state_of(message) == "unknown"
        twilio.sent[0].status = "delivered"
        services.sweep(rosa.community)
        assert (state_of(message), message.sid) == ("delivered", twilio.sent[0].sid)
        assert Thread.objects.get().failed_since is None
        assert len(twilio.tried) == 1

    def test_a_text_that_waits_at_the_carrier_was_sent(self, rosa, twilio, run_jobs):
        twilio.next_troubles = [Trouble(500, taken=True)]
        message = queued(rosa)
        run_jobs()
        services.sweep(rosa.community)
        assert state_of(message) == "sent"

    def test_a_text_that_never_left_is_sent_after_a_safe_wait(self, rosa, twilio, run_jobs, clock):
        twilio.next_troubles = [Trouble("drop")]
        message = queued(rosa)
        run_jobs()
        services.sweep(rosa.community)
        assert state_of(message) == "unknown", "the list may not show it yet"
        clock.shift(601)
        services.sweep(rosa.community)
        assert state_of(message) == "queued"
        run_jobs()
        assert state_of(message) == "sent"
        assert twilio.bodies_to(rosa.phone) == ["Hello"]
        verbs = [line.verb for line in lines_about(message)]
        assert verbs == ["claim", "lose", "requeue", "claim", "send"]

    def test_a_worker_that_died_before_its_call_loses_nothing(self, rosa, twilio, run_jobs, clock):
        message = queued(rosa)
        Message.objects.update(state="sending", claimed_at=timezone.now())
        clock.shift(601)
        services.sweep(rosa.community)
        run_jobs()
        assert state_of(message) == "sent"
        assert len(twilio.sent) == 1

    def test_a_worker_that_died_after_its_call_doubles_nothing(self, rosa, twilio, run_jobs, clock):
        message = queued(rosa)
        Message.objects.update(state="sending", claimed_at=timezone.now())
        gateway.send(to=rosa.phone, sender=rosa.community.number, body="Hello", callback="")
        clock.shift(601)
        services.sweep(rosa.community)
        run_jobs()
        assert (state_of(message), message.sid) == ("sent", twilio.sent[0].sid)
        assert len(twilio.sent) == 1

    def test_texts_with_one_body_are_matched_one_to_one(self, rosa, twilio, run_jobs, clock):
        twilio.next_troubles = [
            Trouble("drop", taken=True), Trouble("drop"), Trouble("drop", taken=True)
        ]  # fmt: skip
        for _text in range(4):
            queued(rosa)
            run_jobs()
        clock.shift(601)
        services.sweep(rosa.community)
        run_jobs()
        assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
        assert twilio.bodies_to(rosa.phone) == ["Hello"] * 4
        assert Message.objects.exclude(sid=None).values("sid").distinct().count() == 4

    def test_another_text_is_no_proof(self, rosa, twilio, run_jobs, clock):
        gateway.send(to=rosa.phone, sender=rosa.community.number, body="Hello", callback="")
        clock.shift(3600)
        twilio.next_troubles = [Trouble("drop")]
        message = queued(rosa)
        run_jobs()
        queued(rosa, "Something else")
        run_jobs()
        clock.shift(601)
        services.sweep(rosa.community)
        assert state_of(message) == "queued"

    @pytest.mark.parametrize("kept", ["Sent from your Twilio trial account - Hello  you", ""])
    def test_a_body_that_the_carrier_changed_or_did_not_keep_still_counts(
        self, rosa, twilio, run_jobs, clock, kept
    ):
        twilio.next_troubles = [Trouble("drop", taken=True)]
        message = queued(rosa, "Hello\nyou")
        run_jobs()
        twilio.sent[0].body = kept
        clock.shift(601)
        services.sweep(rosa.community)
        assert state_of(message) == "sent"

    def test_half_a_list_proves_nothing(self, rosa, twilio, run_jobs, clock):
        twilio.next_troubles = [Trouble("drop")]
        message = queued(rosa)
        run_jobs()
        clock.shift(601)
        twilio.list_troubles = [Trouble(503)]
        with pytest.raises(gateway.NotListed):
            services.sweep(rosa.community)
        assert state_of(message) == "unknown"
        jobs.sweep_one(rosa.community_id)
        assert state_of(message) == "queued"

    def test_a_text_on_its_way_may_be_the_one_listed(self, rosa, twilio, run_jobs, clock):
        twilio.next_troubles = [Trouble("drop", taken=True)]
        message = queued(rosa)
        run_jobs()
        on_its_way = queued(rosa)
        Message.objects.filter(pk=on_its_way.pk).update(state="sending", claimed_at=timezone.now())
        services.sweep(rosa.community)
        assert state_of(message) == "unknown"

    def test_news_of_a_text_that_was_put_back_keeps_it_from_leaving_twice(
        self, rosa, twilio, run_jobs, clock
    ):
        twilio.next_troubles = [Trouble("drop")]
        message = queued(rosa)
        run_jobs()
        clock.shift(601)
        services.sweep(rosa.community)
        tell(message, "delivered", sid="SM" + "f" * 32)
        run_jobs()
        assert state_of(message) == "delivered"
        assert twilio.sent == []

    def test_the_link_of_an_unknown_text_is_kept_until_it_is_settled(self, rosa, twilio, run_jobs, clock):
        twilio.next_troubles = [Trouble("drop")]
        message = queued(rosa, "Come in: https://x/l/abcdef")
        run_jobs()
        clock.shift(601)
        services.sweep(rosa.community)
        run_jobs()
        assert twilio.bodies_to(rosa.phone) == ["Come in: https://x/l/abcdef"]
        tell(message, "delivered", sid=twilio.sent[0].sid)
        message.refresh_from_db()
        assert message.body == "Come in: https://x/l/••••"

    def test_a_code_is_found_without_being_kept_and_never_sent_late(self, rosa, twilio, run_jobs, clock):
        twilio.next_troubles = [Trouble("drop", taken=True), Trouble("drop")]
        for code in ("123456", "654321"):
            queued(rosa, code, is_secret=True, is_reply=True)
            run_jobs()
        assert set(Message.objects.values_list("body", flat=True)) == {"••••••"}
        clock.shift(601)
        services.sweep(rosa.community)
        states = Message.objects.order_by("pk").values_list("state", "dropped_for")
        assert list(states) == [("sent", ""), ("dropped", "too_late")]

    def test_a_failure_that_the_list_tells_of_is_one(self, rosa, twilio, run_jobs):
        twilio.next_troubles = [Trouble("drop", taken=True)]
        message = queued(rosa)
        run_jobs()
        twilio.sent[0].status, twilio.sent[0].error_code = "undelivered", 30006
        services.sweep(rosa.community)
        assert (state_of(message), message.error_code) == ("failed", 30006)
        assert Thread.objects.get().failed_since is not None


class TestInbound:
    def lost(self, twilio, person, body, **more):
        """A text whose webhook never arrived."""
        return twilio.keep(From=person.phone, To=person.community.number, Body=body, **more)

    def test_a_text_whose_webhook_never_came_is_taken_in_and_answered_once(self, rosa, twilio, run_jobs):
        text = self.lost(twilio, rosa, "HELP")
        services.sweep(rosa.community)
        services.sweep(rosa.community)
        run_jobs()
        assert Message.objects.get(direction="in").sid == text.sid
        assert len(twilio.bodies_to(rosa.phone)) == 1

    def test_a_text_that_came_is_not_taken_in_again(self, rosa, twilio):
        text = self.lost(twilio, rosa, "HELP")
        text_from(rosa.phone, rosa.community, "HELP", sid=text.sid)
        services.sweep(rosa.community)
        assert Message.objects.filter(direction="in").count() == 1
        text_from(rosa.phone, rosa.community, "HELP", sid=text.sid)
        assert Message.objects.filter(direction="in").count() == 1

    def test_many_are_taken_in_oldest_first_over_many_pages(self, rosa, twilio, clock):
        twilio.page_size = 2
        for n in range(5):
            self.lost(twilio, rosa, f"text {n}")
            clock.shift(2)
        services.sweep(rosa.community)
        bodies = Message.objects.filter(direction="in").order_by("pk").values_list("body", flat=True)
        assert list(bodies) == [f"text {n}" for n in range(5)]

    def test_no_downtime_is_too_long(self, rosa, twilio, clock):
        services.sweep(rosa.community)
        clock.shift(3600)
        self.lost(twilio, rosa, "Is anybody there?")
        clock.shift(30 * 24 * 3600)
        services.sweep(rosa.community)
        assert Message.objects.filter(direction="in").count() == 1

    def test_a_sweep_that_failed_is_made_up_for(self, rosa, twilio):
        services.sweep(rosa.community)
        before = Sweep.objects.get().swept_until
        twilio.list_troubles = [Trouble(500)]
        with pytest.raises(gateway.NotListed):
            services.sweep(rosa.community)
        assert Sweep.objects.get().swept_until == before

    def test_what_is_too_much_for_one_job_is_left_to_the_next(self, rosa, twilio, run_jobs, monkeypatch):
        monkeypatch.setattr(sweeping, "SWEEP_FOR", timedelta(seconds=-1))
        self.lost(twilio, rosa, "HELP")
        services.sweep(rosa.community)
        assert not Message.objects.filter(direction="in").exists()
        monkeypatch.undo()
        run_jobs()
        assert Message.objects.filter(direction="in").exists()

    def test_an_answer_that_was_overtaken_is_for_a_person(self, rosa, twilio, clock):
        answers = []
        with plugged("test.yes", lambda question, value, message: answers.append(value) or "ok") as key:
            services.ask(
                rosa, str, handler=key, subject_id=1, values=["yes", "no"],
                expires_at=timezone.now() + timedelta(days=1),
            )  # fmt: skip
            self.lost(twilio, rosa, "1")
            clock.shift(60)
            text_from(rosa.phone, rosa.community, "2")
            services.sweep(rosa.community)
        assert answers == ["no"]
        assert Message.objects.filter(direction="in").count() == 2
        assert Thread.objects.get().waiting_since is not None
        assert last_text_to(rosa) == "ok"

    def ask(self, rosa, key, subject):
        """The question's numbers for yes and no."""
        return services.open_question(
            rosa, handler=key, subject_id=subject, values=["yes", "no"],
            expires_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip

    def test_a_number_is_read_as_it_was_meant_when_it_was_written(self, rosa, twilio, clock):
        answers = []
        with plugged("test.yes", lambda *answer: answers.append(answer) or "ok") as key:
            self.ask(rosa, key, 1)
            self.lost(twilio, rosa, "1")
            services.close_questions(handler=key, subject_id=1)
            clock.shift(rules.NUMBER_RESTS.total_seconds() + 1)
            assert self.ask(rosa, key, 2) == {"yes": 1, "no": 2}
            services.sweep(rosa.community)
        assert answers == []
        assert last_text_to(rosa).startswith("That is closed, so this answer does not count")

    def test_an_answer_in_the_very_second_of_its_question_counts(self, rosa, twilio, clock):
        answers = []
        clock.shift(0.4)  # the list is to the second
        with plugged("test.yes", lambda question, value, message: answers.append(value) or "ok") as key:
            self.ask(rosa, key, 1)
            clock.shift(0.2)
            self.lost(twilio, rosa, "1")
            services.sweep(rosa.community)
        assert answers == ["yes"]

    def test_stop_counts_though_it_was_overtaken(self, rosa, twilio, clock):
        self.lost(twilio, rosa, "STOP")
        clock.shift(60)
        text_from(rosa.phone, rosa.community, "What is this?")
        services.sweep(rosa.community)
        assert Thread.objects.get().opted_out_at is not None

    def test_who_cannot_be_texted_is_passed_over(self, rosa, twilio):
        twilio.keep(From="72345", To=rosa.community.number, Body="Advertising")
        services.sweep(rosa.community)
        assert not Message.objects.exists()


def test_without_a_carrier_nothing_is_swept(settings):
    community = PersonFactory().community
    settings.SMS_BACKEND = "simulator"
    services.sweep(community)
    assert not Sweep.objects.exists()


def test_the_job_sweeps_every_community_that_has_a_number(twilio, run_jobs):
    first, second = PersonFactory().community, PersonFactory(community__number=None).community
    jobs.sweep()
    run_jobs()
    assert [sweep.community for sweep in Sweep.objects.all()] == [first]
    assert second.number is None
