"""Database work for code that runs in the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.db import connections

Answer = TypeVar("Answer")

# For rendering and for rights; and for those at the door, so that a crowd there holds up no board.
boards = ThreadPoolExecutor(2, thread_name_prefix="board")
entrance = ThreadPoolExecutor(2, thread_name_prefix="entrance")


async def in_thread(pool: ThreadPoolExecutor, work: Callable[..., Answer], *args: Any) -> Answer:
    """Run ``work`` in ``pool``; whatever connection it opened is given back before this returns."""
    return await asyncio.get_running_loop().run_in_executor(pool, _tidily, work, *args)


def _tidily(work: Callable[..., Answer], *args: Any) -> Answer:
    try:
        return work(*args)
    finally:
        connections.close_all()
