"""What every panel of a meeting's board reads first."""

from community.core.prepared import Prepared
from community.live.selectors import once_a_moment
from community.meetings.models import Attendance, Meeting

KIND = "meeting"

_MEETING = Prepared(
    lambda board: Meeting.objects.filter(board=board).select_related("group__community", "current_item"),
    board=int,
)


@once_a_moment
def find_meeting(board_id: int) -> Meeting:
    """The meeting that the board belongs to."""
    meeting = _MEETING.first(board=board_id)
    if meeting is None:
        raise Meeting.DoesNotExist
    return meeting


_ATTENDANCE = Prepared(
    lambda meeting, person: Attendance.objects.filter(meeting=meeting, person=person), meeting=int, person=int
)


@once_a_moment
def find_attendance(meeting_id: int, person_id: int) -> Attendance | None:
    """The check-in of a person, or None."""
    return _ATTENDANCE.first(meeting=meeting_id, person=person_id)
