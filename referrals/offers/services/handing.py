"""Who is to act on a referral, as it goes from hand to hand."""

from community.core import audit
from community.people.models import Organisation, Person
from referrals.tracking.models import Referral


def hand_to(referral: Referral, receiver: Organisation | None, *, by: Person) -> None:
    """``receiver`` is to act from now on; None: who sent it. No clock starts again."""
    referral.receiver = receiver
    referral.save(update_fields=["receiver"])
    audit.record(referral, "transfer", by=by, why=str(receiver.pk if receiver else referral.organisation_id))
