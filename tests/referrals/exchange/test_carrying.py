"""A file is carried over whole or not at all; the same file or row again is nothing new."""

import datetime

import pytest
import time_machine
from django.core.exceptions import FieldError
from django.db import connection
from django.utils import timezone

from community.core.errors import NotAllowed, Refused
from community.models import AuditLine, Consent, Person
from referrals.exchange.jobs import carry, drop_old
from referrals.exchange.services import carrying, drop, start_carrying
from referrals.models import CarriedRow, Child, ImportFile, Referral, Step, WaitingRow
from tests.factories.exchange import bring, bring_bytes, row
from tests.factories.people import provider
from tests.factories.referrals import refer

pytestmark = pytest.mark.django_db


def carried(by, rows, run_jobs):
    brought = bring(by, rows)
    start_carrying(brought, by=by)
    run_jobs()
    brought.refresh_from_db()
    return brought


def test_each_row_becomes_a_referral(clinic, run_jobs):
    brought = carried(
        clinic, [row(1, races="black; hispanic", concerns="social|communication"), row(2)], run_jobs
    )
    assert (brought.state, brought.rows_done) == ("done", 2)
    first, second = Referral.objects.order_by("pk")
    assert (first.child.name, first.child.parent.phone) == ("Zephyrine B", "+13475550001")
    assert first.child.birth_date == datetime.date(2025, 2, 2)
    assert {race.category for race in first.child.races.all()} == {"black", "hispanic"}
    assert {concern.area for concern in first.concerns.all()} == {"social", "communication"}
    assert (first.source, first.organisation, first.referred_by) == ("clinic", clinic.organisation, clinic)
    assert second.steps.get().recorded_by == clinic
    assert AuditLine.objects.filter(verb="log", actor=clinic).count() == 2
    assert not WaitingRow.objects.exists()


def test_a_day_of_referral_in_the_past_is_the_day_of_the_first_step(clinic, run_jobs):
    day = clinic.community.today() - datetime.timedelta(days=9)
    headings = b"child,dob,zip,language,concern,source,parent,phone,consent,referral date\n"
    line = f"Ana,2025-03-04,11212,en,social,clinic,Rosa,3475550123,yes,{day.isoformat()}\n"
    brought = bring_bytes(clinic, headings + line.encode())
    start_carrying(brought, by=clinic)
    run_jobs()
    referral = Referral.objects.get()
    assert referral.referred_on == referral.state_since == referral.steps.get().happened_on == day


@pytest.mark.parametrize("later", [0, 1])
def test_what_was_read_on_another_day_is_read_again(clinic, run_jobs, monkeypatch, later):
    """The same rows come of it either way."""
    read, calls = carrying.read_row, []
    monkeypatch.setattr(carrying, "read_row", lambda *told, **more: calls.append(told) or read(*told, **more))
    day = (clinic.community.today() - datetime.timedelta(days=9)).isoformat()
    brought = bring(clinic, [row(1, races="black; hispanic", referred_on=day)])
    with time_machine.travel(timezone.now() + datetime.timedelta(days=later)):
        start_carrying(brought, by=clinic)
        run_jobs()
    referral = Referral.objects.get()
    assert (len(calls), referral.referred_on.isoformat()) == (later, day)
    assert referral.child.birth_date == datetime.date(2025, 2, 2)
    assert {race.category for race in referral.child.races.all()} == {"black", "hispanic"}


def test_a_birthday_between_reading_and_carrying_stops_the_file(clinic, run_jobs):
    born = clinic.community.today() - datetime.timedelta(days=3 * 365 - 1)
    brought = bring(clinic, [row(1, birth_date=born.isoformat())])
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3)):
        start_carrying(brought, by=clinic)
        run_jobs()
    brought.refresh_from_db()
    assert (brought.state, brought.rows_wrong) == ("read", 1)
    assert not Referral.objects.exists()


def test_the_same_file_again_is_nothing_new(clinic, run_jobs):
    rows = [row(1), row(2, own_number="A2")]
    carried(clinic, rows, run_jobs)
    before = counts()
    second = bring(clinic, rows)
    assert (second.rows_known, second.rows_wrong) == (2, 0)
    start_carrying(second, by=clinic)
    run_jobs()
    second.refresh_from_db()
    assert (second.state, second.rows_done) == ("done", 0)
    assert counts() == before


def test_two_files_of_the_same_rows_that_wait_at_once_are_carried_over_once(clinic, run_jobs):
    one, other = bring(clinic, [row(1), row(2)]), bring(clinic, [row(2), row(1), row(3)])
    for brought in (one, other, one):
        start_carrying(brought, by=clinic)
    run_jobs()
    carry(one.pk)
    assert Referral.objects.count() == CarriedRow.objects.count() == 3


def counts():
    return [model.objects.count() for model in (Referral, Child, Person, Consent, Step, CarriedRow)]


def test_a_row_by_its_own_number_is_known_whatever_else_it_says(clinic, run_jobs):
    carried(clinic, [row(1, own_number="A1")], run_jobs)
    assert bring(clinic, [row(1, own_number=" A1 ", zip_code="11233")]).rows_known == 1
    other = provider(clinic.community)
    assert bring(other, [row(9, own_number="A1")]).rows_known == 0


def test_a_file_with_a_wrong_row_is_not_carried_over(clinic, run_jobs):
    brought = bring(clinic, [row(1), row(2, consent="no")])
    with pytest.raises(Refused, match="not right yet"):
        start_carrying(brought, by=clinic)
    run_jobs()
    assert not Referral.objects.exists()


def test_a_child_already_referred_stops_the_whole_file_and_is_named_at_its_row(clinic, run_jobs):
    there = refer(clinic, days_ago=3, parent_phone="+13475550002")
    child = {"child_name": there.child.name, "birth_date": there.child.birth_date.isoformat()}
    before = counts()
    brought = carried(clinic, [row(1), row(2, **child), row(3)], run_jobs)
    assert (brought.state, brought.rows_wrong, brought.rows_done) == ("read", 1, 0)
    (wrong,) = WaitingRow.objects.filter(file=brought, is_wrong=True)
    assert wrong.line == 3
    assert "open referral for this child already" in wrong.told["errors"][0][1]
    assert counts() == before


def test_a_child_twice_in_a_file_stops_it(clinic, run_jobs):
    twin = row(1) | {"zip_code": "11233"}
    brought = carried(clinic, [row(1), twin], run_jobs)
    assert (brought.state, brought.rows_wrong) == ("read", 1)
    assert not Referral.objects.exists()


def test_a_crash_in_the_middle_leaves_nothing_and_the_job_may_run_again(clinic, monkeypatch, run_jobs):
    monkeypatch.setattr(carrying, "BATCH", 2)
    brought = bring(clinic, [row(number) for number in range(5)])
    start_carrying(brought, by=clinic)
    real, calls = carrying.log_many, []

    def fails_at_the_third(*args, **kwargs):
        calls.append(1)
        if len(calls) == 3:
            raise FieldError("the machine stops")
        return real(*args, **kwargs)

    monkeypatch.setattr(carrying, "log_many", fails_at_the_third)
    with pytest.raises(FieldError):
        carry(brought.pk)
    assert not Referral.objects.exists()
    run_jobs()
    brought.refresh_from_db()
    assert (brought.state, brought.rows_done, Referral.objects.count()) == ("done", 5, 5)


def test_only_the_organisation_that_brought_it_carries_it_over(clinic):
    brought = bring(clinic, [row(1)])
    with pytest.raises(NotAllowed):
        start_carrying(brought, by=provider(clinic.community))
    with pytest.raises(NotAllowed):
        drop(brought, by=provider(clinic.community))


def test_what_is_put_aside_is_no_longer_kept(clinic):
    brought = bring(clinic, [row(1)])
    drop(brought, by=clinic)
    drop(brought, by=clinic)
    brought.refresh_from_db()
    assert (brought.state, brought.shown) == ("dropped", None)
    assert not WaitingRow.objects.exists()
    with pytest.raises(Refused):
        start_carrying(brought, by=clinic)


def test_what_waits_for_a_week_is_put_aside(clinic):
    old, new = bring(clinic, [row(1)]), bring(clinic, [row(2)])
    week_ago = old.state_at - datetime.timedelta(days=8)
    ImportFile.objects.filter(pk=old.pk).update(state_at=week_ago)
    drop_old()
    assert dict(ImportFile.objects.values_list("pk", "state")) == {old.pk: "dropped", new.pk: "read"}
    assert WaitingRow.objects.get().file == new


def test_a_number_of_one_s_own_is_not_kept_as_it_is(clinic, run_jobs):
    carried(clinic, [row(1, own_number="MRN-778812")], run_jobs)
    with connection.cursor() as asking:
        asking.execute("SELECT * FROM referrals_carriedrow")
        assert "778812" not in str(asking.fetchall())


def test_rows_far_apart_in_the_file_are_all_carried_over(clinic, run_jobs, monkeypatch):
    monkeypatch.setattr(carrying, "BATCH", 3)
    brought = bring(clinic, [row(number) for number in range(7)])
    for waiting in WaitingRow.objects.order_by("-line"):
        WaitingRow.objects.filter(pk=waiting.pk).update(line=waiting.line**2)
    start_carrying(brought, by=clinic)
    run_jobs()
    assert Referral.objects.count() == 7
    assert not WaitingRow.objects.exists()
