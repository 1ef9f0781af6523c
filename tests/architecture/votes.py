"""What an address of a vote can name: the part of a World that decides."""

from functools import cached_property
from typing import Any

from django.utils import timezone

from advisory.models import Ballot, Decision, Result, RollEntry


class Votes:
    """Votes that were counted."""

    group: Any
    board: Any
    mark: str

    @cached_property
    def decided(self) -> Any:
        """Closed, with the ballot of the board's member."""
        now = timezone.now()
        decision = Decision.objects.create(
            group=self.group, title=f"{self.mark} benches", state="closed", opened_at=now, closed_at=now
        )
        entry = RollEntry.objects.create(decision=decision, person=self.board)
        Ballot.objects.create(entry=entry, option="yes", channel="phone", receipt=f"R{decision.pk}")
        counted = {"entitled": 1, "present": 1, "cast": 1, "yes": 1, "no": 0, "abstain": 0}
        Result.objects.create(decision=decision, **counted, quorum_met=True, passed=True)
        return decision
