"""Words, the list of open questions, a person, and the digits of a call: one router for all."""

import pytest
from django.utils import timezone

from community.core.errors import Refused
from community.messaging import services
from community.models import Message, Thread
from tests.factories.messaging import in_an_hour, last_text_to, plugged, text_from
from tests.factories.people import PersonFactory, staff

pytestmark = pytest.mark.django_db
PROMISE = "Sorry, we could not match that. A person will read it. Text 0 to see your open questions."


@pytest.fixture
def rosa(db):
    return PersonFactory(display_name="Rosa Diaz")


@pytest.fixture
def heard():
    """The answers that counted: (who, question, value)."""
    found = []

    def answer(question, value, message):
        if value == "late":
            raise Refused("Too late for that.")
        found.append((question.person, question.subject_id, value))
        return f"Got it: {value}."

    with plugged("test", answer):
        yield found


def ask(person, subject, values=("yes", "no"), **more):
    more = {"handler": "test", "expires_at": in_an_hour(), **more}
    return services.open_question(person, subject_id=subject, values=list(values), **more)


def says(person, *bodies, **more):
    """``person`` texts; returns what they hear last."""
    for body in bodies:
        text_from(person.phone, person.community, body, **more)
    return last_text_to(person)


class TestWords:
    @pytest.mark.parametrize(
        ("body", "value"), [("Sí", "yes"), ("non", "no"), ("uno", "yes"), ("TWO!", "no")]
    )
    def test_a_word_that_can_mean_one_thing_is_an_answer(self, rosa, heard, body, value):
        ask(rosa, 1)
        assert says(rosa, body) == f"Got it: {value}."
        assert heard == [(rosa, 1, value)]

    def test_a_word_that_could_mean_two_things_is_counted_for_neither(self, rosa, heard):
        ask(rosa, 1)
        ask(rosa, 2)
        assert says(rosa, "yes") == "Question 1: 1 yes 2 no\nQuestion 2: 3 yes 4 no"
        assert says(rosa, "one") == "Question 1: 1 yes 2 no\nQuestion 2: 3 yes 4 no"
        assert heard == []
        assert Thread.objects.get().waiting_since is None

    def test_a_word_where_nothing_is_open_is_read_by_a_person(self, rosa, heard):
        assert says(rosa, "yes") == PROMISE
        assert Thread.objects.get().waiting_since is not None

    def test_a_word_right_after_a_staff_member_wrote_is_for_them(self, rosa, heard):
        ask(rosa, 1)
        thread = services.write_to(
            Thread.objects.get(), body="Shall I call you?", by=staff(rosa.community), seen=0
        ).thread
        assert says(rosa, "yes") == PROMISE
        assert heard == []
        thread.refresh_from_db()
        assert thread.waiting_since is not None
        assert says(rosa, "1") == "Got it: yes."

    def test_twilios_start_for_yes_is_the_answer(self, rosa, heard):
        ask(rosa, 1)
        assert says(rosa, "YES", OptOutType="START") == "Got it: yes."

    def test_a_word_means_what_the_handler_says(self, rosa, heard):
        with plugged("calls", lambda question, value, message: value, says={"called": "yes"}):
            ask(rosa, 1, ["called", "not_yet"], handler="calls")
            assert says(rosa, "wi") == "called"
            ask(rosa, 2)
            assert "Question 2" in says(rosa, "wi")
        assert heard == []

    def test_the_handler_knows_which_digit_was_meant(self, rosa):
        with plugged("digits", lambda question, value, message: f"pressed {question.pressed}"):
            ask(rosa, 1, handler="digits")
            assert says(rosa, "no") == says(rosa, "2") == "pressed 2"


class TestTheMenu:
    def test_0_lists_what_is_open_and_leaves_nobody_waiting(self, rosa, heard):
        ask(rosa, 1)
        ask(rosa, 2, expires_at=timezone.now())
        ask(rosa, 3, ["yes", "no", "abstain"])
        services.close_questions(handler="test", subject_id=1)
        assert says(rosa, "0") == "Question 3: 5 yes 6 no 7 abstain"
        assert Thread.objects.get().waiting_since is None

    def test_0_says_that_nothing_is_open(self, rosa, heard):
        assert says(rosa, "0") == "No question is open for you now. To reach a person, text 9."

    def test_0_leaves_out_what_its_room_no_longer_asks(self, rosa):
        with plugged("gone", lambda *_: "", line=lambda question, numbers: ""):
            ask(rosa, 1, handler="gone")
            assert says(rosa, "0").startswith("No question is open")

    def test_0_says_how_many_more_do_not_fit(self, rosa):
        with plugged("long", lambda *_: "", line=lambda question, numbers: "x" * 140):
            for subject in range(4):
                ask(rosa, subject, handler="long")
            words = says(rosa, "0")
        assert words == f"{'x' * 140}\n{'x' * 140}\n2 more are open."
        assert len(words) <= 306

    def test_9_asks_for_a_person_each_time(self, rosa):
        for _ in range(2):
            assert says(rosa, "9") == "A person will write to you. You can text what it is about."
        assert Thread.objects.get().waiting_since is not None
        assert Message.objects.filter(direction="out").count() == 2

    def test_a_shared_phones_list_says_whose_question_it_is_in_their_language(self, rosa, heard):
        luz = PersonFactory(display_name="Luz", community=rosa.community, phone=rosa.phone, language="es")
        ask(rosa, 1)
        ask(luz, 1)
        assert says(rosa, "0") == "Rosa: Question 1: 1 yes 2 no\nLuz: Question 1: 3 yes 4 no"


class TestLateAnswers:
    def test_they_are_told_which_question_closed(self, rosa, heard):
        ask(rosa, 1)
        services.close_questions(handler="test", subject_id=1)
        assert says(rosa, "1") == "That is closed, so this answer does not count: Question 1"
        assert heard == []

    def test_a_number_of_somebody_who_has_another_phone_by_now_is_not_counted(self, rosa, heard):
        ask(rosa, 1)
        phone, rosa.phone = rosa.phone, "+13475559999"
        rosa.save()
        text_from(phone, rosa.community, "1")
        said = Message.objects.filter(thread__phone=phone, direction="out").latest("pk").body
        assert said == "That question is closed, so this answer does not count."
        assert heard == []

    def test_a_refusal_is_said(self, rosa, heard):
        ask(rosa, 1, ["late"])
        assert says(rosa, "1") == "Too late for that."


class TestACall:
    def press(self, person, digits, key="CA1-1"):
        return services.receive_digits(
            community=person.community, phone=person.phone, digits=digits, key=key
        ).body

    def test_digits_answer_and_are_said_back_and_nothing_is_texted(self, rosa, heard, run_jobs):
        ask(rosa, 1)
        assert self.press(rosa, "1") == "Got it: yes."
        assert heard == [(rosa, 1, "yes")]
        pressed, spoken = Message.objects.order_by("pk")
        assert (pressed.direction, pressed.is_call, pressed.body) == ("in", True, "1")
        assert (spoken.direction, spoken.is_call, spoken.state) == ("out", True, "delivered")
        run_jobs()
        assert Message.objects.count() == 2

    def test_the_same_moment_twice_acts_once_and_hears_the_same(self, rosa, heard):
        ask(rosa, 1)
        assert self.press(rosa, "1") == self.press(rosa, "2") == "Got it: yes."
        assert heard == [(rosa, 1, "yes")]
        assert self.press(rosa, "2", key="CA1-2") == "Got it: no."

    def test_the_menu_is_the_same(self, rosa, heard):
        ask(rosa, 1)
        assert self.press(rosa, "0") == "Question 1: 1 yes 2 no"
        assert "A person will write" in self.press(rosa, "9", key="CA1-2")
        assert Thread.objects.get().waiting_since is not None

    @pytest.mark.parametrize("digits", ["7", "77777", "", "*"])
    def test_digits_that_mean_nothing_wait_for_nobody(self, rosa, digits):
        assert self.press(rosa, digits) == "That number means nothing now. Press 0 to hear your questions."
        assert Thread.objects.get().waiting_since is None

    def test_it_speaks_the_persons_language(self, rosa):
        rosa.language = "es"
        rosa.save()
        assert "pregunta" in self.press(rosa, "0")


def test_the_open_questions_can_be_said_one_by_one(rosa, heard):
    ask(rosa, 1)
    ask(rosa, 2)
    said = [(question.subject_id, line) for question, line in services.lines(Thread.objects.get())]
    assert said == [(1, "Question 1: 1 yes 2 no"), (2, "Question 2: 3 yes 4 no")]
