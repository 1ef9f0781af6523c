"""A referral that was sent to another organisation: who follows it, and what is asked of whom."""

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.urls import reverse

from referrals.models import Referral
from referrals.tracking.home import todos
from referrals.tracking.selectors import referrals_for, waiting_for_first_call
from referrals.tracking.services import take_step
from tests.factories.people import provider, signed_in
from tests.factories.referrals import refer, sent_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(community):
    return provider(community, display_name="Rosa Diaz")


@pytest.fixture
def sent(clinic, agency):
    return sent_to(refer(clinic, days_ago=3), agency.organisation)


def test_sender_and_receiver_follow_it_and_nobody_else_does(clinic, agency, sent, community):
    assert list(referrals_for(clinic)) == list(referrals_for(agency)) == [sent]
    assert not referrals_for(provider(community))


def test_a_receiver_with_whom_the_parent_did_not_agree_to_share_sees_nothing(clinic, agency):
    referral = refer(clinic, days_ago=3)
    Referral.objects.filter(pk=referral.pk).update(receiver=agency.organisation)
    assert not referrals_for(agency).exists()
    assert waiting_for_first_call(agency) == 0


def test_the_receiver_notes_that_it_came_and_then_the_call(agency, sent, community):
    browser, today = signed_in(agency), community.today()
    page = browser.get(reverse("referral", args=[sent.pk])).content.decode()
    assert 'value="received"' in page
    assert 'value="contacted"' in page
    take_step(sent, "received", happened_on=today, by=agency)
    page = browser.get(reverse("referral", args=[sent.pk])).content.decode()
    assert "Next step: family contacted" in page
    assert 'value="received"' not in page


def test_a_call_shows_that_it_came(agency, sent, community):
    assert take_step(sent, "contacted", happened_on=community.today(), by=agency).state == "contacted"


def test_the_first_call_waits_for_the_receiver_and_not_for_the_sender(clinic, agency, sent, community):
    assert (waiting_for_first_call(clinic), waiting_for_first_call(agency)) == (0, 1)
    take_step(sent, "received", happened_on=community.today(), by=agency)
    assert "waits for your first call" in str(next(iter(todos(agency))).text)
    take_step(sent, "contacted", happened_on=community.today(), by=agency)
    assert not list(todos(agency))


def test_nobody_sends_to_themselves(clinic, sent):
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=sent.pk).update(receiver=clinic.organisation)


@pytest.mark.parametrize("wrong", [{"due_on": None}, {"due_kind": ""}, {"due_kind": "soon"}])
def test_the_database_keeps_a_clock_beside_every_open_one(sent, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=sent.pk).update(**wrong)
    with pytest.raises(ObjectDoesNotExist):
        Referral.objects.get(due_on=None)
