"""Forgetting what people needed for an evening, when it is long over."""

from datetime import datetime, timedelta

from django.db.models import Q

from community.meetings.models import Accommodation

# Weeks enough to settle the bills of an evening.
KEEP_NEEDS_FOR = timedelta(days=30)


def forget_needs(now: datetime) -> int:
    """Forget diets, children and their ages, languages and places. That something was wanted stays.

    Returns how many rows it emptied.
    """
    told = Accommodation.objects.filter(Q(count__isnull=False) | ~Q(detail=""))
    old = told.filter(invitation__meeting__ends_at__lt=now - KEEP_NEEDS_FOR)
    return old.update(count=None, detail="")
