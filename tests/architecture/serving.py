"""What organizations give and promise: a part of a World."""

from functools import cached_property
from typing import Any

from referrals.directory.services import stage
from referrals.teams.selectors import team_of
from tests.architecture.exchanging import Exchanging
from tests.factories.directory import as_file, listed, small
from tests.factories.meetings import planned
from tests.factories.offers import sent
from tests.factories.people import provider
from tests.factories.teams import counted, promised


class Serving(Exchanging):
    """A provider with a service, and a file that a coordinator sent in."""

    provider: Any
    coordinator: Any
    mark: str

    @cached_property
    def service(self) -> Any:
        return listed(self.provider, places=3, name=f"{self.mark} screening", areas=[f"{self.mark} area"])

    @cached_property
    def directory_file(self) -> Any:
        return stage(as_file(small(name=f"{self.mark} music")), by=self.coordinator)

    @cached_property
    def promise(self) -> Any:
        planned(team_of(self.provider.community))
        return promised(self.provider, title=f"{self.mark} promise")

    @cached_property
    def counted(self) -> Any:
        return counted(self.provider, self.coordinator, title=f"{self.mark} measure")

    @cached_property
    def other_service(self) -> Any:
        other = provider(self.provider.community, display_name=f"{self.mark} receiver")
        return listed(other, places=3, name=f"{self.mark} evaluations")

    @cached_property
    def offer(self) -> Any:
        return sent(self.provider, self.other_service, child_name=f"{self.mark} youngest")

    @property
    def shared_measure(self) -> Any:
        return self.counted.measure
