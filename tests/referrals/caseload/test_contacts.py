"""Calls, texts and visits: what is written down, once, and what cannot be."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from community.core.errors import BadInput, NotAllowed, Refused
from community.core.owned import Unchangeable
from community.models import AuditLine
from referrals.caseload.rules import Outcome, next_try
from referrals.caseload.services import Told, log_contact
from referrals.models import Contact
from referrals.tracking.services import close_referral
from tests.factories.caseload import called
from tests.factories.people import CommunityFactory, signed_in, staff
from tests.factories.referrals import refer

pytestmark = pytest.mark.django_db
A_DAY = datetime.timedelta(days=1)


@given(st.sampled_from(Outcome.values), st.dates(max_value=datetime.date(9999, 1, 1)))
def test_the_next_try_is_a_working_day_soon(outcome, day):
    following = next_try(outcome, day)
    if outcome == "no_more":
        assert following is None
    else:
        assert day < following <= day + 17 * A_DAY
        assert following.weekday() < 5


def test_a_call_is_noted_with_its_outcome_and_the_next_day(clinic, ana, community):
    referral = refer(clinic, days_ago=3)
    contact = called(referral, ana, "reached", barrier="transport", next_on=community.today() + 3 * A_DAY)
    assert (contact.number, contact.kind, contact.outcome, contact.barrier) == (
        1,
        "call",
        "reached",
        "transport",
    )
    assert contact.happened_on == community.today()
    assert contact.next_on == community.today() + 3 * A_DAY
    line = AuditLine.objects.get(verb="contact", subject_id=referral.pk)
    assert (line.actor, line.to_state) == (ana, "reached")


def test_the_same_press_twice_is_one_call_and_anothers_call_is_told(clinic, ana, community):
    referral = refer(clinic)
    other = staff(community, "coordinator")
    told = Told(kind="call", outcome="no_answer")
    first = log_contact(referral, told, seen=0, by=ana)
    assert log_contact(referral, told, seen=0, by=ana) == first
    with pytest.raises(Refused, match="noted meanwhile"):
        log_contact(referral, told, seen=0, by=other)
    with pytest.raises(Refused, match="noted meanwhile"):
        log_contact(referral, Told(kind="visit", outcome="no_answer"), seen=0, by=ana)
    assert log_contact(referral, told, seen=1, by=ana).number == 2
    assert Contact.objects.count() == 2


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"outcome": "no_answer", "barrier": "fear"}, "what the family said"),
        ({"outcome": "reached", "days": 1}, "in the future"),
        ({"outcome": "reached", "days": -9}, "is before it"),
        ({"outcome": "reached", "next": -1}, "within 90 days"),
        ({"outcome": "reached", "next": 91}, "within 90 days"),
        ({"outcome": "no_more", "next": 1}, "asked us not to call"),
    ],
)
def test_what_cannot_be_right_is_said_in_words(clinic, ana, community, told, words):
    referral, today, told = refer(clinic, days_ago=3), community.today(), dict(told)
    days = {"happened_on": told.pop("days", None), "next_on": told.pop("next", None)}
    days = {name: today + days * A_DAY for name, days in days.items() if days is not None}
    with pytest.raises(BadInput, match=words):
        called(referral, ana, **told, **days)
    assert not Contact.objects.exists()


def test_a_family_that_wants_no_calls_has_no_next_one(clinic, ana):
    assert called(refer(clinic), ana, "no_more", barrier="disagreement").next_on is None


def test_no_call_is_noted_for_a_closed_referral(clinic, ana, community):
    referral = refer(clinic)
    close_referral(referral, reason="refused", happened_on=community.today(), by=clinic)
    with pytest.raises(Refused, match="is closed"):
        called(referral, ana)


@pytest.mark.parametrize("role", ["facilitator", "finance"])
def test_only_those_who_keep_the_list_note_calls(clinic, community, role):
    referral = refer(clinic)
    for person in (staff(community, role), clinic):
        with pytest.raises(NotAllowed):
            called(referral, person)


def test_the_database_itself_keeps_what_was_noted(clinic, ana, community):
    contact = called(refer(clinic), ana)
    contact.outcome = "reached"
    with pytest.raises(Unchangeable):
        contact.save()
    with (
        pytest.raises(DatabaseError, match="only ever added"),
        transaction.atomic(),
        connection.cursor() as raw,
    ):
        raw.execute(f"UPDATE {Contact._meta.db_table} SET outcome = 'reached'")  # noqa: S608
    wrong = [
        {"number": 1},
        {"number": 0},
        {"number": 2, "kind": "fax"},
        {"number": 2, "outcome": "no_answer", "barrier": "fear"},
        {"number": 2, "next_on": None},
        {"number": 2, "outcome": "no_more"},
        {"number": 2, "next_on": community.today() - A_DAY},
    ]
    right = {
        **{"referral": contact.referral, "kind": "call", "outcome": "no_answer", "recorded_by": ana},
        **{"happened_on": community.today(), "next_on": community.today()},
    }
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Contact.objects.create(**{**right, **fields})


def test_one_press_on_the_list_notes_a_call(clinic, ana):
    referral = refer(clinic)
    browser = signed_in(ana)
    page = browser.get(reverse("caseload")).text
    assert "not tried yet" in page
    assert f'action="{reverse("case_call", args=[referral.pk])}"' in page
    press = {"outcome": "left_message", "seen": "0"}
    answer = browser.post(reverse("case_call", args=[referral.pk]), press, follow=True)
    assert "Noted: left a message." in answer.text
    assert "Zephyrine" not in answer.text, "the next call is not today"
    assert "Call: left a message" in browser.get(reverse("caseload_all")).text
    browser.post(reverse("case_call", args=[referral.pk]), press)
    assert referral.contacts.count() == 1
    for wrong in (
        {"outcome": "left_message"},
        {"outcome": "sang", "seen": "1"},
        {"outcome": "reached", "seen": "-1"},
    ):
        assert browser.post(reverse("case_call", args=[referral.pk]), wrong).status_code == 400
    assert browser.post(reverse("case_call", args=[referral.pk]), {**press, "seen": "7"}).status_code == 409


def typed(community, **changes):
    day = community.today().isoformat()
    return {
        "kind": "visit",
        "outcome": "reached",
        "barrier": "fear",
        "happened_on": day,
        "seen": "0",
        **changes,
    }


def test_the_page_of_a_family_notes_a_visit_and_shows_all(clinic, ana, community):
    referral = refer(clinic)
    browser, address = signed_in(ana), reverse("case", args=[referral.pk])
    assert "Nobody has tried yet" in browser.get(address).text
    wrong = browser.post(address, typed(community, outcome="no_answer"))
    assert wrong.status_code == 400
    assert "what the family said" in wrong.text
    page = browser.post(address, typed(community), follow=True).text
    assert "Visit: reached them" in page
    assert "We are afraid of what comes of it" in page
    assert "noted" in page
    assert "Ana Beaumont" in page
    close_referral(referral, reason="refused", happened_on=community.today(), by=clinic)
    page = browser.get(address).text
    assert "Visit: reached them" in page
    assert "Note a contact" not in page


def test_each_look_at_a_family_is_written_down(clinic, ana):
    referral = refer(clinic)
    signed_in(ana).get(reverse("case", args=[referral.pk]))
    line = AuditLine.objects.get(verb="read")
    assert (line.actor, line.subject_id) == (ana, referral.child_id)


def test_a_family_of_another_community_is_not_there(clinic):
    referral = refer(clinic)
    browser = signed_in(staff(CommunityFactory(), "ambassador"))
    assert browser.get(reverse("case", args=[referral.pk])).status_code == 404
    assert (
        browser.post(
            reverse("case_call", args=[referral.pk]), {"outcome": "reached", "seen": "0"}
        ).status_code
        == 404
    )
    assert not Contact.objects.exists()
