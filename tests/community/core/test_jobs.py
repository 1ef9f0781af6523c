"""Jobs: there exactly when their transaction commits, and every so often only once."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ, Schedule
from django_q.scheduler import scheduler

from community.core import jobs, registry

JOB = "community.messaging.jobs.send_waiting"

pytestmark = pytest.mark.django_db


def test_a_job_of_a_change_that_is_undone_does_not_exist():
    with transaction.atomic():
        jobs.enqueue(JOB)
        transaction.set_rollback(True)
    assert not OrmQ.objects.exists()
    jobs.enqueue(JOB)
    assert jobs.run_waiting() == 1
    assert not OrmQ.objects.exists()


def test_what_runs_every_so_often_stands_there_once_with_its_last_pace():
    for minutes in (60, 60, 30):
        jobs.every_minutes(minutes, JOB)
    assert list(Schedule.objects.filter(func=JOB).values_list("func", "minutes")) == [(JOB, 30)]


def test_migrate_puts_every_periodic_job_on_the_schedule_once():
    Schedule.objects.all().delete()
    for _time in range(2):
        call_command("migrate", verbosity=0)
    paces = dict(registry.periodic_jobs.items())
    assert paces["community.messaging.jobs.sweep"] == 10
    assert sorted(Schedule.objects.values_list("func", "minutes")) == sorted(paces.items())


def test_what_was_due_once_leaves_nothing_on_the_schedule(monkeypatch):
    # The scheduler lets go of a connection that is old, and this test stands in a transaction of one.
    monkeypatch.setattr("django_q.scheduler.close_old_django_connections", lambda: None)
    Schedule.objects.all().delete()
    jobs.enqueue_at(timezone.now(), JOB, 7)
    scheduler()
    [row] = OrmQ.objects.all()
    assert (row.task["func"], row.task["args"]) == (JOB, (7,))
    assert not Schedule.objects.exists()


def test_a_new_pace_leaves_what_is_due_once():
    Schedule.objects.all().delete()
    jobs.enqueue_at(timezone.now(), JOB)
    jobs.every_minutes(30, JOB)
    assert sorted(Schedule.objects.values_list("schedule_type", flat=True)) == [
        Schedule.MINUTES,
        Schedule.ONCE,
    ]
