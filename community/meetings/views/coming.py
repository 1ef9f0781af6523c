"""Who came, as the page of a meeting says it."""

from typing import Any

from community.meetings.models import Meeting
from community.meetings.rules import Lateness
from community.meetings.selectors import arrivals_of, bodies_of, punctuality
from community.meetings.words import arrival_words, lateness_words
from community.people.models import Person
from community.people.rules import is_coordinator


def attendance_of(meeting: Meeting, person: Person) -> dict[str, Any]:
    """The counts by body of a meeting that has begun, and when people came; names are for those who run it.

    ``meeting`` comes from ``with_turnout``.
    """
    if meeting.state in (Meeting.State.PLANNED, Meeting.State.SKIPPED):
        return {}
    arrivals = [] if meeting.source else arrivals_of(meeting)
    found = punctuality(arrivals)
    return {
        "bodies": bodies_of(meeting),
        "corrects": is_coordinator(person),
        "arrivals": [
            (arrival.attendance, arrival_words(arrival.attendance, meeting)) for arrival in arrivals
        ],
        "own_arrival": next(
            (
                arrival_words(arrival.attendance, meeting)
                for arrival in arrivals
                if arrival.attendance.person_id == person.pk
            ),
            "",
        ),
        "punctuality": [
            (lateness_words(kind, meeting.grace_minutes), found[kind])
            for kind in Lateness
            if kind != Lateness.NO_RULE and found[kind]
        ],
    }
