"""Rules, and what leaves by itself."""

from django.db.models import Count, Q, QuerySet

from community.meetings.models import Meeting, Notice, Series
from community.people.models import Community


def rules_of(community: Community) -> QuerySet[Series]:
    """The rules of every group, those that still hold first; ``coming`` counts what they have planned."""
    planned = Count("meetings", filter=Q(meetings__state=Meeting.State.PLANNED))
    rows = Series.objects.of(community).select_related("group__community").annotate(coming=planned)
    return rows.order_by("group", "-first_on", "pk")


def notices_of(meeting: Meeting) -> QuerySet[Notice]:
    """What leaves by itself, or has left, soonest first."""
    return Notice.objects.filter(meeting=meeting).order_by("due_at", "pk")
