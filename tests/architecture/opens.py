"""Whom an address opens to: what the tables of doors and presses are made of."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from tests.architecture.world import KNOWN, STAFF, World

RUN_MEETINGS = frozenset({"coordinator", "facilitator"})
MONEY = frozenset({"coordinator", "finance"})
BOARD = frozenset({"board"})
CASES = frozenset({"ambassador", "coordinator"})
NOBODY: frozenset[str] = frozenset()
SIGNED_IN = KNOWN | {"half"}
# Those who sign in with two factors.
TWO = STAFF | {"provider"}


def nothing(_world: World) -> Mapping[str, Any]:
    """An empty form."""
    return {}


class Opens(NamedTuple):
    """Whom an address opens to.

    ``ids``: the rows of ``World`` that fill its arguments. A row of another community must be a 404.
    ``keys``: what fills arguments that let in whoever holds them. ``fixed``: other arguments.
    ``post``: what the form sends; rows of another community in it must be refused.
    """

    to: frozenset[str]
    ids: Mapping[str, str] = {}
    keys: Mapping[str, str] = {}
    fixed: Mapping[str, Any] = {}
    post: Callable[[World], Mapping[str, Any]] = nothing

    def arguments(self, world: World) -> dict[str, Any]:
        """The arguments of the address, from the rows of ``world``."""
        ids = {name: getattr(world, row).pk for name, row in self.ids.items()}
        return {**ids, **{name: getattr(world, key) for name, key in self.keys.items()}, **self.fixed}
