"""Votes for tests: drafted and open, with a roll of any size."""

from typing import Any

from advisory.decisions import services
from advisory.decisions.models import Decision
from community.models import Group, Person
from tests.factories.meetings import evening
from tests.factories.people import GroupFactory, member, staff


def drafted(group: Group | None = None, **draft: Any) -> Decision:
    """A draft, by a facilitator of its community."""
    group = group or GroupFactory()
    by = draft.pop("by", None) or staff(group.community, "facilitator")
    draft = {"title": "Saturday hours at the library", "method": Decision.Method.MAJORITY, **draft}
    return services.draft_decision(group, by=by, **draft)


def opened(members: int = 3, **draft: Any) -> tuple[Decision, Person, list[Person]]:
    """An open vote without a meeting, its facilitator, and the members on its roll."""
    group = GroupFactory()
    board = [member(group, display_name=f"Rosa {index:02d}") for index in range(members)]
    facilitator = staff(group.community, "facilitator", display_name="Luis Herrera")
    decision = drafted(group, by=facilitator, **draft)
    return services.open_decision(decision, by=facilitator), facilitator, board


def opened_at_meeting(members: int = 3, **draft: Any) -> tuple[Decision, Person, list[Person]]:
    """The same at a meeting that is under way."""
    meeting, facilitator, board = evening(members)
    decision = drafted(meeting.group, by=facilitator, meeting=meeting, **draft)
    return services.open_decision(decision, by=facilitator), facilitator, board
