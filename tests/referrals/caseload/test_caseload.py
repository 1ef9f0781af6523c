"""The Ambassador's list, and what the first page says of it."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.models import AuditLine
from referrals.caseload.home import todos
from referrals.caseload.selectors import caseload_sizes, counts, open_cases, shown
from referrals.family.rules import Worry
from referrals.models import Referral
from referrals.tracking.services import close_referral, take_step
from tests.factories.caseload import called
from tests.factories.people import CommunityFactory, GroupFactory, member, provider, signed_in, staff
from tests.factories.referrals import answered, refer

pytestmark = pytest.mark.django_db


def years_ago(years, *, days=0):
    today = timezone.localdate()
    return today.replace(year=today.year - years, day=min(today.day, 28)) + datetime.timedelta(days=days)


def listed(community, show="all"):
    found = shown(open_cases(community), show, today=community.today())
    return list(found.values_list("pk", flat=True))


def worry(referral):
    referral.refresh_from_db()
    return Worry(referral.worry)


def test_what_is_due_first_stands_first(clinic, ana, community):
    fresh = refer(clinic, child_name="Fresh One", days_ago=1)
    late = refer(clinic, child_name="Late Two", days_ago=50)
    planned = refer(clinic, child_name="Planned Three", state="plan", days_ago=20)
    almost_three = refer(clinic, child_name="Almost Four", birth_date=years_ago(3, days=5), days_ago=0)
    ended = refer(clinic, child_name="Ended Five", days_ago=60)
    close_referral(ended, reason="refused", happened_on=community.today(), by=clinic)
    refer(provider(CommunityFactory()), child_name="Elsewhere Six")
    # Of a third birthday only the month is kept, so it may stand earlier than its day, never later.
    assert [pk for pk in listed(community) if pk != almost_three.pk] == [late.pk, planned.pk, fresh.pk]
    assert listed(community).index(almost_three.pk) < listed(community).index(fresh.pk)


def test_who_wants_help_stands_first_then_who_was_not_called(clinic, ana, community):
    """Then by clock, and of one clock whoever has been without a contact longest."""
    late = refer(clinic, child_name="Late One", days_ago=50)
    told = refer(clinic, child_name="Told Two", state="contacted", days_ago=9)
    waiting = refer(clinic, child_name="Waiting Three", days_ago=9)
    help_me = refer(clinic, child_name="Help Four", days_ago=2)
    tried = refer(clinic, child_name="Tried Five", days_ago=9)
    untried = refer(clinic, child_name="Untried Six", days_ago=9)
    answered(told)
    answered(waiting)
    answered(help_me, "yes", question="help")
    called(tried, ana)
    assert listed(community) == [row.pk for row in (help_me, told, waiting, late, untried, tried)]
    assert listed(community, "help") == [help_me.pk]
    assert listed(community, "uncalled") == [told.pk, waiting.pk]


def test_only_who_is_to_be_called_stands_on_today(clinic, ana, community):
    untried, tried = refer(clinic, child_name="Ann One"), refer(clinic, child_name="Bob Two")
    no_more = refer(clinic, child_name="Cy Three")
    called(tried, ana)
    called(no_more, ana, "no_more")
    assert listed(community, "today") == [untried.pk]
    with time_machine.travel(timezone.now() + datetime.timedelta(days=4)):
        assert listed(community, "today") == [untried.pk, tried.pk]
        answered(no_more, "yes", question="help")
        assert listed(community, "today") == [no_more.pk, untried.pk, tried.pk]


def test_the_page_says_it_in_words(clinic, ana):
    refer(clinic, child_name="Zephyrine", days_ago=42)
    refer(clinic, child_name="Xavier", days_ago=46)
    for name in ("caseload", "caseload_all"):
        page = signed_in(ana).get(reverse(name)).content.decode()
        assert "due in 3 days" in page
        assert "1 day late" in page
        assert page.index("Xavier") < page.index("Zephyrine")


@pytest.mark.parametrize(
    ("today", "words", "counted"),
    [
        ("2026-09-28", "turns three in 2 months", (0, 0)),
        ("2026-10-28", "turns three in 1 month", (0, 1)),
        ("2026-11-01", "turns three this month", (0, 1)),
        ("2026-11-26", "turns three this month", (0, 1)),
        ("2026-12-01", "is three already", (1, 0)),
    ],
)
def test_of_a_third_birthday_the_list_knows_the_month(clinic, ana, today, words, counted):
    """The row keeps the first of November: on no day of it is that late."""
    with time_machine.travel(f"{today}T17:00:00Z", tick=False):
        row = refer(clinic, birth_date=timezone.localdate() - datetime.timedelta(days=500))
        Referral.objects.filter(pk=row.pk).update(due_on="2026-11-01", due_kind="third_birthday")
        page = signed_in(ana).get(reverse("caseload_all")).text
        assert words in page
        assert "late" not in page
        found = counts(clinic.community)
        assert (found.late, found.runs_out) == counted
        assert sum(hands.late for hands in caseload_sizes(clinic.community)) == counted[0]


def test_a_press_leads_back_to_the_list_from_which_it_was_made(clinic, ana):
    row, browser = refer(clinic, days_ago=9), signed_in(ana)
    told = {"outcome": "no_answer", "seen": "0"}
    for where, address in (
        ({}, "/caseload/"),
        ({"of": "all", "show": "today", "page": "1"}, "/caseload/?of=all"),
        ({"of": "mine", "show": "uncalled", "page": "3"}, "/caseload/nobody-called/?of=mine&page=3"),
        ({"of": "//evil", "show": "evil", "page": "evil"}, "/caseload/"),
    ):
        answer = browser.post(reverse("case_call", args=[row.pk]), {**told, **where})
        assert answer["Location"] == address
        told["seen"] = str(row.contacts.count())
    page = browser.get(reverse("caseload_all"), {"of": "all"}).text
    assert '<input type="hidden" name="of" value="all">' in page
    hand = {"referral": row.pk, "to": ana.pk, "show": "all", "of": "all"}
    assert browser.post(reverse("hand_families"), hand)["Location"] == "/caseload/all/?of=all"


def test_a_family_that_contradicts_the_provider_stands_out(clinic, ana):
    agreed = refer(clinic, child_name="Agreed", days_ago=9)
    told = refer(clinic, child_name="Contradicted", state="contacted", days_ago=9)
    waiting = refer(clinic, child_name="Waiting", days_ago=9)
    answered(told)
    answered(waiting)
    answered(agreed, "called")
    assert [worry(row) for row in (agreed, told, waiting)] == [Worry.NONE, Worry.DISAGREE, Worry.UNCALLED]
    page = signed_in(ana).get(reverse("caseload")).content.decode()
    assert page.count("they disagree") == 1
    assert page.count("nobody called yet") == 2
    page = signed_in(ana).get(reverse("caseload_uncalled")).content.decode()
    assert "Contradicted" in page
    assert "Waiting" in page
    assert "Agreed" not in page


def test_one_press_says_i_called_them(clinic, ana):
    referral = refer(clinic, days_ago=9)
    answered(referral)
    browser = signed_in(ana)
    assert "Zephyrine" in browser.get(reverse("caseload_uncalled")).text
    browser.post(reverse("case_call", args=[referral.pk]), {"outcome": "no_answer", "seen": "0"})
    assert worry(referral) == Worry.UNCALLED
    browser.post(reverse("case_call", args=[referral.pk]), {"outcome": "reached", "seen": "1"})
    assert worry(referral) == Worry.NONE
    assert "Zephyrine" not in browser.get(reverse("caseload_uncalled")).text
    answered(referral)
    assert worry(referral) == Worry.UNCALLED, "the family says so again"


def test_a_contact_noted_after_the_family_spoke_settles_it(clinic, community):
    referral = refer(clinic, days_ago=9)
    with time_machine.travel(timezone.now() - datetime.timedelta(days=2)):
        answered(referral)
    assert worry(referral) == Worry.UNCALLED
    take_step(referral, "contacted", happened_on=community.today(), by=clinic)
    assert worry(referral) == Worry.NONE


def test_a_call_on_the_day_the_family_spoke_settles_it_and_one_before_does_not(clinic, community):
    referral = refer(clinic, days_ago=9)
    said = answered(referral)
    today = timezone.localdate(said.said_at, timezone=community.zone)
    take_step(referral, "contacted", happened_on=today - datetime.timedelta(days=1), by=clinic)
    assert worry(referral) == Worry.DISAGREE
    other = refer(clinic, child_name="Xavier Unlike", days_ago=9)
    answered(other)
    take_step(other, "contacted", happened_on=today, by=clinic)
    assert worry(other) == Worry.NONE
    answered(other)
    assert worry(other) == Worry.DISAGREE


def test_a_family_that_wants_help_is_on_the_first_page_at_once(clinic, ana):
    answered(refer(clinic), "yes", question="help")
    assert [(todo.text, todo.url) for todo in todos(ana)] == [
        ("1 family wants help", reverse("caseload_help") + "?of=all")
    ]
    answered(Referral.objects.get(), "no", question="help")
    assert list(todos(ana)) == []


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("ambassador", 200),
        ("coordinator", 200),
        ("facilitator", 403),
        ("finance", 403),
        ("provider", 403),
        ("board", 403),
    ],
)
def test_who_may_read_it(community, clinic, role, status):
    refer(clinic)
    if role == "provider":
        person = clinic
    elif role == "board":
        person = member(GroupFactory(community=community))
    else:
        person = staff(community, role)
    assert signed_in(person).get(reverse("caseload")).status_code == status


def test_a_second_factor_is_needed(ana):
    assert signed_in(ana, second_factor=False).get(reverse("caseload")).status_code == 302


def test_reading_the_names_is_one_line(clinic, ana):
    children = {refer(clinic).child_id, refer(clinic, child_name="Xavier").child_id}
    signed_in(ana).get(reverse("caseload"))
    line = AuditLine.objects.get(verb="list_children")
    assert line.actor == ana
    assert set(map(int, line.why.split()[1:])) == children


def test_the_same_queries_for_1_and_for_30(clinic, ana):
    browser = signed_in(ana)

    def queries():
        browser.get(reverse("caseload"))
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(reverse("caseload")).status_code == 200
        return len(captured)

    answered(refer(clinic))
    with_one = queries()
    for number in range(29):
        answered(refer(clinic, child_name=f"Child{number} Unlike", days_ago=number))
    assert queries() == with_one
    assert with_one <= 18
    assert "Page 1 of 2" in browser.get(reverse("caseload")).content.decode()


def test_the_first_page_says_whose_clock_runs_out_and_who_was_not_called(clinic, ana, community):
    assert list(todos(ana)) == []
    assert list(todos(clinic)) == []
    refer(clinic, child_name="Soon", days_ago=45)
    refer(clinic, child_name="Late", days_ago=46)
    for name in ("Ann Unlike", "Bob Unlike"):
        answered(refer(clinic, child_name=name))
    lines = [(todo.text, todo.url) for todo in todos(ana)]
    assert lines == [
        ("2 families say nobody called", reverse("caseload_uncalled") + "?of=all"),
        ("Clock runs out for 1 child this week", reverse("caseload_all") + "?of=all"),
        ("Clock has run out for 1 child", reverse("caseload_all") + "?of=all"),
    ]
    assert list(todos(clinic)) == []


def test_an_empty_caseload_says_what_will_be_there(ana):
    for name in ("caseload", "caseload_all", "caseload_uncalled", "caseload_help"):
        assert "stand" in signed_in(ana).get(reverse(name)).content.decode()
