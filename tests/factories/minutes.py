"""Minutes for tests."""

import datetime
from typing import Any

from community.meetings import services as meetings
from community.minutes import services
from community.minutes.models import Minutes
from community.models import Meeting, Person
from tests.factories.meetings import in_a_week, opened


def held(group: Any = None, *, by: Person | None = None, **plan: Any) -> Meeting:
    """A meeting that is over."""
    meeting = opened(group, by=by, **plan)
    return meetings.close_meeting(meeting, by=by)


def begun(*, by: Person | None = None, **plan: Any) -> Minutes:
    """Drafted minutes of a meeting that is over."""
    return services.begin_minutes(held(by=by, **plan), by=by)


def approved(*, by: Person | None = None, **plan: Any) -> Minutes:
    """Minutes that the group approved a month later."""
    minutes = begun(by=by, **plan)
    later = in_a_week() + datetime.timedelta(days=28)
    opened(minutes.meeting.group, by=by, number=minutes.meeting.number + 1, starts_at=later)
    return services.approve_minutes(minutes, seen=1, by=by)
