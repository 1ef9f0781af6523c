"""What the community tries: a part of a World."""

from functools import cached_property
from typing import Any

from referrals.equity.services import plan_trial


class Trying:
    """A test of change: a part of a World."""

    mark: str
    community: Any
    ambassador: Any

    @cached_property
    def trial(self) -> Any:
        return plan_trial(
            hypothesis=f"{self.mark} trial",
            measure="contacted",
            starts_on=self.community.today(),
            owner=self.ambassador,
            by=self.ambassador,
        )
