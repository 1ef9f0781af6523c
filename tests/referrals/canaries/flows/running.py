"""How a file says which of its functions are flows."""

from collections.abc import Callable
from typing import Any

from tests.referrals.canaries.world import World

Flow = Callable[[World, Any], None]


class Flows(list[Flow]):
    """``@flow`` adds a function, in the order written."""

    def __call__(self, run: Flow) -> Flow:
        self.append(run)
        return run
