"""What an address of a board's own matters can name: what it proposes, and what came of its votes."""

from functools import cached_property
from typing import Any

from django.utils import timezone

from advisory.models import Decision, Measure, Position, Proposal, ProposalVersion, Result


class Chamber:
    """A proposal with what was said of it, and a decision that was made."""

    group: Any
    board: Any
    facilitator: Any
    mark: str

    @cached_property
    def proposal(self) -> Any:
        """Talked about; proposed by the board's member."""
        proposal = Proposal.objects.create(
            group=self.group, title=f"{self.mark} proposal", proposed_by=self.board, channel="web"
        )
        ProposalVersion.objects.create(
            proposal=proposal, number=1, text=f"{self.mark}: a van.", author=self.board
        )
        return proposal

    @cached_property
    def position(self) -> Any:
        return Position.objects.create(
            proposal=self.proposal, person=self.board, stance="for", words=f"{self.mark} words"
        )

    @cached_property
    def amendment(self) -> Any:
        """It waits for an answer."""
        version = self.proposal.versions.get()
        return version.amendments.create(text=f"{self.mark}: two vans.", author=self.facilitator)

    @cached_property
    def made(self) -> Any:
        """A final decision."""
        now = timezone.now()
        decision = Decision.objects.create(
            group=self.group, title=f"{self.mark} story time", state="closed", opened_at=now, closed_at=now
        )
        Result.objects.create(
            decision=decision,
            entitled=1,
            present=1,
            cast=1,
            yes=1,
            no=0,
            abstain=0,
            quorum_met=True,
            passed=True,
        )
        return decision

    @cached_property
    def measure(self) -> Any:
        return Measure.objects.create(decision=self.made, what=f"{self.mark} children", target=20)
