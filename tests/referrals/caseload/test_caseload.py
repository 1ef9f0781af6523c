"""The Ambassador's list, and what the first page says of it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.models import AuditLine
from referrals.caseload.home import todos
from referrals.caseload.selectors import cases
from referrals.tracking.services import close_referral, take_step
from tests.factories.people import CommunityFactory, GroupFactory, member, provider, signed_in, staff
from tests.factories.referrals import answered, refer

pytestmark = pytest.mark.django_db


def years_ago(years, *, days=0):
    today = timezone.localdate()
    return today.replace(year=today.year - years, day=min(today.day, 28)) + datetime.timedelta(days=days)


def test_what_is_due_first_stands_first(clinic, ana, community):
    fresh = refer(clinic, child_name="Fresh One", days_ago=1)
    late = refer(clinic, child_name="Late Two", days_ago=50)
    planned = refer(clinic, child_name="Planned Three", state="plan", days_ago=20)
    almost_three = refer(clinic, child_name="Almost Four", birth_date=years_ago(3, days=5), days_ago=0)
    ended = refer(clinic, child_name="Ended Five", days_ago=60)
    close_referral(ended, reason="refused", happened_on=community.today(), by=clinic)
    refer(provider(CommunityFactory()), child_name="Elsewhere Six")
    found = cases(community)
    assert [case.referral_id for case in found] == [late.pk, almost_three.pk, planned.pk, fresh.pk]
    assert [case.clock.kind for case in found] == ["plan", "third_birthday", "services", "plan"]
    assert [case.days_left for case in found if case.referral_id != almost_three.pk] == [-5, 10, 44]


def test_the_page_says_it_in_words(clinic, ana):
    refer(clinic, child_name="Zephyrine", days_ago=42)
    refer(clinic, child_name="Xavier", days_ago=46)
    page = signed_in(ana).get(reverse("caseload")).content.decode()
    assert "due in 3 days" in page
    assert "1 day late" in page
    assert page.index("Xavier") < page.index("Zephyrine")


def test_a_family_that_contradicts_the_provider_stands_out(clinic, ana, community):
    agreed = refer(clinic, child_name="Agreed", days_ago=9)
    told = refer(clinic, child_name="Contradicted", state="contacted", days_ago=9)
    answered(told)
    waiting = refer(clinic, child_name="Waiting", days_ago=9)
    answered(waiting)
    answered(agreed, "called")
    found = {case.referral_id: case for case in cases(community)}
    assert [found[row.pk].nobody_called for row in (agreed, told, waiting)] == [False, True, True]
    assert [found[row.pk].contradicts for row in (agreed, told, waiting)] == [False, True, False]
    page = signed_in(ana).get(reverse("caseload")).content.decode()
    assert page.count("they disagree") == 1
    assert page.count("nobody called yet") == 2
    page = signed_in(ana).get(reverse("caseload_uncalled")).content.decode()
    assert "Contradicted" in page
    assert "Waiting" in page
    assert "Agreed" not in page


def test_a_contact_noted_after_the_family_spoke_settles_it(clinic, community):
    referral = refer(clinic, days_ago=9)
    said = answered(referral)
    said.answered_at -= datetime.timedelta(days=2)
    said.save()
    assert cases(community)[0].nobody_called
    take_step(referral, "contacted", happened_on=community.today(), by=clinic)
    assert not cases(community)[0].nobody_called


def test_a_call_on_the_day_the_family_spoke_settles_it_and_one_before_does_not(clinic, community):
    referral = refer(clinic, days_ago=9)
    said = answered(referral)
    today = timezone.localdate(said.answered_at, timezone=community.zone)
    take_step(referral, "contacted", happened_on=today - datetime.timedelta(days=1), by=clinic)
    assert cases(community)[0].contradicts
    take_step(referral, "consented", happened_on=today, by=clinic)
    assert not cases(community)[0].nobody_called
    said.answered_at = timezone.now()
    said.save()
    assert cases(community)[0].contradicts


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

    refer(clinic)
    with_one = queries()
    for number in range(29):
        answered(refer(clinic, child_name=f"Child{number} Unlike", days_ago=number))
    assert queries() == with_one
    assert with_one <= 15
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
        ("2 families say nobody called", reverse("caseload_uncalled")),
        ("Clock runs out for 1 child this week", reverse("caseload")),
        ("Clock has run out for 1 child", reverse("caseload")),
    ]
    assert list(todos(clinic)) == []


def test_links_above_the_list_are_parted_only_between_two(clinic, ana, community):
    refer(clinic)
    above = signed_in(ana).get(reverse("caseload")).text.split('class="lead"')[1].split("</header>")[0]
    assert "Is it fair?" in above
    assert above.count("·") == above.count("<a ") - 1


def test_an_empty_caseload_says_what_will_be_there(ana):
    for name in ("caseload", "caseload_uncalled"):
        assert "stand" in signed_in(ana).get(reverse(name)).content.decode()
