"""The sweep: what was missed is taken in, as it was meant when it was written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.messaging import gateway, rules, services
from community.messaging.models import Message
from community.messaging.services import sweeping
from community.models import Sweep, Thread
from tests.factories.messaging import last_text_to, plugged, text_from
from tests.factories.people import PersonFactory
from tests.stand_in import Trouble

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("twilio")]


@pytest.fixture(autouse=True)
def clock(time_machine_at_noon):
    return time_machine_at_noon


@pytest.fixture
def rosa():
    return PersonFactory()


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
