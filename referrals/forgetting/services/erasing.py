"""Erasing a child's record because the parent asked, once and again after a restore."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from community.core import audit
from community.core.access import require
from community.people.models import Person
from referrals.forgetting.models import Erasure
from referrals.forgetting.rules import may_erase
from referrals.forgetting.services.striking import strike
from referrals.sealing.marks import all_keys, mark, newest_key
from referrals.tracking.models import Child, Referral
from referrals.tracking.services.steps import end_for_family


@transaction.atomic
def erase_child(child: Child, *, by: Person, channel: str) -> bool:
    """Erase ``child`` at the parent's wish, heard by ``channel``. Twice is once: then False comes back.

    Its open referral ends as the family's no; the steps stay, as they are counted.
    """
    require(may_erase(by) and by.community_id == child.community_id)
    return _erase(child, by=by, channel=channel, at=timezone.now())


class Line(NamedTuple):
    """One erasure as it is kept outside of the database."""

    community: str
    child: int
    mark: str
    channel: str
    at: datetime


class Unfit(Exception):
    """The child of that number is not the one that was erased."""


def export_line(row: Erasure) -> dict[str, Any]:
    """``row`` for a file: numbers, a mark and a moment."""
    return {
        "community": row.community.slug,
        "child": row.child_number,
        "mark": row.mark,
        "channel": row.channel,
        "at": row.at.isoformat(),
    }


@transaction.atomic
def erase_again(line: Line) -> bool:
    """Erase the child of ``line`` in a database that does not know of it. False: nothing was left to do.

    Raises Unfit where that number is another child's here.
    """
    child = Child.objects.filter(pk=line.child, community__slug=line.community).first()
    if child is None or child.erased_at is not None:
        return False
    if line.mark not in {_mark(child, key) for key in all_keys()}:
        raise Unfit
    return _erase(child, by=None, channel=line.channel, at=line.at)


def _erase(child: Child, *, by: Person | None, channel: str, at: datetime) -> bool:
    locked = Child.objects.select_for_update().get(pk=child.pk)
    if locked.erased_at is not None:
        return False
    for referral in Referral.objects.filter(child=locked).exclude(state=Referral.State.CLOSED):
        end_for_family(referral, by=by)
    Erasure.objects.create(
        community_id=locked.community_id,
        child_number=locked.pk,
        mark=_mark(locked, newest_key()),
        channel=channel,
        by=by,
        at=at,
    )
    strike(locked)
    audit.record(locked, "erase", by=by, channel=channel)
    return True


def _mark(child: Child, key: str) -> str:
    return mark(key, child.community_id, "erased", str(child.pk), child.name, child.birth_date.isoformat())
