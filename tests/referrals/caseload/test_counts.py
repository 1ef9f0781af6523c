"""Barriers counted, and where providers and families disagree."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from referrals.caseload.selectors import barriers_named
from referrals.family.gap import truth_gap
from tests.factories.caseload import called
from tests.factories.people import provider, signed_in
from tests.factories.referrals import answered, refer

pytestmark = pytest.mark.django_db


def test_each_family_counts_once_a_barrier_in_the_last_90_days(clinic, ana, community):
    one, other, silent = (
        refer(clinic, child_name=f"{name} Unlike", days_ago=100) for name in ("A", "B", "C")
    )
    for barrier in ("fear", "fear", "wait"):
        called(one, ana, "reached", barrier=barrier)
    called(other, ana, "reached", barrier="fear")
    called(silent, ana, "no_answer")
    today = community.today()
    called(silent, ana, "reached", barrier="transport", happened_on=today - datetime.timedelta(days=90))
    found = barriers_named(community)
    assert found.spoken == 2
    assert [(one.barrier.value, one.families) for one in found.named][:3] == [
        ("fear", 2),
        ("wait", 1),
        ("language", 0),
    ]
    page = signed_in(ana).get(reverse("barriers")).text
    assert "2 of 2" in page
    assert "Unlike" not in page


def asked_of(by, how_many, disagree, **referral):
    for number in range(how_many):
        row = refer(by, child_name=f"Child{number} {by.pk}", days_ago=9, state="contacted", **referral)
        answered(row, "not_yet" if number < disagree else "called")


def test_the_gap_by_provider_and_language_hides_what_is_too_small(clinic, ana, community):
    few = provider(community)
    asked_of(clinic, 6, 2, language="es")
    asked_of(few, 4, 4, language="ht")
    refer(clinic, child_name="Not Answered", days_ago=9, state="contacted")
    answered(refer(clinic, child_name="Not Called", days_ago=9))
    gap = truth_gap(community)
    assert (gap.whole.answered, gap.whole.disagree) == (10, 6)
    assert [(one.answered, one.disagree, one.is_shown) for one in gap.by_provider] == [
        (6, 2, True),
        (4, 4, False),
    ]
    page = signed_in(ana).get(reverse("truth_gap")).text
    assert "2 of 6" in page
    assert "4 of 4" not in page
    assert "fewer than 5 answered" in page
    assert "Child0" not in page
    with time_machine.travel(timezone.now() + datetime.timedelta(days=400)):
        assert truth_gap(community).whole.answered == 0


def test_the_latest_answer_is_the_one_that_counts(clinic, community):
    referral = refer(clinic, days_ago=9, state="contacted")
    answered(referral, "not_yet")
    answered(referral, "called")
    assert (truth_gap(community).whole.answered, truth_gap(community).whole.disagree) == (1, 0)


def test_an_empty_page_says_what_will_be_there(ana):
    assert "Nobody has named anything yet" in signed_in(ana).get(reverse("barriers")).text
    assert "Nothing to compare yet" in signed_in(ana).get(reverse("truth_gap")).text
