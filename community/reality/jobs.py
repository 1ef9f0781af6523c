"""What runs by itself: the texts that ask, and the end of a check whose time is up."""

from django.utils import timezone

from community.reality.models import RealityCheck
from community.reality.services import close_check, text_those_asked


def ask_everyone(check_id: int) -> None:
    """Text everyone who is asked in one check."""
    rows = RealityCheck.objects.select_related("meeting__group__community")
    check = rows.filter(pk=check_id).first()
    if check is not None:
        text_those_asked(check)


def close_those_due() -> None:
    """Close every check whose time is up."""
    for check in RealityCheck.objects.filter(closed_at=None, closes_at__lte=timezone.now()):
        close_check(check, by=None)
