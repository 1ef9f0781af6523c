"""Reading meetings: who is expected, who is here, how many came, what was promised."""

from community.meetings.selectors.agenda import (
    agenda_of,
    dropped_at,
    is_apart,
    keeps_apart,
    length_of,
    open_to_guests,
    proposals_at,
    shown_of,
)
from community.meetings.selectors.arrivals import (
    arrivals_of,
    on_paper,
    punctuality,
)
from community.meetings.selectors.bodies import (
    bodies_of,
)
from community.meetings.selectors.calendar import (
    is_asked_again,
    moved_key,
    notices_of,
    rules_of,
)
from community.meetings.selectors.clock import (
    agenda_ends,
    clock_of,
    mark_of,
    minutes_over,
)
from community.meetings.selectors.history import (
    history_of,
)
from community.meetings.selectors.orders import (
    missed_by,
    offered_by,
    orders_of,
    texts_about,
)
from community.meetings.selectors.pages import (
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
    next_meeting_of,
    present,
    room_of,
    roster_of,
    running,
    seated_at_some,
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
from community.meetings.selectors.turnout import (
    turnout_of,
    with_turnout,
)

__all__ = [
    "agenda_ends",
    "agenda_of",
    "arrivals_of",
    "belongs",
    "bodies_of",
    "clock_of",
    "dropped_at",
    "groups_of",
    "groups_that_meet",
    "groups_with_steps",
    "history_of",
    "is_apart",
    "is_asked_again",
    "keeps_apart",
    "length_of",
    "listed",
    "mark_of",
    "members_present",
    "minutes_over",
    "missed_by",
    "moved_key",
    "next_meeting_of",
    "notes_for",
    "notices_of",
    "offered_by",
    "on_paper",
    "open_to_guests",
    "orders_of",
    "outcome_of",
    "overdue",
    "present",
    "promises_of",
    "proposals_at",
    "punctuality",
    "replies_to",
    "room_of",
    "roster_of",
    "rules_of",
    "running",
    "seated_at_some",
    "seats_at",
    "shown_of",
    "standing_of",
    "standings",
    "steps_for",
    "steps_in",
    "texts_about",
    "turnout_of",
    "unanswered",
    "unfinished_steps",
    "with_turnout",
]
