"""Meetings for tests: planned for an evening in a week, with a board of any size."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from community.meetings import services
from community.meetings.models import Meeting
from community.models import Group, Person
from tests.factories.people import GroupFactory, member, staff

NEW_YORK = ZoneInfo("America/New_York")
SIX = datetime.datetime(2026, 11, 26, 18, tzinfo=NEW_YORK)
EIGHT = SIX + datetime.timedelta(hours=2)
# "Now" for tests that say a day: the morning of the week before, when ``in_a_week`` is SIX.
THE_WEEK_BEFORE = datetime.datetime(2026, 11, 19, 10, tzinfo=NEW_YORK)


def in_a_week() -> datetime.datetime:
    """Six o'clock in New York, a week from today."""
    day = datetime.datetime.now(NEW_YORK).date() + datetime.timedelta(days=7)
    return datetime.datetime.combine(day, SIX.time(), tzinfo=NEW_YORK)


def planned(group: Group | None = None, *, by: Person | None = None, **plan: Any) -> Meeting:
    """A planned meeting; of a new board if no group is given."""
    plan = {"number": 31, "starts_at": in_a_week(), "place": "444 Thomas Boyland St", **plan}
    if "ends_at" not in plan:
        plan["ends_at"] = plan["starts_at"] + datetime.timedelta(hours=2)
    return services.plan_meeting(group or GroupFactory(), by=by, **plan)


def opened(group: Group | None = None, *, by: Person | None = None, **plan: Any) -> Meeting:
    """A meeting that is under way."""
    return services.open_meeting(planned(group, by=by, **plan), by=by)


def evening(members: int = 3, **plan: Any) -> tuple[Meeting, Person, list[Person]]:
    """An open meeting, its facilitator, and the members of its board."""
    group = GroupFactory()
    board = [member(group, display_name=f"Rosa {index:02d}") for index in range(members)]
    facilitator = staff(group.community, "facilitator", display_name="Luis Herrera")
    return opened(group, by=facilitator, **plan), facilitator, board
