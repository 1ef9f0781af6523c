"""The pages of sending and answering."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.models import AuditLine
from referrals.models import Offer, Service
from referrals.offers.services import decline_offer
from tests.factories.offers import sent
from tests.factories.people import provider, signed_in
from tests.factories.referrals import refer

pytestmark = pytest.mark.django_db


def test_a_sender_sees_places_and_reads_the_consent_before_sending(clinic, tom, service):
    row, browser = refer(clinic, language="es"), signed_in(clinic)
    address = reverse("referral_send", args=[row.pk])
    assert address in browser.get(reverse("referral", args=[row.pk])).text
    assert "3 places open" in browser.get(address).text
    page = browser.get(address, {"service": service.pk}).text
    assert tom.organisation.name in page
    assert browser.post(address, {"service": service.pk}).status_code == 400
    assert browser.post(address, {"service": 999_999, "agreed": "on"}).status_code == 400
    assert not Offer.objects.exists()
    assert browser.post(address, {"service": service.pk, "agreed": "on"}).status_code == 302
    assert Offer.objects.get().organisation == tom.organisation
    assert "waits for an answer" in browser.get(reverse("referral", args=[row.pk])).text


def test_a_receiver_answers_in_one_press(clinic, tom, service):
    offer, browser = sent(clinic, service), signed_in(tom)
    assert "Zephyrine" in browser.get(reverse("offers")).text
    page = browser.get(reverse("offer", args=[offer.pk])).text
    assert "Yes, we take them" in page
    answer = browser.post(reverse("offer_accept", args=[offer.pk]))
    assert answer["Location"] == reverse("referral", args=[offer.referral_id])
    assert "Zephyrine" not in browser.get(reverse("offers")).text


def test_no_needs_a_reason_and_later_a_day_to_come(clinic, tom, service):
    offer, browser = sent(clinic, service), signed_in(tom)
    assert browser.post(reverse("offer_decline", args=[offer.pk]), {}).status_code == 400
    past = {"expected_on": "2020-01-01"}
    assert browser.post(reverse("offer_wait", args=[offer.pk]), past).status_code == 400
    browser.post(reverse("offer_wait", args=[offer.pk]), {"expected_on": ""})
    assert "number 1 in the list" in browser.get(reverse("offers")).text
    browser.post(reverse("offer_decline", args=[offer.pk]), {"reason": "area"})
    assert "Zephyrine" not in browser.get(reverse("offers")).text
    back = signed_in(clinic).get(reverse("offers_back")).text
    assert "the family lives outside our area" in back


def test_a_full_service_hears_it_on_the_page(clinic, tom, service):
    offer = sent(clinic, service)
    Service.objects.filter(pk=service.pk).update(open_places=0)
    answer = signed_in(tom).post(reverse("offer_accept", args=[offer.pk]))
    assert answer.status_code == 409
    assert "No place is open any more" in answer.text


def test_what_was_declined_is_out_of_the_receiver_s_sight(clinic, tom, service):
    offer = sent(clinic, service)
    decline_offer(offer, reason="full", by=tom)
    assert signed_in(tom).get(reverse("offer", args=[offer.pk])).status_code == 404
    assert signed_in(provider(clinic.community)).get(reverse("offer", args=[offer.pk])).status_code == 404


def test_every_look_at_a_child_is_a_line(clinic, tom, service):
    offer, browser = sent(clinic, service), signed_in(tom)
    browser.get(reverse("offers"))
    browser.get(reverse("offer", args=[offer.pk]))
    assert AuditLine.objects.filter(actor=tom, verb="list_children").count() == 1
    assert AuditLine.objects.filter(actor=tom, verb="read", subject_id=offer.referral.child_id).count() == 1
    signed_in(clinic).get(reverse("referral_send", args=[offer.referral_id]))
    assert AuditLine.objects.filter(actor=clinic, verb="read").count() == 1


@pytest.mark.parametrize("name", ["offers", "offers_sent"])
def test_the_same_queries_for_1_and_for_30(name, clinic, tom, service):
    browser = signed_in(tom if name == "offers" else clinic)

    def queries():
        browser.get(reverse(name))
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(reverse(name)).status_code == 200
        return len(captured)

    sent(clinic, service)
    with_one = queries()
    for number in range(29):
        sent(clinic, service, child_name=f"Child{number} Unlike{number}")
    assert queries() == with_one


@pytest.mark.parametrize("name", ["offers", "offers_back", "offers_sent"])
def test_empty_lists_say_what_will_be_there(name, clinic, ana):
    for person in (clinic, ana):
        assert "stand" in signed_in(person).get(reverse(name)).text
