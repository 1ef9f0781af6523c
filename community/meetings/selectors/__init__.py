"""Reading meetings: who is expected, who is here, how many came, what was promised."""

from community.meetings.selectors.orders import missed_by, offered_by, orders_of, texts_about
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
    "listed",
    "members_present",
    "missed_by",
    "offered_by",
    "orders_of",
    "outcome_of",
    "present",
    "promises_of",
    "replies_to",
    "room_of",
    "roster_of",
    "running",
    "seats_at",
    "standing_of",
    "standings",
    "texts_about",
    "turnout_of",
    "unanswered",
    "with_turnout",
]
