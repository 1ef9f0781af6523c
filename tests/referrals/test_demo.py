"""The sample referrals: many, quick, the same each time, and such as could have happened."""

import datetime
import random
from collections import Counter
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.caseload.samples import seed_contacts, seed_hands
from referrals.demo import HOW_MANY, invent_way, seed_referrals
from referrals.family.rules import QUESTIONS, Worry
from referrals.family.samples import seed_answers
from referrals.family.selectors import to_ask
from referrals.models import Answer, Asked, Child, Contact, Handover, Referral, Step
from referrals.tracking.rules import third_birthday
from referrals.tracking.states import LIFE, closing_reasons
from tests.factories.people import CommunityFactory, provider, staff

TODAY = datetime.date(2026, 11, 23)


def cast_of_twelve():
    community = CommunityFactory()
    providers = [provider(community) for _organisation in range(12)]
    return SimpleNamespace(
        community=community,
        organisations=[person.organisation for person in providers],
        providers=providers,
        ambassador=staff(community, "ambassador"),
        today=community.today(),
        random=random.Random(25),  # noqa: S311  sample data
    )


@pytest.mark.django_db
def test_eighteen_months_of_samples_in_a_moment(django_assert_max_num_queries):
    cast = cast_of_twelve()
    with django_assert_max_num_queries(60):
        seed_referrals(cast)
    referrals = Referral.objects.select_related("child").prefetch_related("steps")
    assert len(referrals) == HOW_MANY
    assert {referral.organisation_id for referral in referrals} == {body.pk for body in cast.organisations}
    assert {child.language for child in Child.objects.all()} == {"en", "es", "ht"}
    states = Counter(referral.state for referral in referrals)
    assert set(states) == set(Referral.State.values)
    assert 0.3 < states["closed"] / HOW_MANY < 0.7
    for referral in referrals:
        steps = list(referral.steps.all())
        assert steps[-1].state == referral.state
        assert steps[-1].happened_on == referral.state_since < cast.today
        assert (referral.due_on is None) == (referral.state == "closed")
        assert any(step.state == "received" for step in steps) <= (referral.receiver_id is not None)
        assert referral.referred_on < third_birthday(referral.child.birth_date)


@pytest.mark.django_db
def test_families_were_asked_each_question_at_its_moment(django_assert_max_num_queries):
    cast = cast_of_twelve()
    seed_referrals(cast)
    with django_assert_max_num_queries(30):
        seed_answers(cast)
    assert set(Asked.objects.values_list("question", flat=True)) == set(QUESTIONS)
    said = Counter(Answer.objects.values_list("asked__question", "value"))
    assert set(said) == {(key, value) for key, question in QUESTIONS.items() for value in question.choices}
    assert len(Answer.objects.all()) < len(Asked.objects.all())
    assert to_ask(cast.community, QUESTIONS["called"]).count() == 2
    for asked in Asked.objects.select_related("referral"):
        assert asked.referral.referred_on < asked.asked_at.date() < cast.today
    seed_contacts(cast)
    worries = Counter(Referral.objects.values_list("worry", flat=True))
    assert {Worry.HELP, Worry.DISAGREE, Worry.NONE} <= set(worries)


@pytest.mark.django_db
def test_the_ambassador_has_called_in_a_few_inserts(django_assert_max_num_queries):
    cast = cast_of_twelve()
    seed_referrals(cast)
    with django_assert_max_num_queries(40):
        seed_contacts(cast)
    contacts = Contact.objects.all()
    assert {contact.outcome for contact in contacts} == {"reached", "no_answer", "left_message", "wrong"}
    assert all(contact.happened_on < cast.today for contact in contacts)
    for referral in Referral.objects.exclude(state="closed"):
        tries = list(referral.contacts.order_by("number"))
        assert [one.number for one in tries] == list(range(1, len(tries) + 1))
        assert all(one.next_on <= other.happened_on for one, other in pairwise(tries))


@pytest.mark.django_db
def test_most_open_families_are_the_ambassadors(django_assert_num_queries):
    cast = cast_of_twelve()
    seed_referrals(cast)
    with django_assert_num_queries(3):
        seed_hands(cast)
    kept = Referral.objects.filter(keeper=cast.ambassador)
    assert not kept.filter(state="closed").exists()
    left = Referral.objects.exclude(state="closed").filter(keeper=None)
    assert 0 < left.count() < kept.count()
    assert set(Handover.objects.values_list("referral", "given_to")) == set(kept.values_list("pk", "keeper"))


@pytest.mark.django_db
def test_the_same_samples_for_the_same_day():
    told = []
    for _time in range(2):
        cast = cast_of_twelve()
        seed_referrals(cast)
        found = Referral.objects.of(cast.community).order_by("pk")
        told.append(list(found.values_list("child__name", "child__parent__phone", "state", "state_since")))
    assert told[0] == told[1]
    assert Step.objects.count() > 2 * HOW_MANY


@given(st.randoms(use_true_random=False), st.integers(1, 548), st.integers(0, 1090), st.booleans())
def test_every_way_is_one_that_the_rules_allow(dice, ago, age, sent):
    referred = TODAY - datetime.timedelta(days=ago)
    born = referred - datetime.timedelta(days=age)
    way = invent_way(dice, referred_on=referred, birth_date=born, today=TODAY, sent=sent)
    assert way.steps[0] == ("referred", referred)
    for (before, earlier), (after, later) in pairwise(way.steps):
        assert (before, "close" if after == "closed" else after) in LIFE
        assert earlier <= later < TODAY
    closed = way.steps[-1][0] == "closed"
    assert closed == bool(way.reason)
    if closed:
        assert way.reason in closing_reasons(way.steps[-2][0])
