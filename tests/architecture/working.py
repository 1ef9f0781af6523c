"""Work outside of meetings: a part of a World."""

from functools import cached_property
from typing import Any

from advisory.stipends.services import Done, enter_work
from referrals.models import Cover
from tests.architecture.evening import A_DAY
from tests.factories.people import SINCE, staff
from tests.factories.stipends import rate_for


class Working:
    """A group that pays by the hour for preparing and outreach, and an hour that its member wrote down."""

    group: Any
    community: Any
    board: Any
    ambassador: Any
    coordinator: Any

    @cached_property
    def paid_group(self) -> Any:
        for kind in ("preparation", "outreach"):
            rate_for(self.group, 2000, SINCE, kind=kind, unit="hour")
        return self.group

    @cached_property
    def stipend_for_work(self) -> Any:
        done = Done("outreach", self.community.today(), minutes=60)
        return enter_work(self.paid_group, self.board, done, by=self.board)

    @cached_property
    def second_ambassador(self) -> Any:
        return staff(self.community, "ambassador", display_name=f"{self.mark} second")

    @cached_property
    def cover(self) -> Any:
        """The second Ambassador is away tomorrow."""
        tomorrow = self.community.today() + A_DAY
        return Cover.objects.create(
            away=self.second_ambassador,
            standing_in=self.ambassador,
            starts_on=tomorrow,
            ends_on=tomorrow,
            entered_by=self.coordinator,
        )
