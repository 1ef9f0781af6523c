"""What the Ambassador writes down."""

from referrals.caseload.services.contacts import Told, log_contact

__all__ = ["Told", "log_contact"]
