"""Services of the directory: a part of a World."""

from functools import cached_property
from typing import Any

from referrals.directory.services import stage
from tests.factories.directory import as_file, listed, small


class Serving:
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
