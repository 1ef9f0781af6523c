"""Consent by purpose and recipient: who may hold what, today."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.core.errors import BadInput
from community.models import Consent, Organisation
from community.people.services import end_consents
from referrals.models import Referral
from referrals.tracking.holding import Purpose, consented, ending_soon, held_by, may_hold
from referrals.tracking.services import agree
from tests.factories.people import (
    CommunityFactory,
    OrganisationFactory,
    PersonFactory,
    provider,
    signed_in,
    staff,
)
from tests.factories.referrals import refer, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(clinic):
    return refer(clinic, also=["conference"])


def end(child, purpose):
    return end_consents(Consent.objects.filter(subject_id=child.pk, purpose=purpose), channel="text")


def test_a_referral_says_who_may_hold_it_and_for_what(referral, clinic, ana, community):
    held = {(row.purpose, row.recipient_id) for row in Consent.objects.filter(subject_id=referral.child_id)}
    assert held == {("referral", clinic.organisation_id), ("follow_up", None), ("conference", None)}
    child = referral.child
    for holder in (clinic, clinic.organisation):
        assert [may_hold(holder, child, purpose) for purpose in ("referral", "follow_up", "conference")] == [
            *(True, False, False)
        ]
    for holder in (ana, None):
        assert [may_hold(holder, child, purpose) for purpose in ("referral", "follow_up", "conference")] == [
            *(False, True, True)
        ]
    assert not may_hold(PersonFactory(community=community), child, Purpose.FOLLOW_UP)
    assert not may_hold(provider(community), child, Purpose.REFERRAL)


def test_nobody_of_another_community_holds_anything(referral):
    there = CommunityFactory()
    assert not may_hold(staff(there, "ambassador"), referral.child, Purpose.FOLLOW_UP)
    with pytest.raises(BadInput):
        agree(referral.child, Purpose.SHARE, by=None, organisation=OrganisationFactory(community=there))
    assert not Consent.objects.filter(purpose="share").exists()


def test_who_is_ended_loses_sight_at_once(referral, clinic, ana):
    page = reverse("referral", args=[referral.pk])
    for person, purpose in ((clinic, "referral"), (ana, "follow_up")):
        browser = signed_in(person)
        assert browser.get(page).status_code == 200
        assert end(referral.child, purpose) == 1
        assert browser.get(page).status_code == 404
        assert b"Zephyrine" not in browser.get(reverse("referrals")).content
        assert not held_by(person).exists()


def test_the_team_and_the_agency_are_ended_apart(referral, clinic, ana):
    end(referral.child, "referral")
    assert not held_by(clinic).exists()
    assert held_by(ana).get() == referral


def test_what_holds_for_a_year_ends_by_itself_on_the_day_after(referral, community):
    child, today = referral.child, community.today()
    assert may_hold(None, child, Purpose.CONFERENCE)
    assert not list(ending_soon(community, until=today + datetime.timedelta(days=364)))
    ends = ending_soon(community, until=today + datetime.timedelta(days=365))
    assert [consent.purpose for consent in ends] == ["conference"]
    assert list(ending_soon(child, until=today + datetime.timedelta(days=365))) == list(ends)
    assert not ending_soon(CommunityFactory(), until=today + datetime.timedelta(days=365)).exists()
    for days, holds in ((365, True), (366, False)):
        with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False):
            assert may_hold(None, child, Purpose.CONFERENCE) is holds
            assert may_hold(None, child, Purpose.FOLLOW_UP), "this one holds until it is ended"


def test_a_yes_that_stands_is_not_written_twice_and_a_new_one_after_an_end_is(referral, clinic):
    other = OrganisationFactory(community=clinic.community, name="Helping Hands")
    first = agree(referral.child, Purpose.SHARE, by=clinic, organisation=other)
    assert agree(referral.child, Purpose.SHARE, by=clinic, organisation=other) == first
    assert may_hold(other, referral.child, Purpose.SHARE)
    assert "Helping Hands" in first.wording
    assert first.ends_on is not None
    assert end(referral.child, "share") == 1
    assert end(referral.child, "share") == 0
    assert not may_hold(other, referral.child, Purpose.SHARE)
    assert agree(referral.child, Purpose.SHARE, by=clinic, organisation=other) != first


def test_a_list_asks_one_question_whatever_its_length(clinic):
    counts = []
    for number in range(12):
        if number in (1, 11):
            with CaptureQueriesContext(connection) as seen:
                rows = consented(Referral.objects.of(clinic.community), Purpose.CONFERENCE)
                assert len(list(rows)) == len(range(0, number, 2))
            counts.append(len(seen))
        also = ["conference"] if number % 2 == 0 else []
        refer(clinic, child_name=f"Child {number}", parent_phone=f"+13475550{number:03d}", also=also)
    assert counts == [1, 1]


@pytest.mark.parametrize("ticked", [set(), {"conference"}, {"conference", "measures"}])
def test_the_form_keeps_what_was_ticked_word_for_word(clinic, ticked):
    answers = typed(**{name: "on" if name in ticked else "" for name in ("conference", "measures")})
    assert signed_in(clinic).post(reverse("referral_new"), answers).status_code == 302
    kept = Consent.objects.filter(purpose__in=["conference", "measures"])
    assert {consent.purpose for consent in kept} == ticked
    page = signed_in(clinic).get(reverse("referral_new")).content.decode()
    for consent in kept:
        assert consent.language == "ht"
        assert consent.wording.replace("'", "&#x27;") in page


def test_a_press_that_says_another_purpose_is_another_press(clinic):
    browser = signed_in(clinic)
    browser.post(reverse("referral_new"), typed(conference=""))
    assert browser.post(reverse("referral_new"), typed(conference="")).status_code == 302
    assert browser.post(reverse("referral_new"), typed()).status_code == 400


def test_the_sender_s_words_stand_in_the_consent_of_the_team_too(referral):
    said = Consent.objects.get(subject_id=referral.child_id, purpose="follow_up").wording
    assert said == referral.consent.wording
    assert Organisation.objects.get(pk=referral.organisation_id).name in said
