"""Rules, and what leaves by itself."""

from django.db.models import Count, Q, QuerySet

from community.meetings.models import Invitation, Meeting, Notice, Series
from community.messaging.models import Message
from community.people.models import Community


def rules_of(community: Community) -> QuerySet[Series]:
    """The rules of every group, those that still hold first; ``coming`` counts what they have planned."""
    planned = Count("meetings", filter=Q(meetings__state=Meeting.State.PLANNED))
    rows = Series.objects.of(community).select_related("group__community").annotate(coming=planned)
    return rows.order_by("group", "-first_on", "pk")


def notices_of(meeting: Meeting) -> QuerySet[Notice]:
    """What leaves by itself, or has left, soonest first."""
    return Notice.objects.filter(meeting=meeting).order_by("due_at", "pk")


def moved_key(meeting: Meeting, person_id: int) -> str:
    """For what the text is that asks ``person_id`` again, now that ``meeting`` moved (``once_key``)."""
    return f"moved:{meeting.pk}:{person_id}:{meeting.revision}"


def is_asked_again(invitation: Invitation) -> bool:
    """Whether an answer is missing because the meeting moved since it was given. Two queries at most."""
    meeting = invitation.meeting
    if invitation.answer or not meeting.revision:
        return False
    texts = Message.objects.of(meeting.group.community).filter(thread__phone=invitation.person.phone)
    return texts.filter(once_key=moved_key(meeting, invitation.person_id)).exists()
