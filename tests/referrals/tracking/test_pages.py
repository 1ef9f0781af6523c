"""The pages: who gets in, what they show, what they write down, how many queries they take."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from referrals.models import Child, Referral
from referrals.tracking.wordings import referral_wording
from tests.factories.people import provider, signed_in, staff
from tests.factories.referrals import answered, refer, typed

pytestmark = pytest.mark.django_db

TOMORROW = (timezone.localdate() + datetime.timedelta(days=2)).isoformat()
LONG_AGO = (timezone.localdate() - datetime.timedelta(days=3 * 366)).isoformat()


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
        ({"concerns": []}, "Choose at least one"),
        ({"concerns": ["nonsense"]}, "Select a valid choice"),
        ({"source": ""}, "Choose who noticed"),
        ({"sex": "q"}, "Select a valid choice"),
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
    assert "Next step: parent agreed to the evaluation" in answer.content.decode()
    wrong = browser.post(
        reverse("referral_step", args=[referral.pk]),
        {"step-step": "consented", "step-happened_on": TOMORROW},
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
    answered(refer(clinic, days_ago=8))
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
