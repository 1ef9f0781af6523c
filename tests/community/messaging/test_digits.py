"""Any sequence of questions on one phone: at no moment has a digit two meanings."""

from datetime import timedelta

import time_machine
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from community.messaging import services
from community.models import ReplyChoice
from tests.community.messaging.conftest import NOON
from tests.factories.messaging import new_sid, plugged
from tests.factories.people import PersonFactory

SUBJECTS = st.integers(1, 3)
STEPS = st.one_of(
    st.tuples(st.just("open"), st.integers(0, 1), SUBJECTS, st.integers(1, 4)),
    st.tuples(st.just("close"), SUBJECTS),
    st.tuples(st.just("pass"), st.integers(1, 40)),
    st.tuples(st.just("text"), st.integers(0, 13)),
)


class Phone:
    """What the phone's two people were last told: by number, who is asked what, and until when."""

    def __init__(self):
        self.rosa = PersonFactory(display_name="Rosa")
        luz = PersonFactory(display_name="Luz", phone=self.rosa.phone, community=self.rosa.community)
        self.people = [self.rosa, luz]
        self.told = {}
        self.heard = []

    def answer(self, question, value, message):
        self.heard.append((question.person, question.subject_id, value))
        return "Got it."

    def open(self, who, subject, length):
        values = [f"v{n}" for n in range(length)]
        until = timezone.now() + timedelta(minutes=30)
        person = self.people[who]
        numbers = services.open_question(
            person, handler="test", subject_id=subject, values=values, expires_at=until
        )
        for value, number in numbers.items():
            meaning = (person, subject, value)
            now_open = self.meaning_of(number)
            assert now_open in (None, meaning), "the digit means something else already"
            self.told[number] = (meaning, until)

    def close(self, subject):
        services.close_questions(handler="test", subject_id=subject)
        self.told = {number: told for number, told in self.told.items() if told[0][1] != subject}

    def text(self, number):
        before = len(self.heard)
        services.receive_text(
            community=self.rosa.community, phone=self.rosa.phone, body=str(number), sid=new_sid()
        )
        meaning = self.meaning_of(number)
        assert self.heard[before:] == ([meaning] if meaning else [])

    def meaning_of(self, number):
        meaning, until = self.told.get(number, (None, None))
        return meaning if until and until > timezone.now() else None


class Digits(TestCase):
    @settings(max_examples=60)
    @given(steps=st.lists(STEPS, max_size=14))
    def test_a_digit_means_what_the_phone_was_last_told_or_nothing(self, steps):
        with time_machine.travel(NOON, tick=False) as clock:
            phone = Phone()
            with plugged("test", phone.answer):
                for name, *how in steps:
                    if name == "pass":
                        clock.shift(timedelta(minutes=how[0]))
                    else:
                        getattr(phone, name)(*how)
                held = list(ReplyChoice.objects.filter(held=True).values_list("number", flat=True))
                assert len(held) == len(set(held))
                assert not {0, 9} & set(held)
