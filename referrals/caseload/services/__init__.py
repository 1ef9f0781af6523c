"""What the Ambassador writes down."""

from referrals.caseload.services.contacts import Told, log_contact
from referrals.caseload.services.handing import end_cover, hand_all_over, hand_over, stand_in
from referrals.caseload.services.standing import keep_standing

__all__ = [
    "Told",
    "end_cover",
    "hand_all_over",
    "hand_over",
    "keep_standing",
    "log_contact",
    "stand_in",
]
