"""Meetings for tests: planned for a fixed evening, with a board of any size."""

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
# "Now" for tests that need one: the morning of the week before.
THE_WEEK_BEFORE = datetime.datetime(2026, 11, 19, 10, tzinfo=NEW_YORK)


def planned(group: Group | None = None, *, by: Person | None = None, **plan: Any) -> Meeting:
    """A planned meeting; of a new board if no group is given."""
    plan = {"number": 31, "starts_at": SIX, "ends_at": EIGHT, "place": "444 Thomas Boyland St", **plan}
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
