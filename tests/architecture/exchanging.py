"""Files of referrals: a part of a World."""

from functools import cached_property
from typing import Any

from tests.factories.exchange import bring, row


class Exchanging:
    """A file that the provider brought, and another."""

    provider: Any
    mark: str

    @cached_property
    def brought(self) -> Any:
        return bring(self.provider, [row(7, parent_name=f"{self.mark} mother")])

    @cached_property
    def brought_to_drop(self) -> Any:
        return bring(self.provider, [row(8, parent_name=f"{self.mark} father")])
