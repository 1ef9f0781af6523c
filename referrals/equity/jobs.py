"""Folding what changed, every minute."""

from community.core import jobs
from community.people.models import Community
from referrals.equity.models import StaleMonth
from referrals.equity.services import fold

FOLD = "referrals.equity.jobs.fold_community"


def fold_months() -> None:
    """Queue each community in which a month changed."""
    for pk in StaleMonth.objects.order_by().values_list("community", flat=True).distinct():
        jobs.enqueue(FOLD, pk)


def fold_community(community_id: int) -> None:
    """Fold the months of one community, if it is still there."""
    community = Community.objects.filter(pk=community_id).first()
    if community is not None:
        fold(community)
