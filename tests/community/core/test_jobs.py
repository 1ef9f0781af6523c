"""Jobs: there exactly when their transaction commits, and every so often only once."""

import pytest
from django.db import transaction
from django_q.models import OrmQ, Schedule

from community.core import jobs

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
