"""The only door to django-q2. Jobs take ids, fetch, call one service, and may run twice."""

from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection
from django.utils import timezone

from community.core import registry
from community.core.prepared import insert


def enqueue(job: str, *ids: int) -> None:
    """Queue ``job`` (a dotted path) with ``ids``.

    The queue is a table of our own database, so the job exists exactly when the caller's
    transaction commits. Delivery is at least once.
    """
    from django_q.tasks import async_task

    async_task(job, *ids, broker=_broker())


@cache
def _broker() -> Any:
    """django-q2's own broker for its table, with a prepared insert."""
    from django_q.brokers.orm import ORM
    from django_q.conf import Conf
    from django_q.models import OrmQ

    class PreparedBroker(ORM):
        def enqueue(self, task: str) -> int:
            row = OrmQ(key=self.list_key or Conf.CLUSTER_NAME, payload=task, lock=timezone.now())
            insert(row)
            return row.pk

    return PreparedBroker(list_key=Conf.CLUSTER_NAME)


def enqueue_at(moment: datetime, job: str, *ids: int) -> None:
    """Queue ``job`` for ``moment`` (aware); the cluster looks about every half minute."""
    from django_q.models import Schedule
    from django_q.tasks import schedule

    schedule(job, *ids, schedule_type=Schedule.ONCE, next_run=moment, repeats=1)


def every_minutes(minutes: int, job: str) -> None:
    """Have ``job`` run every ``minutes`` from now on. Saying it twice changes nothing.

    Said twice at the very same moment it may stand there twice; then the job only runs more often.
    """
    from django_q.models import Schedule

    same = Schedule.objects.filter(func=job)
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
