"""What holds for meetings whoever asks: who may do what."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from community.people.rules import has, runs_meetings

# Everyone with a place in the community may read its meetings; the boards publish their minutes.
reads_meetings = has("coordinator", "facilitator", "ambassador", "finance", "board", "provider")


def may_run(person: Any, meeting: Any) -> bool:
    """Whether ``person`` may plan, drive and close ``meeting``."""
    return runs_meetings(person) and person.community_id == meeting.group.community_id


def may_finish(person: Any, item: Any) -> bool:
    """Whether ``person`` may call an action item done: its owner, a colleague there, or who runs meetings."""
    if person.community_id != item.group.community_id:
        return False
    owns = item.owner_id == person.pk
    works_there = item.owner_organisation_id and item.owner_organisation_id == person.organisation_id
    return bool(owns or works_there or runs_meetings(person))


class Lateness(StrEnum):
    """How somebody's arrival stands to the charter's rule."""

    ON_TIME = "on_time"
    WITHIN_GRACE = "within_grace"
    AFTER_GRACE = "after_grace"
    # The charter has no rule: only the time is said.
    NO_RULE = "no_rule"
    NOT_RECORDED = "not_recorded"


def lateness(arrived_at: datetime | None, starts_at: datetime | None, grace_minutes: int | None) -> Lateness:
    """How an arrival stands to the start of the meeting. Seconds do not count, because no page shows them."""
    if arrived_at is None or starts_at is None:
        return Lateness.NOT_RECORDED
    if grace_minutes is None:
        return Lateness.NO_RULE
    # In UTC: two times of one zone would be compared by the wall clock.
    arrived, began = (
        moment.astimezone(UTC).replace(second=0, microsecond=0) for moment in (arrived_at, starts_at)
    )
    minutes = (arrived - began).total_seconds() / 60
    if minutes <= 0:
        return Lateness.ON_TIME
    return Lateness.WITHIN_GRACE if minutes <= grace_minutes else Lateness.AFTER_GRACE
