"""Forgetting by rule: each night what has been kept for its time."""

from django.db import transaction

from community.core import audit
from referrals.forgetting.selectors import children_due, referrals_with_texts_due
from referrals.forgetting.services.striking import strike, strike_texts
from referrals.tracking.models import Child, Referral


@transaction.atomic
def forget_child(child: Child) -> bool:
    """Strike who ``child`` is, if that is still due. Twice is once."""
    locked = Child.objects.select_for_update().get(pk=child.pk)
    if locked.pk not in {due.pk for due in children_due(only=locked)}:
        return False
    strike(locked)
    audit.record(locked, "forget", by=None)
    return True


@transaction.atomic
def forget_texts(referral: Referral) -> bool:
    """Strike the questions that were texted about ``referral``, if that is still due. Twice is once."""
    locked = Referral.objects.select_for_update().get(pk=referral.pk)
    if locked.pk not in {due.pk for due in referrals_with_texts_due(only=locked)}:
        return False
    strike_texts([locked])
    audit.record(locked, "forget_texts", by=None)
    return True
