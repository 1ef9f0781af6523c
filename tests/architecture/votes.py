"""What an address of a decision can name: the part of a World that votes."""

from functools import cached_property
from typing import Any

from django.utils import timezone

from advisory.models import Ballot, Decision, Proxy, Result, RollEntry
from tests.factories.people import member


class Votes:
    """Decisions of each state. The board's member is on the roll of all that have one."""

    group: Any
    second_group: Any
    board: Any
    half: Any
    meeting: Any
    planned: Any
    mark: str

    def _decision(self, name: str, **fields: Any) -> Any:
        opened = {"opened_at": timezone.now()} if fields["state"] not in ("draft", "deferred") else {}
        fields = {"group": self.group, **opened, **fields}
        decision = Decision.objects.create(title=f"{self.mark} {name}", **fields)
        if opened:
            RollEntry.objects.create(decision=decision, person=self.board)
        return decision

    @cached_property
    def draft(self) -> Any:
        return self._decision("hours", state="draft", meeting=self.meeting)

    @cached_property
    def decision(self) -> Any:
        """Open, with the board's member on its roll."""
        return self._decision("van", state="open", meeting=self.meeting)

    @cached_property
    def deferred(self) -> Any:
        return self._decision("benches", state="deferred", deferred_to=self.planned)

    @cached_property
    def withdrawn(self) -> Any:
        return self._decision("trees", state="withdrawn")

    @cached_property
    def box(self) -> Any:
        """A secret vote, open, with one paper in its box that is not typed."""
        decision = self._decision("chair", state="open", is_secret=True)
        entry = RollEntry.objects.create(decision=decision, person=self.half)
        Ballot.objects.create(
            entry=entry, is_sealed=True, channel="paper", entered_by=self.half, why="No phone.", cast_at=None
        )
        return decision

    @cached_property
    def giver(self) -> Any:
        """Somebody whose vote on the open decision the board's member holds."""
        giver = member(self.group, display_name=f"{self.mark} giver")
        RollEntry.objects.create(decision=self.decision, person=giver)
        Proxy.objects.create(decision=self.decision, giver=giver, holder=self.board, recorded_by=giver)
        return giver

    @cached_property
    def given(self) -> Any:
        """The open decision; somebody else votes on it for the board's member."""
        Proxy.objects.create(
            decision=self.decision, giver=self.board, holder=self.giver, recorded_by=self.board
        )
        return self.decision

    @cached_property
    def decision_of_others(self) -> Any:
        """Of another group, which asks for approval."""
        return self._decision("kitchen", state="closed", group=self.second_group)

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
