"""The book: the part of a World that money stands in."""

from functools import cached_property
from typing import Any

from advisory.ledger.services import Bought, enter_bill
from tests.factories.stipends import funded


class Purse:
    """A fund that pays for everything, and a bill paid out of it."""

    community: Any
    coordinator: Any
    mark: str

    @cached_property
    def fund(self) -> Any:
        return funded(self.community, 1_000_00, by=self.coordinator, name=f"{self.mark} fund")

    @cached_property
    def bill(self) -> Any:
        return enter_bill(self.fund, Bought("meals", 50_00, f"{self.mark} dinner"), by=self.coordinator)
