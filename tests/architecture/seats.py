"""What an address of a board can name: the part of a World that sits, agrees, and looks for members."""

import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from advisory.models import (
    Applicant,
    Charter,
    Dissent,
    Gathering,
    Guest,
    Outreach,
    Seat,
    Term,
)
from tests.factories.boards import chartered
from tests.factories.people import SINCE, GroupFactory, PersonFactory


class Seats:
    """A board's seats and texts, and somebody at each end of the way to a seat."""

    group: Any
    board: Any
    mark: str

    @cached_property
    def seat(self) -> Any:
        return Seat.objects.create(group=self.group, number=1, purpose=f"{self.mark} families", since=SINCE)

    @cached_property
    def term(self) -> Any:
        return Term.objects.create(seat=self.seat, membership=self.membership)

    @cached_property
    def membership(self) -> Any:
        return self.board.memberships.get(group=self.group)

    @cached_property
    def subcommittee(self) -> Any:
        return GroupFactory(
            community=self.group.community,
            name=f"{self.mark} food",
            code=f"{self.mark[:6]} 3",
            kind="subcommittee",
            parent=self.group,
        )

    @cached_property
    def charter_version(self) -> Any:
        version = chartered(self.group)
        Charter.objects.filter(pk=version.charter_id).update(title=f"{self.mark} charter")
        Dissent.objects.create(version=version, words=f"{self.mark} dissent", kept_on=SINCE)
        return version

    @cached_property
    def charter(self) -> Any:
        return Charter.objects.get(pk=self.charter_version.charter_id)

    @cached_property
    def outreach(self) -> Any:
        return Outreach.objects.create(group=self.group, title=f"{self.mark} fair", starts_on=SINCE)

    @cached_property
    def interview(self) -> Any:
        return Gathering.objects.create(
            group=self.group,
            kind="interview",
            starts_at=timezone.now() + datetime.timedelta(days=1),
            place=f"{self.mark} library",
        )

    @cached_property
    def guest(self) -> Any:
        return Guest.objects.create(gathering=self.interview, applicant=self.applicant)

    @cached_property
    def applicant(self) -> Any:
        """Somebody at the group interview."""
        who = PersonFactory(community=self.group.community, display_name=f"{self.mark} applicant")
        return Applicant.objects.create(group=self.group, person=who, channel="text", state="interview")

    @cached_property
    def newcomer(self) -> Any:
        who = PersonFactory(community=self.group.community, display_name=f"{self.mark} newcomer")
        return Applicant.objects.create(group=self.group, person=who, channel="text", outreach=self.outreach)

    def furnish_board(self) -> None:
        """Make one of everything now."""
        for made in ("term", "subcommittee", "charter", "guest", "newcomer"):
            getattr(self, made)
