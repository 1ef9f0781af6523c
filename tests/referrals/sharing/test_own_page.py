"""A parent's page: who holds what, the end of it, and the log of every look."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.models import AuditLine, Consent, ConsentWithdrawal
from community.people.services import make_link
from referrals.sharing.rules import ANSWER_WITHIN
from referrals.sharing.services import LINK
from referrals.tracking.holding import held_by
from tests.factories.people import CommunityFactory, provider, signed_in, staff
from tests.factories.referrals import refer, sent_to

pytestmark = pytest.mark.django_db


def link_of(parent):
    until = timezone.now() + ANSWER_WITHIN
    address = make_link(parent, purpose=LINK, subject_id=parent.pk, expires_at=until)
    return address[address.index("/l/") :]


@pytest.fixture
def referral(clinic):
    return refer(clinic, also=["conference"])


@pytest.fixture
def address(referral):
    return link_of(referral.child.parent)


def press(address, action, **fields):
    return Client().post(f"{address}do/{action}/", fields)


def test_it_says_who_holds_what_with_names_and_the_words_of_the_yes(referral, clinic, address):
    page = Client().get(address).content.decode()
    assert clinic.organisation.name in page
    assert "Zephyrine" in page
    assert "to plan the next step in the weekly meeting" in page
    for consent in Consent.objects.filter(subject_id=referral.child_id):
        assert consent.wording.replace("'", "&#x27;") in page


def test_a_button_ends_it_and_another_allows_it_again(referral, clinic, address):
    holder = {"child": referral.child_id, "holder": f"referral:{clinic.organisation_id}"}
    for _time in range(2):
        assert press(address, "end", **holder)["Location"] == address
    assert not held_by(clinic).exists()
    assert ConsentWithdrawal.objects.count() == 1
    page = Client().get(address).content.decode()
    assert f"Allow it again for {clinic.organisation.name}" in page
    for _time in range(2):
        press(address, "allow", **holder)
    assert held_by(clinic).get() == referral
    assert Consent.objects.filter(purpose="referral").count() == 2
    assert f"Allow it again for {clinic.organisation.name}" not in Client().get(address).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"child": 999_999}, {"child": "x"}, {"holder": "referral:999999"}, {"holder": "nonsense"}, {}]
)
def test_what_is_not_theirs_is_not_there(referral, clinic, address, wrong):
    fields = {"child": referral.child_id, "holder": f"referral:{clinic.organisation_id}", **wrong}
    if not wrong:
        fields = {}
    assert press(address, "end", **fields).status_code == 404
    assert press(address, "allow", **fields).status_code == 404
    assert press(address, "burn", child=referral.child_id, holder="follow_up:0").status_code == 404
    assert not ConsentWithdrawal.objects.exists()


def test_the_child_of_another_parent_or_community_is_not_there(referral, clinic, address):
    elsewhere = refer(provider(CommunityFactory()))
    neighbour = refer(clinic, parent_phone="+13475550111", parent_name="Rose Paul", child_name="Xavier")
    for other in (elsewhere, neighbour):
        fields = {"child": other.child_id, "holder": "follow_up:0"}
        assert press(address, "end", **fields).status_code == 404
        page = Client().get(f"{address}?child={other.child_id}").content.decode()
        assert "Xavier" not in page
    assert not ConsentWithdrawal.objects.exists()


def test_a_link_that_is_over_or_of_nobody_s_parent_opens_nothing(referral, address, community):
    assert Client().get(link_of(staff(community))).status_code == 404
    referral.child.parent.links.update(expires_at=timezone.now())
    assert Client().get(address).status_code == 410


def test_every_look_stands_there_with_who_whence_when_and_what_for(referral, clinic, ana, address):
    signed_in(clinic).get(reverse("referral", args=[referral.pk]))
    signed_in(ana).get(reverse("referral", args=[referral.pk]))
    signed_in(clinic).get(reverse("referrals"))
    signed_in(ana).get(reverse("caseload"))
    page = re.sub(r"\s+", " ", Client().get(address).content.decode())
    looks = page[page.index('id="looks"') :]
    opened = "Opened your child&#x27;s page"
    listed = "Saw your child&#x27;s name in a list"
    referring, checking = "to refer your child", "to check that you are called"
    for who, whence, what, why in (
        (clinic.display_name, clinic.organisation.name, opened, referring),
        (ana.display_name, ana.community.name, opened, checking),
        (clinic.display_name, clinic.organisation.name, listed, referring),
        (ana.display_name, ana.community.name, listed, checking),
    ):
        assert re.search(
            rf"<strong>{who}</strong>, {re.escape(whence)}<br>{re.escape(what)}: {re.escape(why)}", looks
        ), (who, what)


def test_a_look_at_another_child_does_not_stand_there(referral, clinic, address):
    other = refer(clinic, parent_phone="+13475550111", parent_name="Rose Paul", child_name="Xavier")
    AuditLine.objects.filter(verb="log")  # its own referral is a line of it
    before = Client().get(address).content.decode().count("<strong>Priya")
    signed_in(clinic).get(reverse("referral", args=[other.pk]))
    assert Client().get(address).content.decode().count("<strong>Priya") == before


def test_a_look_for_an_agency_that_helps_says_so(referral, community, address):
    agency = provider(community, display_name="Noel Hands")
    sent_to(referral, agency.organisation)
    signed_in(agency).get(reverse("referral", args=[referral.pk]))
    page = Client().get(address).content.decode()
    assert "Noel Hands" in page[page.index('id="looks"') :]
    assert agency.organisation.name in page


def test_queries_do_not_grow_with_the_log(referral, clinic, address):
    counts = []
    browser = signed_in(clinic)
    for looks in (1, 29):
        for _look in range(looks):
            browser.get(reverse("referral", args=[referral.pk]))
        with CaptureQueriesContext(connection) as seen:
            assert Client().get(address).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_it_opens_without_a_sign_in_and_shows_no_place_of_the_staff(address):
    page = Client().get(address)
    assert page["Cache-Control"] == "no-store"
    assert 'class="places"' not in page.content.decode()
