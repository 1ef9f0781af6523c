"""Whatever families text, in any order, late or twice, two on one phone: only what was asked is answered."""

import datetime

import time_machine
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from community.core import jobs
from community.messaging.rules import plain_words
from community.messaging.services import receive_text
from community.models import Consent, ConsentWithdrawal, Message, ReplyChoice, ReplyExpectation, Thread
from referrals.family.jobs import ask_families
from referrals.models import Answer, Asked, Renewal
from referrals.sharing.jobs import ask_renewals
from referrals.tracking.holding import Purpose
from referrals.tracking.services import agree
from tests.factories.messaging import new_sid
from tests.factories.people import CommunityFactory, provider, staff
from tests.factories.referrals import refer
from tests.referrals.family.conftest import NOON

SHARED, OWN = "+19295550199", "+19295550150"
HOUR = datetime.timedelta(hours=1)
NAMES = ("Wideline", "Jean")
# What may stand for one answer without being its digit.
WORDS = ("yes", "si", "wi", "no", "non", "one", "dos", "twa")
ANSWERS = {*WORDS, *(name.casefold() for name in NAMES)}
BODIES = st.one_of(
    st.integers(0, 16).map(str),
    st.sampled_from((*WORDS, *NAMES, "WHO", "STOP", "START", "hello", "1 or 2", "12 3", "١", "2!")),
    st.text(max_size=12),
)
# Most texts come at once; some come again, some hours after they were written, some after a while.
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("text"), st.sampled_from((SHARED, OWN)), BODIES),
        st.tuples(st.just("late"), st.sampled_from((SHARED, OWN)), BODIES),
        st.tuples(st.just("again"), st.just(""), st.just("")),
        st.tuples(st.just("wait"), st.just(""), st.sampled_from(("1", "20", "200", "600"))),
    ),
    min_size=3,
    max_size=9,
)
KEPT = (Answer, Asked, Renewal, Consent, ConsentWithdrawal)


def ask_what_is_due():
    ask_families()
    ask_renewals()
    jobs.run_waiting()


def kept():
    """Every row that is only ever added to."""
    return {model: {row["id"]: row for row in model.objects.values()} for model in KEPT}


def open_on(phone):
    """What each number stands for on this phone now, as the handler, the subject and the value."""
    choices = ReplyChoice.objects.filter(
        held=True,
        thread__phone=phone,
        expectation__closed_at=None,
        expectation__expires_at__gt=timezone.now(),
    )
    told = choices.values_list("number", "expectation__handler", "expectation__subject_id", "value")
    return {number: (handler, subject, value) for number, handler, subject, value in told}


def stopped(phone):
    return Thread.objects.filter(phone=phone, opted_out_at__isnull=False).exists()


def texts_to(*phones):
    return Message.objects.filter(direction="out", thread__phone__in=phones).count()


class AnyTexts(TestCase):
    @classmethod
    def setUpTestData(cls):
        with time_machine.travel(NOON, tick=False):
            cls.home = CommunityFactory(name="Brownsville Families")
            cls.clinic = provider(cls.home)
            staff(cls.home, "ambassador", display_name="Ana Beaumont")
            agency = provider(cls.home).organisation
            called = refer(cls.clinic, days_ago=8, parent_name="Wideline Joseph", parent_phone=SHARED)
            went = refer(
                cls.clinic,
                days_ago=22,
                state="contacted",
                child_name="Xavier",
                parent_name="Jean Joseph",
                parent_phone=SHARED,
            )
            well = refer(
                cls.clinic,
                days_ago=31,
                state="services",
                child_name="Yolande",
                parent_name="Rosa Diaz",
                parent_phone=OWN,
            )
            with time_machine.travel(NOON - datetime.timedelta(days=345), tick=False):
                for row in (called, went, well):
                    agree(row.child, Purpose.SHARE, by=cls.clinic, organisation=agency)
                    agree(row.child, Purpose.CONFERENCE, by=cls.clinic)
            ask_what_is_due()

    def test_all_of_them_are_asked(self):
        handlers = set(ReplyExpectation.objects.values_list("handler", flat=True))
        assert handlers == {"family.called", "family.went", "family.well", "sharing.renew"}
        assert len(open_on(SHARED)) == 8

    @settings(max_examples=40)
    @given(deeds=DEEDS)
    @example(deeds=[("text", SHARED, body) for body in ("5", "Wideline", "5", "6", "4", "8", "Jean")])
    @example(deeds=[("text", OWN, body) for body in ("3", "WHO", "5", "2", "4", "STOP", "1")])
    @example(deeds=[("text", SHARED, body) for body in ("4", "5", "12")])
    @example(deeds=[("text", OWN, "3"), ("again", "", ""), ("wait", "", "600"), ("text", OWN, "4")])
    def test_only_what_was_asked_is_answered(self, deeds):
        sent = []
        with time_machine.travel(NOON, tick=False) as clock:
            for deed, phone, words in deeds:
                if deed == "wait":
                    silent = [one for one in (SHARED, OWN) if stopped(one)]
                    before = texts_to(*silent)
                    clock.shift(int(words) * HOUR)
                    ask_what_is_due()
                    assert texts_to(*silent) == before, "nothing is asked of a phone that said STOP"
                elif deed == "again" and sent:
                    before = kept(), texts_to(SHARED, OWN)
                    assert receive_text(**sent[-1]) is None
                    assert (kept(), texts_to(SHARED, OWN)) == before, "the same text once more"
                elif deed in {"text", "late"}:
                    sent.append(self._text(phone, words, late=deed == "late"))

    def _text(self, phone, body, *, late):
        """Text ``body``, and hold what it did against what was open."""
        text = {"community": self.home, "phone": phone, "body": body, "sid": new_sid()}
        before, could, was_silent = kept(), open_on(phone), stopped(phone)
        texts = texts_to(SHARED, OWN)
        with self.assertNoLogs("community.messaging.services.router", "ERROR"):
            receive_text(**text, written_at=timezone.now() - 3 * HOUR if late else None)
        after, answered = kept(), texts_to(SHARED, OWN) - texts
        for model in KEPT:
            assert before[model].items() <= after[model].items(), "what was said stays as it was said"
        assert answered <= (0 if was_silent and stopped(phone) else 1), (
            "one answer to a text, after STOP none"
        )
        new = {model: [after[model][pk] for pk in after[model].keys() - before[model]] for model in KEPT}
        self._was_asked(body, could, new)
        return text

    def _was_asked(self, body, could, new):
        """``new`` rows are those of one open number of this phone: of the very digit that was texted."""
        answers, renewals = new[Answer], [row for row in new[Renewal] if row["what"] in {"yes", "no"}]
        given = [row for row in new[Consent] if row["purpose"] != "texts"]
        ended = Consent.objects.filter(pk__in=[row["consent_id"] for row in new[ConsentWithdrawal]])
        ended = list(ended.exclude(purpose="texts"))
        if not (answers or renewals or given or ended):
            return
        others = bool(given or ended) and not renewals
        assert len(answers) + bool(renewals) + others == 1
        meant = self._meant(body, could)
        if answers:
            asked = Asked.objects.get(pk=answers[0]["asked_id"])
            assert (f"family.{asked.question}", asked.referral_id, answers[0]["value"]) in meant
        elif renewals:
            about = Consent.objects.filter(renewals__in=[row["id"] for row in renewals]).order_by("pk")
            (what,) = {row["what"] for row in renewals}
            (_person,) = set(about.values_list("person", "ends_on"))
            together = Consent.objects.filter(person=about[0].person, ends_on=about[0].ends_on)
            leads = set(together.values_list("pk", flat=True))
            assert any(("sharing.renew", pk, what) in meant for pk in leads)
            assert not (given and what == "no")
            assert not (ended and what == "yes")
        else:
            handlers = {handler for handler, _subject, _value in meant}
            assert ("sharing.undo" if given else "sharing.holder") in handlers

    def _meant(self, body, could):
        """What the text may stand for: its own number, or for a word or a name any."""
        digits = plain_words(body)
        if digits.isdecimal():
            handler, subject, value = could.get(int(digits), ("", 0, ""))
            if handler == "messaging.who":  # it says who wrote the text before, which then counts
                return self._meant(Message.objects.get(pk=subject).body, could)
            return {(handler, subject, value)} if handler else set()
        return set(could.values()) if digits in ANSWERS else set()
