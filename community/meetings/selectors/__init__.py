"""Reading meetings: who is expected, who is here, how many came, what was promised."""

from community.meetings.selectors.pages import (
    agenda_of,
    groups_that_meet,
    listed,
    outcome_of,
    promises_of,
    replies_to,
)
from community.meetings.selectors.people import (
    belongs,
    has_a_post,
    members_present,
    present,
    room_of,
    roster_of,
    running,
    seated_among,
    unanswered,
)
from community.meetings.selectors.turnout import turnout_of, with_turnout

__all__ = [
    "agenda_of",
    "belongs",
    "groups_that_meet",
    "has_a_post",
    "listed",
    "members_present",
    "outcome_of",
    "present",
    "promises_of",
    "replies_to",
    "room_of",
    "roster_of",
    "running",
    "seated_among",
    "turnout_of",
    "unanswered",
    "with_turnout",
]
