"""What the group will do: its next steps."""

from django.template.loader import render_to_string

from community.core.registry import Audience
from community.live.selectors import once_a_moment
from community.meetings.models import ActionItem, Meeting
from community.meetings.panels.shared import find_meeting
from community.meetings.standing import GUEST, PROJECTOR


@once_a_moment
def promises(meeting: Meeting) -> list[ActionItem]:
    """What the group has promised and not done yet, and what this meeting added."""
    items = ActionItem.objects.filter(group=meeting.group)
    done_before = {"done_at__isnull": False, "meeting__isnull": False, "done_at__lt": meeting.starts_at}
    return list(items.exclude(**done_before).select_related("owner", "owner_organisation"))


def actions(board_id: int, audience: Audience) -> str:
    """The group's next steps. They do not say of which item they came, so guests see none."""
    if audience.role in (PROJECTOR, GUEST):
        return ""
    meeting = find_meeting(board_id)
    return render_to_string(
        "panels/actions.html", {"meeting": meeting, "items": promises(meeting), "role": audience.role}
    )
