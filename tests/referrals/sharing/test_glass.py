"""Breaking the glass: one record, one hour, one reason, and everybody who should know hears of it."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ

from community.core.errors import BadInput, NotAllowed, Refused
from community.core.owned import Unchangeable
from community.models import AuditLine, StaffRole
from referrals.models import Glass, GlassLook
from referrals.sharing.home import todos, ways_in
from referrals.sharing.jobs import tell_of_glass
from referrals.sharing.services import SeesAlready, break_glass, end_holding, note_look, read_through
from tests.factories.people import CommunityFactory, GroupFactory, member, provider, signed_in, staff
from tests.factories.referrals import refer
from tests.referrals.sharing.test_own_page import link_of

pytestmark = pytest.mark.django_db

REASON = "Nobody reaches the parent, and the child is here."
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def referral(clinic):
    return refer(clinic)


@pytest.fixture
def luis(community):
    return staff(community, "facilitator", display_name="Luis Herrera")


def sends(person, referral, **more):
    fields = {"number": referral.pk, "reason": REASON, **more}
    return signed_in(person).post(reverse("glass"), fields)


def people(community, clinic):
    return {
        "facilitator": staff(community, "facilitator"),
        "finance": staff(community, "finance"),
        "coordinator": staff(community, "coordinator"),
        "other provider": provider(community),
        "ambassador": staff(community, "ambassador"),
        "own provider": clinic,
        "board member": member(GroupFactory(community=community)),
        "facilitator elsewhere": staff(CommunityFactory(), "facilitator"),
        "nobody": None,
    }


# What comes of it before the hour, in it, and after it: whether the press opens, the page, the page later.
MAY = {
    "facilitator":           ("opens", 200, 403),
    "finance":               ("opens", 200, 403),
    "coordinator":           ("opens", 200, 403),
    "other provider":        ("opens", 200, 403),
    "ambassador":            ("sees already", None, None),
    "own provider":          ("sees already", None, None),
    "board member":          (403, None, None),
    "facilitator elsewhere": (400, None, None),
    "nobody":                (302, None, None),
}  # fmt: skip


@pytest.mark.parametrize("who", MAY)
def test_people_by_states(client, community, clinic, referral, who):
    person = people(community, clinic)[who]
    browser = signed_in(person) if person else client
    answer = browser.post(reverse("glass"), {"number": referral.pk, "reason": REASON})
    expected, within, after = MAY[who]
    glass = Glass.objects.first()
    if expected == "sees already":
        assert answer["Location"] == reverse("referral", args=[referral.pk])
    elif expected != "opens":
        assert answer.status_code == expected
    if expected != "opens":
        assert glass is None
        return
    address = reverse("glass_record", args=[glass.pk])
    assert answer["Location"] == address
    page = browser.get(address)
    assert page.status_code == within
    for shown in ("Zephyrine", "Wideline Joseph", "(929) 555-0199"):
        assert shown in page.content.decode()
    for minutes, status in ((59, within), (60, after), (61, after)):
        with time_machine.travel(glass.opened_at + datetime.timedelta(minutes=minutes), tick=False):
            later = signed_in(person).get(address)
            assert later.status_code == status
            assert (b"Zephyrine" in later.content) == (status == 200)


def test_nobody_but_who_broke_it_sees_through(community, luis, referral):
    glass = break_glass(referral.pk, by=luis, reason=REASON)
    for other in (staff(community, "finance"), staff(community, "coordinator"), provider(community)):
        assert signed_in(other).get(reverse("glass_record", args=[glass.pk])).status_code == 404
        with pytest.raises(NotAllowed):
            read_through(glass, by=other)


def test_it_opens_one_record_and_not_the_lists(luis, clinic, referral):
    other = refer(clinic, child_name="Xavier", parent_phone="+13475550111", parent_name="Rose Paul")
    break_glass(referral.pk, by=luis, reason=REASON)
    browser = signed_in(luis)
    for row in (referral, other):
        assert browser.get(reverse("referral", args=[row.pk])).status_code == 403
    assert browser.get(reverse("referrals")).status_code == 403
    assert Glass.objects.count() == 1


def test_one_factor_is_not_enough(luis, referral):
    browser = signed_in(luis, second_factor=False)
    glass = break_glass(referral.pk, by=luis, reason=REASON)
    for address in (reverse("glass"), reverse("glass_record", args=[glass.pk]), reverse("glass_list")):
        assert browser.get(address).status_code == 302


@pytest.mark.parametrize("reason", ["", "   ", "now", "\x00\x00", "x" * 301])
def test_a_reason_that_says_nothing_opens_nothing(luis, referral, reason):
    with pytest.raises(BadInput):
        break_glass(referral.pk, by=luis, reason=reason)
    answer = sends(luis, referral, reason=reason)
    assert answer.status_code == 400
    assert not Glass.objects.exists()


@pytest.mark.parametrize("number", ["0", "-1", "999999", "x", "", "1" * 40])
def test_a_number_that_is_not_there_opens_nothing(luis, referral, number):
    assert sends(luis, referral, number=number).status_code == 400
    assert not Glass.objects.exists()


def test_a_second_press_does_not_make_it_longer_and_a_new_hour_needs_a_new_reason(luis, referral):
    first = break_glass(referral.pk, by=luis, reason=REASON)
    with time_machine.travel(first.opened_at + datetime.timedelta(minutes=50), tick=False):
        again = break_glass(referral.pk, by=luis, reason="Still nobody reaches the parent.")
        assert (again, again.until) == (first, first.until)
    with time_machine.travel(first.until, tick=False):
        with pytest.raises(BadInput):
            break_glass(referral.pk, by=luis, reason="")
        assert break_glass(referral.pk, by=luis, reason=REASON) != first


def test_the_database_holds_the_hour_and_keeps_every_row_as_it_is(luis, referral):
    for wrong in ({"minutes": 61}, {"minutes": 0}, {"reason": ""}):
        fields = {"referral": referral, "person": luis, "reason": REASON, **wrong}
        with pytest.raises(IntegrityError), transaction.atomic():
            Glass.objects.create(**fields)
    glass = break_glass(referral.pk, by=luis, reason=REASON)
    glass.minutes = 30
    with pytest.raises(Unchangeable):
        glass.save()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE referrals_glass SET minutes = 5 WHERE id = %s", [glass.pk])
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM referrals_glass")
        assert REASON not in str(cursor.fetchall())


def test_who_may_see_it_anyhow_breaks_nothing(clinic, ana, referral):
    for person in (clinic, ana):
        with pytest.raises(SeesAlready):
            break_glass(referral.pk, by=person, reason=REASON)
    assert not Glass.objects.exists()


def test_who_loses_their_post_loses_sight_in_the_hour(luis, referral, community):
    glass = break_glass(referral.pk, by=luis, reason=REASON)
    yesterday = community.today() - datetime.timedelta(days=1)
    StaffRole.objects.filter(person=luis).update(until=yesterday)
    assert signed_in(luis).get(reverse("glass_record", args=[glass.pk])).status_code == 403


def test_those_who_keep_watch_hear_of_it_at_once_and_once(luis, ana, referral, community, run_jobs):
    imani = staff(community, "coordinator", email="imani@example.org")
    ana.email = "ana@example.org"
    ana.save(update_fields=["email"])
    glass = break_glass(referral.pk, by=luis, reason=REASON)
    queued = [str(row.task) for row in OrmQ.objects.all()]
    assert not [line for line in queued if "Zephyrine" in line or REASON in line]
    run_jobs()
    tell_of_glass(glass.pk)
    assert sorted(address for letter in mail.outbox for address in letter.to) == [
        *("ana@example.org", "imani@example.org")
    ]
    for letter in mail.outbox:
        for secret in ("Zephyrine", "Wideline", REASON, "Early Intervention"):
            assert secret not in letter.subject + letter.body
        assert "Luis Herrera" in letter.body
    for watcher in (ana, imani):
        assert [line.url for line in todos(watcher)] == [reverse("glass_list")]
    assert not list(todos(luis))


def test_a_coordinator_who_breaks_it_is_not_who_looks_into_it(ana, referral, community):
    imani = staff(community, "coordinator")
    glass = break_glass(referral.pk, by=imani, reason=REASON)
    assert not list(todos(imani))
    with pytest.raises(Refused):
        note_look(glass, by=imani)
    assert signed_in(imani).post(reverse("glass_seen", args=[glass.pk])).status_code == 409
    for _time in range(2):
        assert signed_in(ana).post(reverse("glass_seen", args=[glass.pk])).status_code == 302
    assert GlassLook.objects.get().person == ana
    assert not list(todos(ana))


def test_the_list_says_who_when_and_why(luis, ana, referral):
    page = signed_in(ana).get(reverse("glass_list")).content.decode()
    assert "No record was opened in an emergency" in page
    break_glass(referral.pk, by=luis, reason=REASON)
    page = signed_in(ana).get(reverse("glass_list")).content.decode()
    assert REASON in page
    assert "Luis Herrera" in page
    assert "I looked into it" in page
    assert "Zephyrine" not in page


def test_the_list_takes_as_many_queries_at_one_row_as_at_thirty(luis, ana, clinic):
    browser, counts, row = signed_in(ana), [], refer(clinic)
    for many in (1, 29):
        Glass.objects.bulk_create(Glass(referral=row, person=luis, reason=REASON) for _glass in range(many))
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(reverse("glass_list")).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_parent_reads_that_it_was_opened_by_whom_and_why_and_each_look(luis, referral):
    glass = break_glass(referral.pk, by=luis, reason=REASON)
    for _look in range(2):
        signed_in(luis).get(reverse("glass_record", args=[glass.pk]))
    page = Client().get(link_of(referral.child.parent)).content.decode()
    looks = page[page.index('id="looks"') :]
    assert REASON in looks
    assert looks.count("Luis Herrera") == 3
    lines = AuditLine.objects.filter(subject_type="referrals.Child", subject_id=referral.child_id)
    assert list(lines.order_by("pk").values_list("verb", flat=True)) == [
        *("break_glass", "read_glass", "read_glass")
    ]
    assert not lines.filter(why__contains="parent").exists(), "the audit holds no words of the reason"


def test_a_parent_s_end_does_not_shut_out_an_emergency_and_the_parent_sees_it(ana, referral):
    end_holding(referral.child.parent, "follow_up:0", channel="web")
    glass = break_glass(referral.pk, by=ana, reason=REASON)
    assert signed_in(ana).get(reverse("glass_record", args=[glass.pk])).status_code == 200


def test_where_to_begin_stands_on_the_first_page(luis, ana, community):
    assert [line.url for line in ways_in(luis)] == [reverse("glass")]
    assert [line.url for line in ways_in(ana)] == [reverse("glass_list")]
    assert not list(ways_in(member(GroupFactory(community=community))))


def test_what_runs_is_said_on_the_page_until_it_is_over(luis, referral):
    glass = break_glass(referral.pk, by=luis, reason=REASON)
    address = reverse("glass_record", args=[glass.pk])
    assert address in signed_in(luis).get(reverse("glass")).content.decode()
    with time_machine.travel(timezone.now() + HOUR, tick=False):
        assert address not in signed_in(luis).get(reverse("glass")).content.decode()
