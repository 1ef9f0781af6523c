"""The sweep: what is unknown is settled by the carrier's list."""

import pytest
from django.utils import timezone

from community.messaging import gateway, jobs, services
from community.messaging.models import Message
from community.models import Sweep, Thread
from tests.factories.audit import lines_about
from tests.factories.messaging import tell
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
