"""What may mean STOP: nothing but answers leaves until a person has read it."""

import pytest
from django.utils import timezone

from community.core.errors import Refused
from community.messaging import services
from community.models import Consent, Message, Thread
from community.people.services import give_consent
from tests.architecture.test_texts_fit import ONE_PART, PLAIN
from tests.factories.audit import lines_about
from tests.factories.messaging import in_an_hour, last_text_to, plugged, text_from
from tests.factories.people import CommunityFactory, PersonFactory, signed_in, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_at_noon")]


@pytest.fixture
def rosa():
    person = PersonFactory()
    give_consent(person, purpose="texts", wording="You may text me.", language="en")
    return person


@pytest.fixture
def ana(rosa):
    return staff(rosa.community, display_name="Ana")


def thread_of(person):
    return Thread.objects.get(phone=person.phone)


def bodies_out():
    return list(Message.objects.filter(direction="out").order_by("pk").values_list("body", "state"))


class TestThePause:
    def test_it_is_answered_once_and_put_on_the_staffs_list(self, rosa):
        for body in ("stpo", "Ya no", "wrong number, stop"):
            text_from(rosa.phone, rosa.community, body)
        thread = thread_of(rosa)
        assert thread.paused_at is not None
        assert thread.waiting_since is not None
        assert thread.opted_out_at is None
        ((body, _state),) = bodies_out()
        assert body == (
            f"{rosa.community.name}: we will send nothing until a person has read this. "
            "To end all our texts now, text STOP."
        )

    def test_consent_stands_until_somebody_says_so(self, rosa):
        text_from(rosa.phone, rosa.community, "leave me alone")
        assert Consent.objects.filter(withdrawal=None).count() == 1

    def test_only_answers_leave(self, rosa, twilio, run_jobs):
        before = services.send_text(rosa, lambda: "queued before")
        text_from(rosa.phone, rosa.community, "leave me alone")
        after = services.send_text(rosa, lambda: "queued after")
        services.send_text(rosa, lambda: "123456", is_reply=True, is_secret=True)
        with plugged("test", lambda question, value, message: "Got it."):
            services.open_question(
                rosa, handler="test", subject_id=1, values=["yes"], expires_at=in_an_hour()
            )
            text_from(rosa.phone, rosa.community, "1")
        run_jobs()
        assert [body for body in twilio.bodies_to(rosa.phone) if "person has read" not in body] == [
            "123456",
            "Got it.",
        ]
        for message in (before, after):
            message.refresh_from_db()
            assert message.state == "queued"

    def test_other_phones_are_not_held_up(self, rosa, twilio, run_jobs):
        text_from(rosa.phone, rosa.community, "leave me alone")
        luz = PersonFactory(community=rosa.community)
        for person in (rosa, luz):
            services.send_text(person, lambda: "The board meets.")
        run_jobs()
        assert twilio.bodies_to(luz.phone) == ["The board meets."]
        assert "The board meets." not in twilio.bodies_to(rosa.phone)

    def test_stop_ends_it_for_good_with_its_own_confirmation(self, rosa, twilio, run_jobs):
        text_from(rosa.phone, rosa.community, "ya no")
        run_jobs()
        text_from(rosa.phone, rosa.community, "STOP")
        run_jobs()
        thread = thread_of(rosa)
        assert (thread.paused_at, thread.opted_out_at) == (None, timezone.now())
        assert "you will get no more texts" in twilio.bodies_to(rosa.phone)[-1]
        assert len(twilio.sent) == 2

    def test_a_phone_that_has_stopped_is_not_paused_and_gets_no_word(self, rosa):
        text_from(rosa.phone, rosa.community, "STOP")
        sent = len(bodies_out())
        text_from(rosa.phone, rosa.community, "leave me alone")
        assert thread_of(rosa).paused_at is None
        assert thread_of(rosa).waiting_since is not None, "a person still reads it"
        assert len(bodies_out()) == sent

    def test_start_ends_it_and_what_was_held_leaves(self, rosa, twilio, run_jobs):
        text_from(rosa.phone, rosa.community, "ya no")
        services.send_text(rosa, lambda: "held")
        text_from(rosa.phone, rosa.community, "START")
        run_jobs()
        assert thread_of(rosa).paused_at is None
        assert "held" in twilio.bodies_to(rosa.phone)
        assert Consent.objects.count() == 1, "the first consent was never taken back"


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_its_answer_is_one_plain_text_in_each_language(language):
    home = CommunityFactory(name="Brownsville Families")
    person = PersonFactory(community=home, language=language)
    for said in ("ya no", "HELP"):
        text_from(person.phone, home, said)
        body = last_text_to(person)
        assert set(body) <= PLAIN
        assert len(body) <= ONE_PART


class TestWhatTheStaffMakesOfIt:
    def test_they_did_not_mean_stop(self, rosa, ana, twilio, run_jobs, time_machine_at_noon):
        text_from(rosa.phone, rosa.community, "ya no")
        services.send_text(rosa, lambda: "still of use")
        pointless = services.send_text(rosa, lambda: "too late", useful_until=in_an_hour())
        run_jobs()
        time_machine_at_noon.shift(2 * 3600)
        thread = thread_of(rosa)
        for _press in range(2):
            services.resume_texts(thread, by=ana)
        run_jobs()
        assert twilio.bodies_to(rosa.phone)[-1] == "still of use"
        pointless.refresh_from_db()
        assert (pointless.state, pointless.dropped_for) == ("dropped", "too_late")
        assert [(line.verb, line.actor) for line in lines_about(thread)] == [("resume", ana)]
        assert thread_of(rosa).paused_at is None

    def test_they_meant_stop(self, rosa, ana, twilio, run_jobs):
        text_from(rosa.phone, rosa.community, "ya no")
        held = services.send_text(rosa, lambda: "held")
        thread = thread_of(rosa)
        for _press in range(2):
            services.stop_for(thread, by=ana)
        run_jobs()
        held.refresh_from_db()
        assert (held.state, held.dropped_for) == ("dropped", "stopped")
        assert [body for body in twilio.bodies_to(rosa.phone) if "no more texts from us" in body] == [
            twilio.bodies_to(rosa.phone)[-1]
        ]
        assert not Consent.objects.filter(withdrawal=None).exists()
        assert [(line.verb, line.actor) for line in lines_about(thread)] == [("stop", ana)]
        with pytest.raises(Refused):
            services.write_to(thread_of(rosa), body="Sorry!", by=ana, seen=0)

    def test_a_stop_that_is_pressed_at_night_is_confirmed_in_the_morning(
        self, rosa, ana, twilio, run_jobs, time_machine_at_noon
    ):
        text_from(rosa.phone, rosa.community, "ya no")
        run_jobs()
        time_machine_at_noon.shift(10 * 3600)
        services.stop_for(thread_of(rosa), by=ana)
        run_jobs()
        assert len(twilio.sent) == 1
        time_machine_at_noon.shift(10 * 3600)
        services.send_waiting()
        assert "no more texts from us" in twilio.bodies_to(rosa.phone)[-1]

    def test_their_first_page_names_it(self, rosa, ana):
        assert "may want no more texts" not in signed_in(ana).get("/").content.decode()
        text_from(rosa.phone, rosa.community, "ya no")
        assert "1 person may want no more texts" in signed_in(ana).get("/").content.decode()
        text_from(PersonFactory(community=rosa.community).phone, rosa.community, "ya no")
        assert "2 people may want no more texts" in signed_in(ana).get("/").content.decode()
