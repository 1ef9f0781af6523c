"""Failures that may pass are tried again, others never; and sending again to those who were missed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.core.registry import NEWS
from community.messaging import home, rules, services
from community.messaging.models import Message, Thread
from community.messaging.services.dropping import strike_out_ways_in
from tests.factories.audit import lines_about
from tests.factories.messaging import tell
from tests.factories.people import PersonFactory, staff
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


def sent(person, body="Hello", **more):
    """A text that the carrier took."""
    message = queued(person, body, **more)
    services.send_waiting()
    message.refresh_from_db()
    assert message.state == "sent"
    return message


def fails(message, code, *, times=1):
    for _time in range(times):
        assert tell(message, "undelivered", error=str(code)).status_code == 200
    message.refresh_from_db()
    assert message.state == "failed"


def newest():
    return Message.objects.order_by("-pk").first()


class TestAfterTheCarrierTookIt:
    @pytest.mark.parametrize("code", sorted(rules.MAY_PASS))
    def test_what_may_pass_is_tried_again_as_a_new_row(self, rosa, twilio, clock, code):
        message = sent(rosa, is_reply=True)
        fails(message, code, times=2)
        again = Message.objects.exclude(pk=message.pk).get()
        assert (again.first_try, again.attempt, again.body, again.person) == (message, 2, "Hello", rosa)
        assert again.not_before == timezone.now() + rules.MAY_PASS[code]
        assert Thread.objects.get().failed_since is None
        clock.shift(rules.MAY_PASS[code].total_seconds())
        services.send_waiting()
        again.refresh_from_db()
        assert again.state == "sent"
        assert len(twilio.sent) == 2

    @pytest.mark.parametrize("code", [21610, 30004, 30005, 30006, 30007, 30034, None])
    def test_all_else_is_never_tried_again(self, rosa, code):
        message = sent(rosa)
        fails(message, code or "")
        assert Message.objects.get() == message

    def test_each_wait_is_twice_as_long_and_after_five_tries_it_is_given_up(self, rosa, twilio, clock):
        message, waits = sent(rosa, is_reply=True), []
        while newest().state != "failed":
            fails(newest(), 30008)
            if newest().state == "queued":
                waits.append((newest().not_before - timezone.now()).total_seconds() / 60)
                clock.shift(waits[-1] * 60)
                services.send_waiting()
        assert waits == [2, 4, 8, 16]
        assert [text.attempt for text in Message.objects.order_by("pk")] == [1, 2, 3, 4, 5]
        assert set(Message.objects.exclude(pk=message.pk).values_list("first_try", flat=True)) == {message.pk}
        assert Thread.objects.get().failed_since is not None
        assert len(twilio.sent) == 5

    def test_it_is_never_tried_after_it_is_of_use(self, rosa):
        message = sent(rosa, useful_until=timezone.now() + timedelta(minutes=2))
        fails(message, 30008)
        assert Message.objects.get() == message

    def test_it_is_never_tried_after_a_day(self, rosa, clock):
        message = sent(rosa)
        clock.shift(24 * 3600 - 60)
        fails(message, 30008)
        assert Message.objects.get() == message

    def test_a_retry_in_the_evening_waits_for_the_morning_though_the_first_answered(self, rosa, clock):
        message = sent(rosa, is_reply=True)
        clock.shift(3600)
        fails(message, 30003)
        assert not newest().is_reply

    def test_a_code_to_sign_in_is_not_tried_again(self, rosa):
        message = sent(rosa, "123456", is_secret=True, is_reply=True)
        assert message.body == "••••••"
        fails(message, 30008)
        assert Message.objects.get() == message

    def test_a_phone_that_said_stop_meanwhile_gets_no_retry(self, rosa):
        message = sent(rosa)
        Thread.objects.update(opted_out_at=timezone.now())
        fails(message, 30008)
        assert Message.objects.get() == message

    @pytest.mark.parametrize("code", sorted(rules.NUMBER_IN_DOUBT))
    def test_some_failures_cast_doubt_on_whose_number_it_is(self, rosa, code):
        fails(sent(rosa), code)
        assert Thread.objects.get().doubted_at == timezone.now()

    def test_what_was_taken_back_is_not_tried_again(self, rosa):
        message = sent(rosa, once_key="vote:1")
        fails(message, 30008)
        services.take_back(rosa.community, ["vote:1"])
        assert (newest().state, newest().dropped_for) == ("dropped", "taken_back")


class TestBeforeTheCarrierTookIt:
    def test_a_full_queue_is_tried_five_times_ever_more_seldom(self, rosa, twilio, clock):
        twilio.trouble_for[rosa.phone] = Trouble(400, 21611)
        message, waits = queued(rosa), []
        while message.state == "queued":
            services.send_waiting()
            message.refresh_from_db()
            if message.state == "queued":
                waits.append((message.not_before - timezone.now()).total_seconds() / 60)
                clock.move_to(message.not_before)
        assert waits == [2, 4, 8, 16]
        assert (message.state, message.error_code) == ("failed", 21611)
        assert len(twilio.tried) == 5

    def test_a_shut_account_holds_all_texts_and_the_staff_hears_of_it(self, rosa, twilio, clock):
        twilio.key = "another"
        message = queued(rosa)
        for _day in range(3):
            services.send_waiting()
            clock.shift(24 * 3600)
        message.refresh_from_db()
        assert (message.state, message.error_code) == ("queued", 20003)
        (todo,) = home.todos(staff(rosa.community))
        assert "does not accept our account: 1 text waits" in todo.text
        assert todo.urgency < NEWS

    def test_once_the_account_is_right_all_leaves(self, rosa, twilio, clock, settings):
        token, settings.TWILIO_AUTH_TOKEN = settings.TWILIO_AUTH_TOKEN, "another"
        message = queued(rosa)
        services.send_waiting()
        settings.TWILIO_AUTH_TOKEN = token
        clock.shift(120)
        services.send_waiting()
        message.refresh_from_db()
        assert (message.state, message.error_code) == ("sent", None)
        assert not list(home.todos(staff(rosa.community)))

    def test_a_broken_line_does_not_try_a_whole_queue(self, rosa, twilio, monkeypatch):
        monkeypatch.setattr("community.messaging.services.sending.BATCH", 1)
        twilio.key = "another"
        texts = [queued(PersonFactory(community=rosa.community)) for _text in range(5)]
        services.send_waiting()
        assert Message.objects.filter(state="queued", error_code=20003).count() == 1
        assert Message.objects.filter(state="queued").count() == len(texts)


class TestWaysIn:
    LINK = "Come in: https://x/l/abcdefgh"

    def body_after(self, message, *news):
        for status, code in news:
            tell(message, status, error=str(code or ""))
        message.refresh_from_db()
        return message.body

    def test_a_link_is_kept_until_the_text_has_arrived(self, rosa):
        message = sent(rosa, self.LINK)
        assert message.body == self.LINK
        assert self.body_after(message, ("delivered", None)) == "Come in: https://x/l/••••"

    def test_a_retry_carries_the_link_on_and_the_old_row_loses_it(self, rosa):
        message = sent(rosa, self.LINK)
        assert self.body_after(message, ("failed", 30008)) == "Come in: https://x/l/••••"
        assert newest().body == self.LINK

    def test_a_text_that_is_dropped_loses_it(self, rosa):
        message = queued(rosa, self.LINK, once_key="a")
        services.take_back(rosa.community, ["a"])
        assert self.body_after(message) == "Come in: https://x/l/••••"

    def test_after_three_days_without_news_it_goes(self, rosa, clock):
        message, waiting = sent(rosa, self.LINK), queued(rosa, self.LINK)
        clock.shift(3 * 24 * 3600)
        assert strike_out_ways_in(timezone.now()) == 0
        clock.shift(1)
        assert strike_out_ways_in(timezone.now()) == 1
        assert strike_out_ways_in(timezone.now()) == 0
        assert self.body_after(message) == "Come in: https://x/l/••••"
        assert self.body_after(waiting) == self.LINK

    def test_a_failure_after_that_is_final(self, rosa, clock):
        message = sent(rosa, self.LINK)
        Message.objects.update(created_at=timezone.now() + timedelta(days=3))
        clock.shift(3 * 24 * 3600 + 1)
        strike_out_ways_in(timezone.now())
        fails(message, 30008)
        assert Message.objects.get() == message


class TestSendingAgain:
    @pytest.fixture
    def ana(self, rosa):
        return staff(rosa.community)

    def resend(self, ana, **only):
        return services.resend_to_those_missed(Message.objects.of(ana.community).filter(**only), by=ana)

    def test_exactly_those_who_did_not_get_it_get_it_again(self, rosa, ana, twilio, run_jobs):
        states = ["delivered", "sent", "failed", "unknown", "queued"]
        people = [PersonFactory(community=rosa.community) for _state in states]
        for person, state in zip(people, states, strict=True):
            text = queued(person)
            Message.objects.filter(pk=text.pk).update(state=state, not_before=timezone.now())
        assert self.resend(ana) == (1, 0)
        again = newest()
        assert (again.person, again.attempt, again.state) == (people[2], 2, "queued")
        assert lines_about(again.first_try).get(verb="resend").actor == ana

    def test_pressed_twice_it_is_sent_once(self, rosa, ana, twilio):
        fails(sent(rosa), 30006)
        assert self.resend(ana) == (1, 0)
        assert self.resend(ana) == (0, 0)
        services.send_waiting()
        assert self.resend(ana) == (0, 0)
        assert len(twilio.sent) == 2
        fails(newest(), 30006)
        assert self.resend(ana, attempt=1) == (1, 0)
        assert newest().attempt == 3

    def test_a_text_that_is_tried_again_by_itself_is_left_alone(self, rosa, ana):
        fails(sent(rosa), 30008)
        assert self.resend(ana) == (0, 0)

    def test_a_phone_that_said_stop_gets_nothing_until_it_says_start(self, rosa, ana):
        queued(rosa)
        Thread.objects.update(opted_out_at=timezone.now())
        services.send_waiting()
        assert self.resend(ana) == (0, 0)
        Thread.objects.update(opted_out_at=None)
        assert self.resend(ana) == (1, 0)

    def test_a_text_whose_link_is_gone_is_reported(self, rosa, ana):
        fails(sent(rosa, "Come in: https://x/l/abcdefgh"), 30006)
        assert self.resend(ana) == (0, 1)

    @pytest.mark.parametrize("gone", ["too late", "closed", "taken back"])
    def test_what_is_pointless_is_not_sent_again(self, rosa, ana, clock, gone):
        expires_at = timezone.now() + timedelta(hours=1)
        message = services.ask(
            rosa, str, handler="x", subject_id=1, values=["yes"], expires_at=expires_at, once_key="a"
        )
        if gone == "taken back":
            services.take_back(rosa.community, ["a"])
        else:
            Message.objects.filter(pk=message.pk).update(state="failed", error_code=30006)
            clock.shift(3600 if gone == "too late" else 0)
            if gone == "closed":
                services.close_questions(handler="x", subject_id=1)
        assert self.resend(ana) == (0, 0)
