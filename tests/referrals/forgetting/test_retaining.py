"""Forgetting by rule: on the day and not before, by a job that may run twice."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django_q.models import OrmQ

from community.core import registry
from community.models import AuditLine, Message, ReplyExpectation
from community.people.services import NOBODY
from referrals.family.jobs import ask_families
from referrals.forgetting.jobs import forget_one_child, forget_texts_of, forget_what_is_due
from referrals.models import Child, Erasure, Note, Referral
from referrals.tracking.services import close_referral, turn_notes_on
from tests.factories.people import provider
from tests.factories.referrals import refer

pytestmark = pytest.mark.django_db
START = "2026-11-24T17:00:00Z"


def at(day):
    return time_machine.travel(f"{day}T17:00:00Z", tick=False)


@pytest.fixture
def closed(clinic, run_jobs):
    """A referral of a child born on July 12, 2025, closed on November 24, 2026, after one text."""
    with time_machine.travel(START, tick=False):
        referral = refer(clinic, days_ago=9, birth_date=datetime.date(2025, 7, 12))
        ask_families()
        run_jobs()
        close_referral(referral, reason="moved_city", happened_on=clinic.community.today(), by=clinic)
    return referral


def names():
    return list(Child.objects.values_list("name", flat=True))


def test_texts_about_a_referral_go_three_months_after_its_end(closed, run_jobs):
    with at("2027-02-23"):
        forget_what_is_due()
        assert OrmQ.objects.count() == 0
    with at("2027-02-24"):
        forget_what_is_due()
        forget_what_is_due()
        run_jobs()
        forget_texts_of(closed.pk)
    text = Message.objects.get()
    assert (text.body, text.once_key) == ("", f"family:forgotten:{text.pk}")
    assert not ReplyExpectation.objects.exists()
    assert AuditLine.objects.filter(verb="forget_texts", actor=None).count() == 1
    assert names() == ["Zephyrine"]


def test_a_child_is_forgotten_three_years_after_the_third_birthday(closed, run_jobs):
    with at("2031-07-11"):
        forget_what_is_due()
        run_jobs()
        assert names() == ["Zephyrine"]
    with at("2031-07-12"):
        forget_what_is_due()
        forget_what_is_due()
        run_jobs()
        forget_one_child(closed.child_id)
    assert names() == [""]
    assert AuditLine.objects.filter(verb="forget", actor=None).count() == 1
    assert not Erasure.objects.exists(), "the rule finds it again after a restore; no list is needed"
    closed.refresh_from_db()
    assert closed.closed_reason == "moved_city"


def test_a_note_goes_with_the_childs_name(clinic, run_jobs):
    with time_machine.travel(START, tick=False):
        turn_notes_on(by=clinic)
        referral = refer(clinic, birth_date=datetime.date(2025, 7, 12), note="Call after three.")
        close_referral(referral, reason="moved_city", happened_on=clinic.community.today(), by=clinic)
    with at("2031-07-11"):
        forget_what_is_due()
        run_jobs()
        assert Referral.objects.get().note_words == "Call after three."
    with at("2031-07-12"):
        forget_what_is_due()
        run_jobs()
    assert "Call" not in Note.objects.get().words
    assert Referral.objects.get().note_words == NOBODY


def test_a_child_with_an_open_referral_is_kept_however_old_it_is(clinic, run_jobs):
    with time_machine.travel(START, tick=False):
        refer(clinic, birth_date=datetime.date(2024, 1, 12))
    with at("2040-01-01"):
        forget_what_is_due()
        run_jobs()
    assert names() == ["Zephyrine"]


def test_a_child_who_was_referred_again_meanwhile_is_kept_by_the_job_that_waited(closed, clinic, run_jobs):
    with at("2031-07-12"):
        forget_what_is_due()
        assert OrmQ.objects.exists()
        closed.child.referrals.create(
            **{
                field.attname: getattr(closed, field.attname)
                for field in closed._meta.concrete_fields
                if field.attname not in {"id", "child_id", "state", "closed_reason", "due_on", "due_kind"}
            },
            due_on=clinic.community.today(),
            due_kind=refer(provider(clinic.community), birth_date=datetime.date(2030, 1, 1)).due_kind,
        )
        run_jobs()
    assert "Zephyrine" in names()


def test_the_dry_run_shows_what_is_due_and_changes_nothing(closed, capsys):
    with at("2031-07-12"):
        call_command("forget_due", "--dry-run")
        told = capsys.readouterr().out
        assert f"child {closed.child_id}: due\nchild: 1 in all" in told
        assert f"texts of referral {closed.pk}: due" in told
        assert "Zephyrine" not in told
        assert names() == ["Zephyrine"]
        call_command("forget_due")
        assert f"child {closed.child_id}: forgotten" in capsys.readouterr().out
        assert names() == [""]
        call_command("forget_due")
        assert "child: 0 in all" in capsys.readouterr().out


def test_the_job_runs_every_day():
    assert dict(registry.periodic_jobs.items())["referrals.forgetting.jobs.forget_what_is_due"] == 24 * 60
