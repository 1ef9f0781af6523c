"""Any texts in any order from a phone that three share: a ballot only ever comes from its own voter."""

from datetime import timedelta

import time_machine
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from community.messaging import services
from community.messaging.services.doubts import doubt
from community.models import ReplyExpectation, Thread
from tests.community.messaging.conftest import NOON
from tests.factories.messaging import new_sid, plugged
from tests.factories.people import PersonFactory

NAMES = ["Rosa", "Luis", "Marie"]
STEPS = st.one_of(
    st.tuples(st.just("ask"), st.integers(0, 2), st.integers(1, 2)),
    st.tuples(st.just("close"), st.integers(1, 2)),
    st.tuples(st.just("pass"), st.integers(1, 40)),
    st.tuples(st.just("doubt")),
    st.tuples(st.just("leave"), st.integers(1, 2)),
    st.tuples(st.just("text"), st.integers(0, 15).map(str)),
    st.tuples(st.just("text"), st.sampled_from(["yes", "no", "uno", "two", "hello", *NAMES])),
    st.tuples(st.just("who"), st.integers(0, 2)),
)


class Phone:
    """What the phone's people were told, and what each text may at most have meant."""

    def __init__(self):
        first = PersonFactory(display_name=NAMES[0])
        rest = [
            PersonFactory(display_name=name, phone=first.phone, community=first.community)
            for name in NAMES[1:]
        ]
        self.people, self.ballots = [first, *rest], []
        self.phone, self.home = first.phone, first.community
        self.numbers = {}  # number: (person, subject, value), of the questions that are open
        self.speaker, self.until = None, timezone.now()
        self.waits = None

    def vote(self, question, value, message):
        self.ballots.append((question.person, question.subject_id, value))
        return "Got it."

    def ask(self, who, subject):
        person = self.people[who]
        if person.phone is None:
            return
        numbers = services.open_question(
            person,
            handler="vote",
            subject_id=subject,
            values=["yes", "no"],
            expires_at=timezone.now() + timedelta(days=2),
        )
        for value, number in numbers.items():
            self.numbers[number] = (person, subject, value)

    def close(self, subject):
        services.close_questions(handler="vote", subject_id=subject)
        self.numbers = {number: meant for number, meant in self.numbers.items() if meant[1] != subject}

    def leave(self, who):
        self.people[who].phone = None
        self.people[who].save()

    def doubt(self):
        for thread in Thread.objects.all():
            doubt(thread)

    def who(self, place):
        """Somebody says who is writing, by the digit that was given for them."""
        question = ReplyExpectation.objects.filter(handler="messaging.who", closed_at=None).first()
        choice = question and question.choices.filter(value=str(self.people[place].pk)).first()
        if choice:
            self.text(str(choice.number))

    def may_mean(self, body):
        """The ballots that ``body`` may stand for, of anybody."""
        here = {number: meant for number, meant in self.numbers.items() if meant[0].phone}
        if body.isdigit():
            return {here[int(body)]} if int(body) in here else set()
        words = {"yes": "yes", "no": "no", "uno": "yes", "two": "no"}
        found = {meant for meant in here.values() if meant[2] == words.get(body)}
        return found if len(found) == 1 else set()

    def named_by(self, body):
        """Whom a number says to be writing, where that was asked."""
        asked = ReplyExpectation.objects.filter(handler="messaging.who", closed_at=None).first()
        number = int(body) if body.isdigit() else None
        choice = asked and asked.choices.filter(number=number, held=True).first()
        here = [one for one in self.people if one.phone]
        return next((one for one in here if choice and str(one.pk) == choice.value), None)

    def text(self, body):
        says_who = self.named_by(body)
        before, doubted = len(self.ballots), Thread.objects.filter(doubted_at__isnull=False).exists()
        held = Thread.objects.filter(held__isnull=False).exists()
        meant, here = self.may_mean(body), [person for person in self.people if person.phone]
        services.receive_text(community=self.home, phone=self.phone, body=body, sid=new_sid())
        person = self.people[NAMES.index(body)] if body in NAMES else None
        if person in here and (doubted or (held and len(here) > 1)):
            says_who = self.people[NAMES.index(body)]
        if says_who:
            self.speaker = says_who
            meant = self.may_mean(self.waits) if self.waits else set()
        if timezone.now() > self.until and not says_who:
            self.speaker = None
        counted = self.ballots[before:]
        assert len(counted) <= 1
        for voter, subject, value in counted:
            assert (voter, subject, value) in meant, "counted as something that the text does not say"
            assert voter == self.speaker or here == [voter], "counted for somebody who was not writing"
            assert not doubted or says_who == voter, "counted from a number in doubt"
            assert voter.phone is not None
        if self.speaker:
            self.until = timezone.now() + timedelta(minutes=30)
        # A number in doubt must give a first name too.
        settled = says_who and (not doubted or body in NAMES)
        self.waits = None if counted or settled else body if meant and not says_who else self.waits


class AnyTexts(TestCase):
    @settings(max_examples=25)
    @given(st.lists(STEPS, min_size=8, max_size=40))
    def test_a_ballot_comes_from_its_own_voter(self, steps):
        with time_machine.travel(NOON, tick=False) as clock:
            phone = Phone()
            with plugged("vote", phone.vote, is_personal=True):
                phone.ask(0, 1), phone.ask(1, 1)
                for verb, *rest in steps:
                    if verb == "pass":
                        clock.shift(timedelta(minutes=rest[0]))
                    else:
                        getattr(phone, verb)(*rest)

    def test_the_walk_reaches_ballots(self):
        phone = Phone()
        with plugged("vote", phone.vote, is_personal=True):
            phone.ask(0, 1)
            phone.doubt()
            phone.text("1")
            phone.text("Rosa")
            phone.leave(1)
            phone.leave(2)
            phone.text("2")
        assert phone.ballots == [(phone.people[0], 1, "yes"), (phone.people[0], 1, "no")]
