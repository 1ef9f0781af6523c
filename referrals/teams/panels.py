"""What the action team's promises add to its meetings."""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from community.core.registry import Audience, Opening
from community.core.words import day_in_words
from community.live.selectors import once_a_moment
from community.meetings.models import Meeting
from community.meetings.panels import find_meeting
from community.meetings.standing import FACILITATOR, GUEST
from community.people.models import Group
from referrals.teams.models import Commitment, Review
from referrals.teams.rules import reads_team
from referrals.teams.selectors import commitments_at, commitments_of, standing

MINUTES = 15


def _team_at(meeting: Meeting) -> Group | None:
    """The action team that meets at ``meeting``; None where none does."""
    return next((group for group in meeting.groups if group.kind == Group.Kind.ACTION_TEAM), None)


def openings(meeting: Meeting) -> Iterator[Opening]:
    """An item in which the open promises are looked at, one a line with what was said of it last."""
    team = _team_at(meeting)
    rows = list(commitments_of(team).filter(state=Commitment.State.OPEN)) if team else []
    if rows:
        notes = "\n".join(_line(row) for row in rows)
        yield Opening("project_update", _("What the organizations promised"), MINUTES, notes)


def _line(row: Commitment) -> str:
    words = {"organisation": row.organisation.name, "title": row.title, "day": day_in_words(row.due_on)}
    told = _("%(organisation)s: %(title)s, by %(day)s") % words
    said = standing(row)[-1:]
    return f"{told} ({said[0].get_said_display()})" if said else told


@once_a_moment
def promises_on(board_id: int) -> list[tuple[Commitment, Review | None]]:
    return commitments_at(find_meeting(board_id))


def promises(board_id: int, audience: Audience) -> str:
    """The team's promises, each with what was said of it tonight. Guests are asked for single items."""
    rows = promises_on(board_id) if audience.role != GUEST else []
    if not rows:
        return ""
    may_say = audience.role == FACILITATOR and find_meeting(board_id).state == Meeting.State.OPEN
    said = Review.Said.choices if may_say else []
    shown = {"rows": [(row, review, _tag(review)) for row, review in rows], "said": said}
    return render_to_string("panels/promises.html", shown)


def _tag(review: Review | None) -> str:
    return {"kept": "go", "not_yet": "wait"}.get(review.said, "quiet") if review else ""


def section(meeting: Meeting, person: Any) -> str:
    """The promises on the page of a meeting of the team, with what was said there."""
    team = _team_at(meeting)
    if team is None or not reads_team(person):
        return ""
    rows = list(commitments_of(team))
    if not rows:
        return ""
    said = [(row, [one for one in standing(row) if one.meeting_id == meeting.pk]) for row in rows]
    here = [(row, found[0] if found else None) for row, found in said if found or row.state == "open"]
    return render_to_string("teams/section.html", {"promises": here})
