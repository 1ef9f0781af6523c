"""Who is answered first: a person waits for a page, and a machine that brings a text can wait a moment.

All requests of a process share one interpreter. A storm of texts would hold up every page by as much as it
takes of the time; the texts themselves lose nothing by going behind a page (Twilio waits 15 seconds).
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

EARLY = 0.001  # seconds by which a loop's timer may be early


class Pages:
    """The pages that a process is at work on: for each somebody waits."""

    def __init__(self) -> None:
        self.at_work = 0
        self.waiting: set[asyncio.Future[None]] = set()

    @contextmanager
    def page(self) -> Iterator[None]:
        """One more is at work."""
        self.at_work += 1
        try:
            yield
        finally:
            self.at_work -= 1
            if not self.at_work:
                for turn in self.waiting:
                    if not turn.done():
                        turn.set_result(None)

    async def gone(self, longest: float) -> None:
        """Return once none is at work, or after ``longest`` seconds: for what can wait as long as that."""
        if self.at_work:
            turn = asyncio.get_running_loop().create_future()
            self.waiting.add(turn)
            try:
                await asyncio.wait([turn], timeout=longest)
            finally:
                self.waiting.discard(turn)


pages = Pages()


class PeopleFirst:
    """Machines take turns, a few at a time, while no page is at work.

    Whoever has waited ``patience`` seconds waits for one of those few turns only: so pages, however many,
    cannot keep the texts out.
    """

    def __init__(self, *, machines: int, patience: float) -> None:
        self.most, self.patience = machines, patience
        self.machines = 0
        # The turns that are awaited, each with the moment from which it does not wait for people.
        self.waiting: deque[tuple[float, asyncio.Future[None]]] = deque()

    @contextmanager
    def person(self) -> Iterator[None]:
        """A page is at work."""
        try:
            with pages.page():
                yield
        finally:
            self._grant()

    @asynccontextmanager
    async def machine(self) -> AsyncIterator[None]:
        """A machine's request is at work, once it is its turn."""
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        self.waiting.append((loop.time() + self.patience, turn))
        self._grant()
        late = loop.call_later(self.patience, self._grant)
        try:
            await turn
            yield
        finally:
            late.cancel()
            if turn.done() and not turn.cancelled():
                self.machines -= 1
                self._grant()

    def _grant(self) -> None:
        """Give turns to those who wait, in the order they came."""
        while self.waiting and self.machines < self.most:
            deadline, turn = self.waiting[0]
            if pages.at_work and turn.get_loop().time() + EARLY < deadline:
                return
            self.waiting.popleft()
            if not turn.done():  # whoever hung up takes no turn
                self.machines += 1
                turn.set_result(None)
