"""The pages: who gets in, what they show, what they write down, how many queries they take."""

import datetime
import logging
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django_q.models import OrmQ, Schedule

from community.models import AuditLine, Message
from referrals.models import Child, Referral
from referrals.tracking.jobs import ask_families
from referrals.tracking.wordings import referral_wording
from tests.factories.people import CommunityFactory, GroupFactory, member, provider, signed_in, staff
from tests.factories.referrals import answered, refer

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return CommunityFactory()


@pytest.fixture
def clinic(community):
    return provider(community, display_name="Priya Nair")


def typed(**changes):
    """What a browser sends."""
    born = timezone.localdate() - datetime.timedelta(days=500)
    return {
        "child_name": "Zephyrine",
        "birth_date": born.isoformat(),
        "zip_code": "11212",
        "language": "ht",
        "races": ["black", "hispanic"],
        "concern": "communication",
        "parent_name": "Wideline Joseph",
        "parent_phone": "(347) 555-0199",
        "consent": "on",
        "may_text": "on",
        **changes,
    }


def test_a_provider_logs_a_referral_and_lands_on_its_page(clinic):
    browser = signed_in(clinic)
    page = browser.get(reverse("referral_new"))
    assert page.status_code == 200
    answer = browser.post(reverse("referral_new"), typed(), follow=True)
    referral = Referral.objects.get()
    assert answer.redirect_chain == [(reverse("referral", args=[referral.pk]), 302)]
    assert b"Zephyrine" in answer.content
    assert referral.consent.wording == referral_wording("ht", organisation=clinic.organisation)
    again = browser.post(reverse("referral_new"), typed())
    assert again["Location"] == reverse("referral", args=[referral.pk])
    assert Referral.objects.count() == 1


def test_the_form_shows_the_exact_wording_in_each_language(clinic):
    page = signed_in(clinic).get(reverse("referral_new")).content.decode()
    for code in ("en", "es", "ht"):
        wording = escape(referral_wording(code, organisation=clinic.organisation))
        assert f'lang="{code}">{wording}<' in page


def test_the_form_goes_from_top_to_bottom_and_helps_the_keyboard(clinic):
    page = signed_in(clinic).get(reverse("referral_new")).content.decode()
    names = list(dict.fromkeys(re.findall(r'<(?:input|select)[^>]* name="(\w+)"', page)))
    names = [name for name in names if name not in ("csrfmiddlewaretoken", "next")]
    assert names == list(typed())
    assert 'tabindex="1' not in page
    assert re.search(r'<input[^>]*name="zip_code"[^>]*inputmode="numeric"', page)
    assert re.search(
        r'<input[^>]*type="tel"[^>]*name="parent_phone"|name="parent_phone"[^>]*type="tel"', page
    )
    for field in ("child_name", "birth_date", "zip_code", "parent_name", "parent_phone"):
        assert re.search(rf'<input[^>]*name="{field}"[^>]*autocomplete="off"', page)


TOMORROW = (timezone.localdate() + datetime.timedelta(days=2)).isoformat()
LONG_AGO = (timezone.localdate() - datetime.timedelta(days=3 * 366)).isoformat()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"birth_date": TOMORROW}, "This birth date is in the future"),
        ({"birth_date": LONG_AGO}, "This child is three or older"),
        ({"birth_date": "soon"}, "This is not a date"),
        ({"parent_phone": "call me"}, "is not a phone number we can text"),
        ({"parent_phone": "12"}, "is not a phone number we can text"),
        ({"zip_code": "1121"}, "A ZIP code has five digits"),
        ({"zip_code": "112121"}, "A ZIP code has five digits"),
        ({"zip_code": "١١٢١٢"}, "A ZIP code has five digits"),
        ({"consent": ""}, "Without the parent"),
        ({"concern": ""}, "Choose the main concern"),
        ({"concern": "nonsense"}, "Select a valid choice"),
        ({"races": ["martian"]}, "Select a valid choice"),
        ({"child_name": " "}, "Write the child"),
        ({"child_name": "Zeph\x00yrine"}, "Null characters are not allowed"),
    ],
)
def test_what_cannot_be_right_is_said_beside_the_field_and_nothing_is_lost(clinic, change, words):
    answer = signed_in(clinic).post(reverse("referral_new"), typed(**change))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert 'aria-invalid="true"' in page
    kept = typed(**change)
    for name in ("child_name", "parent_name", "parent_phone"):
        if name not in change:
            assert f'value="{escape(kept[name])}"' in page
    assert re.search(r'value="ht"[^>]*checked', page)
    assert not Child.objects.exists()


def test_one_s_own_open_referral_is_offered_and_another_agency_s_is_not(clinic, community):
    mine = refer(clinic, days_ago=3)
    parameters = typed(birth_date=mine.child.birth_date.isoformat())
    page = signed_in(clinic).post(reverse("referral_new"), parameters)
    assert page.status_code == 400
    assert f'href="{reverse("referral", args=[mine.pk])}"' in page.content.decode()
    other = provider(community)
    page = signed_in(other).post(reverse("referral_new"), parameters).content.decode()
    assert "Another organization has an open referral" in page
    assert clinic.organisation.name not in page
    assert reverse("referral", args=[mine.pk]) not in page


def test_the_next_step_and_closing_from_the_page(clinic):
    referral = refer(clinic, days_ago=3)
    browser, today = signed_in(clinic), clinic.community.today().isoformat()
    page = browser.get(reverse("referral", args=[referral.pk])).content.decode()
    assert "Next step: family contacted" in page
    answer = browser.post(
        reverse("referral_step", args=[referral.pk]),
        {"step-step": "contacted", "step-happened_on": today},
        follow=True,
    )
    assert "Next step: evaluated" in answer.content.decode()
    wrong = browser.post(
        reverse("referral_step", args=[referral.pk]),
        {"step-step": "evaluated", "step-happened_on": TOMORROW},
    )
    assert wrong.status_code == 400
    assert "This day is in the future" in wrong.content.decode()
    wrong = browser.post(
        reverse("referral_close", args=[referral.pk]),
        {"close-reason": "resolved", "close-happened_on": today},
    )
    assert wrong.status_code == 400
    assert "does not fit" in wrong.content.decode()
    answer = browser.post(
        reverse("referral_close", args=[referral.pk]),
        {"close-reason": "refused", "close-happened_on": today},
        follow=True,
    )
    assert "family said no" in answer.content.decode()
    referral.refresh_from_db()
    assert (referral.state, referral.closed_reason) == ("closed", "refused")


def test_the_page_says_which_clock_runs(clinic):
    browser = signed_in(clinic)
    page = browser.get(reverse("referral", args=[refer(clinic, days_ago=42).pk]))
    assert "due in 3 days" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    almost = timezone.localdate() - datetime.timedelta(days=3 * 365 - 20)
    page = browser.get(reverse("referral", args=[refer(clinic, birth_date=almost).pk])).content.decode()
    assert "third birthday" in page
    assert "preschool special education (CPSE)" in page


def people(community, clinic):
    board = GroupFactory(community=community)
    return {
        "own provider": clinic,
        "other provider": provider(community),
        "ambassador": staff(community, "ambassador"),
        "coordinator": staff(community, "coordinator"),
        "facilitator": staff(community, "facilitator"),
        "finance": staff(community, "finance"),
        "board member": member(board),
        "provider elsewhere": provider(CommunityFactory()),
        "coordinator elsewhere": staff(CommunityFactory()),
        "nobody": None,
    }


MAY = {
    #                        list  new  page  step  close
    "own provider":          (200, 200, 200, 302, 302),
    "other provider":        (200, 200, 404, 404, 404),
    "ambassador":            (200, 403, 200, 302, 302),
    "coordinator":           (200, 403, 200, 403, 403),
    "facilitator":           (403, 403, 403, 403, 403),
    "finance":               (403, 403, 403, 403, 403),
    "board member":          (403, 403, 403, 403, 403),
    "provider elsewhere":    (200, 200, 404, 404, 404),
    "coordinator elsewhere": (200, 403, 404, 404, 404),
    "nobody":                (302, 302, 302, 302, 302),
}  # fmt: skip


@pytest.mark.parametrize("who", MAY)
def test_people_by_verbs(client, community, clinic, who):
    referral = refer(clinic)
    person = people(community, clinic)[who]
    browser = signed_in(person) if person else client
    today = community.today().isoformat()
    got = (
        browser.get(reverse("referrals")).status_code,
        browser.get(reverse("referral_new")).status_code,
        browser.get(reverse("referral", args=[referral.pk])).status_code,
        browser.post(
            reverse("referral_step", args=[referral.pk]),
            {"step-step": "contacted", "step-happened_on": today},
        ).status_code,
        browser.post(
            reverse("referral_close", args=[referral.pk]),
            {"close-reason": "refused", "close-happened_on": today},
        ).status_code,
    )
    assert got == MAY[who]
    referral.refresh_from_db()
    assert (referral.state == "closed") == (who in ("own provider", "ambassador"))


def test_one_factor_is_not_enough(clinic):
    referral = refer(clinic)
    browser = signed_in(clinic, second_factor=False)
    for address in (reverse("referrals"), reverse("referral_new"), reverse("referral", args=[referral.pk])):
        answer = browser.get(address)
        assert answer.status_code == 302
        assert "mfa" in answer["Location"] or "2fa" in answer["Location"]


def test_every_reading_of_a_child_s_page_is_a_line(clinic, community):
    referral = refer(clinic)
    ana = staff(community, "ambassador")
    for reader in (clinic, ana, ana):
        signed_in(reader).get(reverse("referral", args=[referral.pk]))
    lines = AuditLine.objects.filter(
        verb="read", subject_type="referrals.Child", subject_id=referral.child_id
    )
    assert [line.actor for line in lines] == [clinic, ana, ana]


def test_a_reader_who_is_refused_leaves_no_line_and_reads_nothing(community, clinic):
    referral = refer(clinic)
    answer = signed_in(provider(community)).get(reverse("referral", args=[referral.pk]))
    assert b"Zephyrine" not in answer.content
    assert not AuditLine.objects.filter(verb="read").exists()


def test_a_list_with_names_is_one_line_and_an_empty_one_none(clinic):
    browser = signed_in(clinic)
    browser.get(reverse("referrals"))
    assert not AuditLine.objects.filter(verb="list_children").exists()
    children = [refer(clinic).child_id, refer(clinic, child_name="Xavier").child_id]
    browser.get(reverse("referrals"))
    line = AuditLine.objects.get(verb="list_children")
    assert line.actor == clinic
    assert sorted(map(int, line.why.split())) == sorted(children)


def test_the_list_holds_no_birth_date_phone_or_parent(clinic):
    referral = refer(clinic)
    page = signed_in(clinic).get(reverse("referrals")).content.decode()
    assert "Zephyrine" in page
    for secret in ("Wideline", "0199", referral.child.birth_date.isoformat(), "11212"):
        assert secret not in page


def queries(browser, address):
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_the_list_takes_the_same_queries_for_1_and_for_30(clinic, community):
    refer(clinic, days_ago=8)
    browsers = [signed_in(clinic), signed_in(staff(community, "ambassador"))]
    with_one = [queries(browser, reverse("referrals")) for browser in browsers]
    for number in range(29):
        answered(refer(clinic, child_name=f"Child{number} Unlike"))
    assert [queries(browser, reverse("referrals")) for browser in browsers] == with_one
    assert max(with_one) <= 14
    second = browsers[0].get(reverse("referrals") + "?page=2").content.decode()
    assert "Page 2 of 2" in second


def test_the_page_takes_the_same_queries_at_every_step(clinic):
    first, last = (
        refer(clinic),
        refer(clinic, child_name="Xavier", state="services", races=["black", "white"]),
    )
    browser = signed_in(clinic)
    assert queries(browser, reverse("referral", args=[first.pk])) == queries(
        browser, reverse("referral", args=[last.pk])
    )


def test_nothing_personal_in_logs_jobs_addresses_or_texts(clinic, community, run_jobs, caplog):
    """A canary: a child and a parent with names and a phone that stand nowhere else."""
    caplog.set_level(logging.DEBUG)
    browser = signed_in(clinic)
    born = timezone.localdate() - datetime.timedelta(days=500)
    answer = browser.post(
        reverse("referral_new"),
        typed(child_name="Quetzalia", parent_name="Ottoline Pemberly", parent_phone="347-555-0177"),
        follow=True,
    )
    browser.post(reverse("referral_new"), typed(child_name="Quetzalia", birth_date=TOMORROW))
    browser.get(reverse("referrals"))
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8), tick=False):
        ask_families()
        queued = [row.payload for row in OrmQ.objects.all()] + [str(row.task) for row in OrmQ.objects.all()]
        run_jobs()
    canaries = ("Quetzalia", "Ottoline", "Pemberly", "5550177", "555-0177", born.isoformat())
    addresses = [url for url, _status in answer.redirect_chain]
    schedules = [str(values) for values in Schedule.objects.values_list("name", "args", "kwargs")]
    texts = list(Message.objects.values_list("body", flat=True))
    audit = [str(values) for values in AuditLine.objects.values_list("verb", "why", "from_state", "to_state")]
    assert len(texts) == 1
    logged = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    for place in (logged, queued, schedules, addresses, texts, audit):
        assert [(canary, line) for canary in canaries for line in place if canary in line] == []
