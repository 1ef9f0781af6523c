"""Passing on: to an organization without a service, by who received the family, and back."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from community.core.errors import BadInput, NotAllowed, Refused
from community.models import AuditLine, Consent
from community.people.services import end_consents
from referrals.models import Offer
from referrals.offers.jobs import remind_all
from referrals.offers.selectors import went_back
from referrals.offers.services import accept_offer, decline_offer, give_back, send_to, settle
from referrals.tracking.services import take_step
from tests.factories.offers import sent
from tests.factories.people import CommunityFactory, provider, signed_in, staff
from tests.factories.referrals import refer, sent_to

pytestmark = pytest.mark.django_db


def test_an_organization_without_a_service_is_reminded_and_the_ambassador_hears(clinic, community, run_jobs):
    tom = provider(community, email="tom@example.org")
    ana = staff(community, "ambassador", email="ana@example.org")
    offer = send_to(refer(clinic), to=tom.organisation, by=clinic)
    assert (offer.service, offer.state) == (None, "open")
    run_jobs()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=5), tick=False):
        remind_all()
        run_jobs()
    assert {letter.to[0] for letter in mail.outbox} == {tom.email, ana.email}
    assert accept_offer(offer, by=tom).referral.state == "received"


def test_who_passes_on_what_they_received_sees_it_no_more(clinic, tom, service, community):
    offer, third = sent(clinic, service), provider(community)
    row, browser = offer.referral, signed_in(tom)
    address = reverse("referral_send", args=[row.pk])
    told = {"organisation": third.organisation_id, "agreed": "on"}
    assert browser.post(address, told).status_code == 409
    accept_offer(offer, by=tom)
    assert address in browser.get(reverse("referral", args=[row.pk])).text
    assert third.organisation.name in browser.get(address).text
    assert "Without the parent" in browser.post(address, {**told, "agreed": ""}).text
    answer = browser.post(address, told, follow=True)
    assert "Sent. Their staff is told now" in answer.text
    assert browser.get(reverse("referral", args=[row.pk])).status_code == 404
    assert Offer.objects.get(state="open").organisation == third.organisation
    assert (
        f"passed on to {third.organisation.name}"
        in signed_in(clinic).get(reverse("referral", args=[row.pk])).text
    )


def test_a_third_who_says_no_or_may_hold_it_no_more_sends_it_to_who_logged_it(clinic, tom, community):
    third = provider(community)
    for ends in (False, True):
        row = sent_to(refer(clinic, child_name=f"Child{ends} Unlike{ends}"), tom.organisation)
        offer = send_to(row, to=third.organisation, by=tom)
        if ends:
            end_consents(
                Consent.objects.filter(purpose="share", recipient=third.organisation), channel="text"
            )
            settle(offer)
        else:
            decline_offer(offer, reason="full", by=third)
        row.refresh_from_db()
        assert row.receiver is None


def test_a_family_is_given_back_by_who_took_it_and_by_who_sent_it(clinic, tom, service):
    taken, waiting = sent(clinic, service), sent(clinic, service, child_name="Waits Unlike")
    with pytest.raises(Refused, match="Say yes or no"):
        give_back(waiting.referral, by=tom)
    accept_offer(taken, by=tom)
    for offer, by in ((taken, tom), (waiting, clinic)):
        give_back(offer.referral, by=by)
        offer.refresh_from_db()
        offer.referral.refresh_from_db()
        assert offer.referral.receiver is None
    assert (taken.state, waiting.state) == ("accepted", "withdrawn")
    lines = taken.referral.steps.count()
    give_back(taken.referral, by=clinic)
    assert taken.referral.steps.count() == lines
    assert "with them no more" in signed_in(clinic).get(reverse("referral", args=[taken.referral_id])).text


def test_the_page_gives_it_back(clinic, tom, service):
    offer = sent(clinic, service)
    accept_offer(offer, by=tom)
    row, browser = offer.referral, signed_in(tom)
    address = reverse("referral_give_back", args=[row.pk])
    assert address in browser.get(reverse("referral_send", args=[row.pk])).text
    answer = browser.post(address, follow=True)
    assert f"The family is with {clinic.organisation.name} again." in answer.text
    assert browser.post(address).status_code == 404


def test_who_only_reads_passes_nothing_on(clinic, tom, service, community):
    offer = sent(clinic, service)
    for person in (staff(community), provider(community)):
        for act in (
            lambda by: give_back(offer.referral, by=by),
            lambda by: send_to(offer.referral, to=tom.organisation, by=by),
        ):
            with pytest.raises(NotAllowed):
                act(person)


def test_nobody_gets_a_family_twice_or_from_another_community(clinic, tom, service):
    offer = sent(clinic, service)
    accept_offer(offer, by=tom)
    with pytest.raises(Refused, match="has the family already"):
        send_to(offer.referral, to=tom.organisation, by=clinic)
    with pytest.raises(BadInput):
        send_to(offer.referral, to=provider(CommunityFactory()).organisation, by=clinic)


def test_a_no_to_a_family_that_was_called_before_waits_until_somebody_goes_on(
    clinic, tom, service, community
):
    row = refer(clinic, days_ago=2, state="contacted")
    decline_offer(send_to(row, to=service, by=clinic), reason="full", by=tom)
    assert went_back(clinic).exists()
    take_step(row, "consented", happened_on=community.today(), by=clinic)
    assert not went_back(clinic).exists()


def test_where_it_stood_before_leads_to_the_same_page_and_each_look_is_a_line(clinic, service):
    row, browser = refer(clinic), signed_in(clinic)
    assert "No clock starts again" in browser.get(f"/referrals/{row.pk}/pass-on/").text
    stale = {"receiver": service.checked_by.organisation_id, "agreed": "on", "happened_on": "2026-01-01"}
    answer = browser.post(f"/referrals/{row.pk}/pass-on/", stale)
    assert (answer.status_code, Offer.objects.count()) == (400, 0)
    assert "Choose who may be able to help." in answer.text
    assert AuditLine.objects.filter(actor=clinic, verb="read", subject_id=row.child_id).count() == 2
