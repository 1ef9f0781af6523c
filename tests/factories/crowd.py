"""Many hands on one house at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections

from community.core.errors import Refused


def at_once(acts: Sequence[Callable[[], Any]], *, threads: int = 8) -> list[Any]:
    """Run ``acts`` in threads, each on its own connection; returns what each returned or refused with."""

    def run(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, acts))
