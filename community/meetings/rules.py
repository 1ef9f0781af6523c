"""What holds for meetings whoever asks: who may do what."""

from typing import Any

from community.people.rules import has, runs_meetings

# Everyone with a place in the community may read its meetings; the boards publish their minutes.
reads_meetings = has("coordinator", "facilitator", "ambassador", "finance", "board", "provider")


def may_run(person: Any, meeting: Any) -> bool:
    """Whether ``person`` may plan, drive and close ``meeting``."""
    return runs_meetings(person) and person.community_id == meeting.group.community_id


def may_finish(person: Any, item: Any) -> bool:
    """Whether ``person`` may call an action item done: its owner, a colleague there, or who runs meetings."""
    if person.community_id != item.group.community_id:
        return False
    owns = item.owner_id == person.pk
    works_there = item.owner_organisation_id and item.owner_organisation_id == person.organisation_id
    return bool(owns or works_there or runs_meetings(person))
