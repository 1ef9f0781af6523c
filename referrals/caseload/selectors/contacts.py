"""Reading what was tried."""

from collections.abc import Collection

from django.db.models import Max, QuerySet

from referrals.caseload.models import Contact
from referrals.caseload.rules import Outcome
from referrals.tracking.models import Referral


def contacts_of(referral: Referral) -> QuerySet[Contact]:
    """Every contact of ``referral``, the latest first."""
    found: QuerySet[Contact] = Contact.objects.filter(referral=referral)
    return found.select_related("recorded_by").order_by("-number")


def last_contacts(
    referral_ids: Collection[int], *, outcomes: Collection[str] = Outcome.values
) -> dict[int, Contact]:
    """The latest contact of each that ended so, by the id of its referral. One query."""
    newest = (
        Contact.objects.filter(referral__in=referral_ids, outcome__in=outcomes)
        .order_by()
        .values("referral")
        .annotate(last=Max("pk"))
    )
    found = Contact.objects.filter(pk__in=newest.values("last")).select_related("recorded_by")
    return {contact.referral_id: contact for contact in found}
