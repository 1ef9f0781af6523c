"""The pages that put a referral right, and what the child's page says of its clocks."""

import datetime

import pytest
from django.urls import reverse

from community.models import AuditLine
from referrals.models import Pause, Referral
from referrals.tracking.services import close_referral, take_step, transfer_referral
from tests.factories.people import provider, signed_in, staff
from tests.factories.referrals import refer
from tests.referrals.tracking.test_pages import queries

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def page_of(browser, row):
    return browser.get(reverse("referral", args=[row.pk])).content.decode()


def test_a_step_is_corrected_and_the_page_says_so(clinic):
    row, browser = refer(clinic, days_ago=20), signed_in(clinic)
    take_step(row, "contacted", happened_on=row.referred_on + 2 * DAY, by=clinic)
    step = row.steps.last()
    assert "written down 18 days later" in page_of(browser, row)
    address = reverse("step_correct", args=[row.pk, step.pk])
    assert "Correct a step" in browser.get(address).content.decode()
    wrong = browser.post(address, {"happened_on": (row.referred_on - DAY).isoformat()})
    assert wrong.status_code == 400
    assert "be earlier" in wrong.content.decode()
    answer = browser.post(address, {"happened_on": row.referred_on.isoformat()}, follow=True)
    assert "The step is corrected." in answer.content.decode()
    assert "corrected, it said" in answer.content.decode()


def test_a_step_that_did_not_happen_is_taken_back(clinic):
    row, browser = refer(clinic, days_ago=3, state="contacted"), signed_in(clinic)
    step = row.steps.last()
    assert "It did not happen" in browser.get(reverse("step_correct", args=[row.pk, step.pk])).text
    answer = browser.post(reverse("step_undo", args=[row.pk, step.pk]), follow=True)
    assert "What was taken back" in answer.content.decode()
    again = browser.post(reverse("step_undo", args=[row.pk, row.steps.first().pk]))
    assert again.status_code == 409


def test_why_it_ended_stands_in_the_family_s_words_and_it_goes_on_again(clinic):
    row, browser, today = refer(clinic, days_ago=3), signed_in(clinic), clinic.community.today().isoformat()
    told = {"close-reason": "refused", "close-family_said": "fear", "close-happened_on": today}
    page = browser.post(reverse("referral_close", args=[row.pk]), told, follow=True).content.decode()
    assert "family said no (“We are afraid of what comes of it”)" in page
    assert "ended with the referral" in page
    assert "Open this referral again" in page
    answer = browser.post(reverse("referral_reopen", args=[row.pk]), {"happened_on": today}, follow=True)
    assert "The referral is open again." in answer.content.decode()
    assert "opened again" in answer.content.decode()


def test_the_45_days_are_paused_and_the_page_says_by_what(clinic):
    row, browser, today = refer(clinic, days_ago=20), signed_in(clinic), clinic.community.today()
    address = reverse("referral_pause", args=[row.pk])
    told = {"kind": "family", "evidence": "hospital", "happened_on": (row.referred_on + DAY).isoformat()}
    wrong = browser.post(address, told)
    assert wrong.status_code == 400
    assert "somebody asks again" in wrong.content.decode()
    told["look_again_on"] = (today + 5 * DAY).isoformat()
    page = browser.post(address, told, follow=True).content.decode()
    assert "paused since" in page
    assert "a note from a hospital or doctor" in page
    end = reverse("pause_end", args=[row.pk, Pause.objects.get().pk])
    assert "From this day on" in browser.get(end).content.decode()
    page = browser.post(end, {"happened_on": (today - DAY).isoformat()}, follow=True).content.decode()
    assert "18 days, from" in page
    row.refresh_from_db()
    assert row.due_on == row.referred_on + (45 + 18) * DAY
    void = reverse("pause_void", args=[row.pk, Pause.objects.last().pk])
    assert "Its days count." in browser.post(void, follow=True).content.decode()


def test_the_page_names_each_clock_with_its_law(clinic):
    row = refer(clinic, days_ago=30, state="plan")
    Referral.objects.filter(pk=row.pk).update(identified_on=row.referred_on - 30 * DAY)
    page = page_of(signed_in(clinic), row)
    for words in ("10 NYCRR 69-4.3(a)", "34 CFR 303.310(a)", "34 CFR 303.21", "days late, on", "in time, on"):
        assert words in page
    assert page.count("runs out next") == 1


def test_who_only_reads_is_offered_nothing(clinic, community):
    row = refer(clinic, days_ago=3)
    page = page_of(signed_in(staff(community)), row)
    for name in ("referral_send", "referral_pause", "referral_reopen"):
        assert reverse(name, args=[row.pk]) not in page
    assert "/steps/" not in page


def test_each_of_the_pages_is_a_reading(clinic):
    row, browser = refer(clinic, days_ago=3), signed_in(clinic)
    for name in ("referral_pause", "referral_reopen"):
        browser.get(reverse(name, args=[row.pk]))
    assert AuditLine.objects.filter(verb="read", subject_id=row.child_id).count() == 2


def test_a_long_life_takes_no_more_queries(clinic, community):
    row, browser, today = refer(clinic, days_ago=9), signed_in(clinic), community.today()
    address = reverse("referral", args=[row.pk])
    take_step(row, "contacted", happened_on=today, by=clinic)
    with_one = queries(browser, address)
    for days in range(3):
        close_referral(row, reason="refused", happened_on=today, by=clinic)
        browser.post(reverse("referral_reopen", args=[row.pk]), {"happened_on": today.isoformat()})
        transfer_referral(row, receiver=provider(community).organisation, happened_on=today, by=clinic)
        pause = {"kind": "family", "evidence": "calls"}
        pause |= {"happened_on": (today - (days + 4) * DAY).isoformat(), "until_on": today.isoformat()}
        browser.post(reverse("referral_pause", args=[row.pk]), pause)
        row.refresh_from_db()
    assert row.steps.count() > 6
    assert Pause.objects.count() == 3
    # What the lines and the pauses name beside themselves: one query each, however many they are.
    assert queries(browser, address) <= with_one + 3
