"""What the Ambassador writes down."""

from referrals.caseload.services.contacts import Told, log_contact
from referrals.caseload.services.standing import keep_standing

__all__ = ["Told", "keep_standing", "log_contact"]
