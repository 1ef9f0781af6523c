"""Reading meetings: who is expected, who is here, how many came, what was promised."""

from community.meetings.selectors.calendar import is_asked_again, moved_key, notices_of, rules_of
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
    groups_of,
    members_present,
    present,
    room_of,
    roster_of,
    running,
    seats_at,
    standing_of,
    standings,
    unanswered,
)
from community.meetings.selectors.turnout import turnout_of, with_turnout

__all__ = [
    "agenda_of",
    "belongs",
    "groups_of",
    "groups_that_meet",
    "is_asked_again",
    "listed",
    "members_present",
    "moved_key",
    "notices_of",
    "outcome_of",
    "present",
    "promises_of",
    "replies_to",
    "room_of",
    "roster_of",
    "rules_of",
    "running",
    "seats_at",
    "standing_of",
    "standings",
    "turnout_of",
    "unanswered",
    "with_turnout",
]
