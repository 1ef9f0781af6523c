"""Who may do what with proposals. Nothing here reads the database."""

from typing import Any

from community.people.rules import has, is_staff, runs_meetings

# The staff says what was asked, and what the answer is; where the group stands, its members say.
FOR_STAFF = ("question", "answer")

reads_proposals = has("coordinator", "facilitator", "ambassador", "finance", "board", "provider")
takes_part = has("coordinator", "facilitator", "board", "provider")


def may_run(person: Any, group: Any) -> bool:
    """Whether ``person`` runs the meetings of ``group``."""
    return runs_meetings(person) and person.community_id == group.community_id


def may_read(person: Any, group: Any, *, has_a_seat: bool) -> bool:
    """Whether ``person`` may read the proposals of ``group``: its members and the staff."""
    return person.community_id == group.community_id and (has_a_seat or is_staff(person))


def may_propose(person: Any, group: Any, *, has_a_seat: bool) -> bool:
    """Whether ``person`` may propose to ``group``, and suggest changes there."""
    return person.community_id == group.community_id and (has_a_seat or runs_meetings(person))


def may_say(person: Any, group: Any, stance: str, *, has_a_seat: bool) -> bool:
    """Whether ``person`` may take ``stance`` on a proposal of ``group``."""
    return has_a_seat or (may_run(person, group) and stance in FOR_STAFF)


def may_settle(person: Any, proposal: Any) -> bool:
    """Whether ``person`` answers for ``proposal``: whoever proposed it, and those who run meetings."""
    return proposal.proposed_by_id == person.pk or may_run(person, proposal.group)
