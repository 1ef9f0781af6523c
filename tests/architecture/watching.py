"""A record that was opened with a reason."""

from functools import cached_property
from typing import Any

from referrals.models import Glass


class Watching:
    """What a World has of it."""

    finance: Any
    referral: Any

    @cached_property
    def glass(self) -> Glass:
        """Opened by who keeps the books, just now."""
        reason = "Nobody reaches the parent, and the child is here."
        return Glass.objects.create(referral=self.referral, person=self.finance, reason=reason)
