"""Reading meetings: who is expected, who is here, how many came, what was promised."""

from community.meetings.selectors.clock import agenda_ends, clock_of, mark_of, minutes_over
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
from community.meetings.selectors.steps import (
    groups_with_steps,
    notes_for,
    overdue,
    steps_for,
    steps_in,
    unfinished_steps,
)
from community.meetings.selectors.turnout import turnout_of, with_turnout

__all__ = [
    "agenda_ends",
    "agenda_of",
    "belongs",
    "clock_of",
    "groups_of",
    "groups_that_meet",
    "groups_with_steps",
    "listed",
    "mark_of",
    "members_present",
    "minutes_over",
    "notes_for",
    "outcome_of",
    "overdue",
    "present",
    "promises_of",
    "replies_to",
    "room_of",
    "roster_of",
    "running",
    "seats_at",
    "standing_of",
    "standings",
    "steps_for",
    "steps_in",
    "turnout_of",
    "unanswered",
    "unfinished_steps",
    "with_turnout",
]
