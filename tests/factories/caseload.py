"""Made-up calls to families."""

from typing import Any

from community.models import Person
from referrals.caseload.services import Told, log_contact
from referrals.models import Contact, Referral


def called(referral: Referral, by: Person, outcome: str = "no_answer", **told: Any) -> Contact:
    """``by`` called the family of ``referral``, having seen all earlier calls."""
    seen = referral.contacts.count()
    return log_contact(referral, Told(**{"kind": "call", "outcome": outcome, **told}), seen=seen, by=by)
