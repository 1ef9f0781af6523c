"""Reading requests to join."""

from django.utils import timezone

from community.joining.models import JoinRequest
from community.joining.rules import WAITS_FOR
from community.people.models import Community


def waiting_requests(community: Community) -> int:
    """How many have asked on the page of ``community`` and not yet said so from their phone."""
    since = timezone.now() - WAITS_FOR
    return JoinRequest.objects.of(community).filter(created_at__gt=since).count()
