"""Making releases: prepare, publish with a second look, withdraw."""

from referrals.reports.services.issuing import drop_draft, publish_release, withdraw_release
from referrals.reports.services.preparing import Prepared, look_again, prepare_release

__all__ = [
    "Prepared",
    "drop_draft",
    "look_again",
    "prepare_release",
    "publish_release",
    "withdraw_release",
]
