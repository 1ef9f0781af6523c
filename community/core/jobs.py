"""The only door to django-q2. Jobs take ids, fetch, call one service, and may run twice."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from community.core import registry
from community.core.prepared import cursor

# django-q2's own table, by its own names.
_ADD = "INSERT INTO django_q_ormq (key, payload, lock) VALUES (%s, %s, %s)"


def enqueue(job: str, *ids: int) -> None:
    """Queue ``job`` (a dotted path) with ``ids``.

    The queue is a table of our own database, so the job exists exactly when the caller's
    transaction commits. Delivery is at least once.
    """
    with cursor() as asking:
        asking.execute(*statement(job, *ids))


def statement(job: str, *ids: int) -> tuple[str, list[Any]]:
    """The statement by which ``enqueue`` queues ``job``, and its values (see ``prepared.insert``)."""
    from django_q.conf import Conf
    from django_q.signing import SignedPackage

    # What ``django_q.tasks.async_task`` writes, which takes three times as long; each text by phone waits.
    key, now = uuid4().hex, timezone.now()
    task = {"id": key, "name": key, "func": job, "args": ids, "kwargs": {}, "started": now}
    moment = connection.ops.adapt_datetimefield_value(now)
    return _ADD, [Conf.CLUSTER_NAME, SignedPackage.dumps(task), moment]


def enqueue_at(moment: datetime, job: str, *ids: int) -> None:
    """Queue ``job`` for ``moment`` (aware); the cluster looks about every half minute."""
    from django_q.models import Schedule
    from django_q.tasks import schedule

    # Any other number of repeats leaves the row there for good.
    schedule(job, *ids, schedule_type=Schedule.ONCE, next_run=moment, repeats=-1)


def every_minutes(minutes: int, job: str) -> None:
    """Have ``job`` run every ``minutes`` from now on. Saying it twice changes nothing.

    Said twice at the very same moment it may stand there twice; then the job only runs more often.
    """
    from django_q.models import Schedule

    same = Schedule.objects.filter(func=job, schedule_type=Schedule.MINUTES)
    if not same.filter(minutes=minutes).exists():
        same.delete()
        Schedule.objects.create(func=job, schedule_type=Schedule.MINUTES, minutes=minutes, name=job)


def keep_schedule(**_signal: Any) -> None:
    """Put every job that rooms plugged in as periodic on the schedule. Runs after each ``migrate``."""
    from django_q.models import Schedule

    # Where one app alone is migrated into a new database, the schedule may still be missing.
    if Schedule._meta.db_table in connection.introspection.table_names():
        for job, minutes in registry.periodic_jobs.items():
            every_minutes(minutes, job)


def forget_failures(before: datetime) -> None:
    """Delete what is kept of jobs that failed before then: a fault's own words may quote a row."""
    from django_q.models import Task

    Task.objects.filter(stopped__lt=before).delete()


def run_waiting() -> int:
    """Run every waiting job here and now, oldest first, and say how many ran. For tests and drills."""
    from django.utils.module_loading import import_string
    from django_q.models import OrmQ
    from django_q.signing import SignedPackage

    ran = 0
    while (row := OrmQ.objects.order_by("pk").first()) is not None:
        task: dict[str, Any] = SignedPackage.loads(row.payload)
        row.delete()
        import_string(task["func"])(*task["args"])
        ran += 1
    return ran
