"""Who may do what with minutes."""

from typing import Any

from community.people.rules import is_staff, runs_meetings


def may_write(person: Any, meeting: Any) -> bool:
    """Whether ``person`` may draft, correct, translate, approve and publish the minutes of ``meeting``."""
    return runs_meetings(person) and person.community_id == meeting.group.community_id


def may_read(person: Any, minutes: Any, *, has_a_seat: bool) -> bool:
    """Whether ``person`` may read ``minutes``: anybody once published; before, the group and the staff."""
    return minutes.state == "published" or has_a_seat or is_staff(person)
