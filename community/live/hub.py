"""The hub of a web process: renders each watched board once per audience, and writes it to every socket."""

import asyncio
import logging
import math
from collections.abc import Collection, Iterable

from community.core.registry import Audience
from community.core.turns import pages
from community.live.entry import Ticket, ask_again
from community.live.models import LiveBoard
from community.live.notifier import Notifier, Versions
from community.live.panels import Snapshot, snapshots
from community.live.selectors import find_board
from community.live.showing import Message, Showing, Watcher
from community.live.threads import boards, in_thread
from community.live.wire import hand

log = logging.getLogger(__name__)

TICK = 0.1  # seconds from one push to the next, at least
REST = 3  # times as long as a push took it rests, so that a storm of votes leaves time to take votes in,
LONGEST = 0.2  # but no longer than so many seconds
GIVE_WAY = 0.1  # seconds that a push waits for pages at most: a page shows what changed as well
RETRY = 1.0  # seconds until a board that could not be rendered is tried again
SWEEP = 1.0  # seconds from one sweep to the next
SWEEPS = 5  # sweeps that reach every socket once
FRESH = 1.0  # seconds during which a push trusts the last answer about a right
PULSE = 15.0  # seconds from one pulse to the next; board.js gives a silent socket up after 45
CROWD = 50  # more stale rights than this are left to the sweep: a push does not wait for so many

# Closing codes. The server may send no others than 1000 and 3000 to 4999 (RFC 6455, 7.4).
GONE, RIGHT_ENDED, COME_AGAIN, TOO_SLOW = 4404, 4403, 4205, 4408


class Hub:
    """Lives in one event loop, from the first socket to the last."""

    def __init__(self) -> None:
        self.boards: dict[int, dict[Audience, Showing]] = {}
        self.seats: dict[Watcher, tuple[int, Audience]] = {}
        self.drawn: Versions = {}
        self.asked: dict[Ticket, float] = {}
        self.rung: set[int] = set()
        self.bell = asyncio.Event()
        self.loop = asyncio.get_running_loop()
        self.notifier = Notifier(self.boards.keys, self.hear)
        works = (self.notifier.run, self._push, self._sweep, self._beat)
        self.tasks = [self.loop.create_task(work()) for work in works]

    # Sockets come and go

    def join(self, watcher: Watcher, audience: Audience, *, have: int) -> None:
        """Seat a socket whose page shows version ``have``; it is sent the whole board if that may be another.

        A page newer than what was drawn last waits for the next drawing.
        """
        board_id = watcher.ticket.board_id
        self.seats[watcher] = (board_id, audience)
        self.asked.setdefault(watcher.ticket, self.loop.time())
        showing = self.boards.setdefault(board_id, {}).setdefault(audience, Showing(audience))
        showing.watchers.add(watcher)
        showing.newcomers[watcher] = have
        if showing.seen and have <= showing.seen:
            self._welcome(showing)
        else:
            self._ring(board_id)

    def leave(self, watcher: Watcher) -> None:
        """Forget a socket; what nobody watches any more is forgotten with it."""
        if watcher not in self.seats:
            return
        board_id, audience = self.seats.pop(watcher)
        showing = self.boards[board_id][audience]
        showing.watchers.discard(watcher)
        showing.newcomers.pop(watcher, None)
        if not showing.watchers:
            del self.boards[board_id][audience]
        if not self.boards[board_id]:
            del self.boards[board_id]
            self.drawn.pop(board_id, None)
        if not self.seats:
            self.stop()

    def resend(self, watcher: Watcher) -> None:
        """Send one socket the whole board again, because it missed something."""
        board_id, audience = self.seats[watcher]
        showing = self.boards[board_id][audience]
        showing.newcomers[watcher] = 0
        self._welcome(showing)

    def stop(self) -> None:
        """End the hub's tasks. The next socket starts another hub."""
        for task in self.tasks:
            task.cancel()
        _hubs.pop(self.loop, None)

    def dismiss(self, watchers: Iterable[Watcher], code: int) -> None:
        """Forget sockets at once, and close them when they let us."""
        for watcher in list(watchers):
            self.leave(watcher)
            closing = self.loop.create_task(_close(watcher, code))
            _closing.add(closing)
            closing.add_done_callback(_closing.discard)

    # From the doorbell to the sockets

    def hear(self, versions: Versions) -> None:
        """The notifier says which version each board has."""
        for board_id, version in versions.items():
            if board_id in self.boards and version > self.drawn.get(board_id, 0):
                self._ring(board_id)

    def _ring(self, board_id: int) -> None:
        self.rung.add(board_id)
        self.bell.set()

    async def _push(self) -> None:
        """Show what was rung, at most once a tick; what is rung meanwhile waits for the next.

        The last state is always shown, at most ``LONGEST``, ``GIVE_WAY`` and one push after it was rung.
        """
        while True:
            await self.bell.wait()
            await pages.gone(GIVE_WAY)
            self.bell.clear()
            boards, self.rung = self.rung, set()
            began = self.loop.time()
            for board_id in boards:
                try:
                    await self._show(board_id)
                except Exception:
                    log.exception("live boards: board %s could not be rendered", board_id)
                    self.loop.call_later(RETRY, self._ring, board_id)
            took = self.loop.time() - began
            await asyncio.sleep(max(TICK - took, min(REST * took, LONGEST)))

    async def _show(self, board_id: int) -> None:
        """Render the board once for each of its audiences, and write what changed to their sockets."""
        before = dict(self.boards.get(board_id, {}))
        if not before:
            return
        versions = {showing.seen for showing in before.values()}
        since = versions.pop() if len(versions) == 1 else 0
        tickets = {watcher.ticket for watcher, (board, _audience) in self.seats.items() if board == board_id}
        stale = self._stale(tickets)
        drawn, _asked = await asyncio.gather(
            in_thread(boards, draw, board_id, list(before), since),
            self._ask(stale if len(stale) <= CROWD else []),
        )
        showings = self.boards.get(board_id, {})
        for audience, shot in drawn.items():
            if (showing := showings.get(audience)) is not before[audience]:
                continue  # all have left meanwhile; whoever came since rang for themselves
            self.drawn[board_id] = shot["version"]
            message = showing.turn_to(shot)
            if message:
                self._write(showing.watchers - showing.newcomers.keys(), message)
            self._welcome(showing)

    def _welcome(self, showing: Showing) -> None:
        """Send the whole board to newcomers whose page may be another; before it is drawn they wait."""
        if not showing.seen:
            return
        behind = [watcher for watcher, have in showing.newcomers.items() if showing.may_differ(have)]
        showing.newcomers.clear()
        if behind:
            self._write(behind, showing.everything())

    def _write(self, watchers: Collection[Watcher], message: Message) -> None:
        """Hand the message to each socket; one that would have us wait is told to close."""
        self.dismiss(hand(message, watchers), TOO_SLOW)

    async def _beat(self) -> None:
        """Let every page know that its socket lives: a connection can be lost without either end noticing."""
        while True:
            await asyncio.sleep(PULSE)
            for showing in [showing for board in self.boards.values() for showing in board.values()]:
                if showing.version:
                    self._write(showing.watchers - showing.newcomers.keys(), showing.pulse())

    # Rights

    async def _sweep(self) -> None:
        """Ask about a fifth of the rights every second, those longest unasked first."""
        while True:
            await asyncio.sleep(SWEEP)
            tickets = {watcher.ticket for watcher in self.seats}
            self.asked = {ticket: self.asked.get(ticket, 0.0) for ticket in tickets}
            try:
                await self._ask(self._stale(tickets)[: math.ceil(len(tickets) / SWEEPS)])
            except Exception:
                log.exception("live boards: rights could not be asked about")

    def _stale(self, tickets: Collection[Ticket]) -> list[Ticket]:
        """The tickets whose answer is not fresh, the oldest first."""
        limit = self.loop.time() - FRESH
        old = [ticket for ticket in tickets if self.asked.get(ticket, 0.0) < limit]
        return sorted(old, key=lambda ticket: self.asked.get(ticket, 0.0))

    async def _ask(self, tickets: list[Ticket]) -> None:
        """Close the sockets whose right has ended, and have those who are seen differently come again."""
        if not tickets:
            return
        answers = await in_thread(boards, ask_again, tickets)
        self.asked.update(dict.fromkeys(tickets, self.loop.time()))
        for watcher, (_board, audience) in list(self.seats.items()):
            answer = answers.get(watcher.ticket, audience)
            if answer != audience:
                self.dismiss([watcher], COME_AGAIN if answer else RIGHT_ENDED)


def draw(board_id: int, audiences: list[Audience], since: int) -> dict[Audience, Snapshot]:
    """The board for each audience, or what changed since (``panels.snapshots``)."""
    board = find_board(board_id)
    if board is None:
        raise LiveBoard.DoesNotExist
    return snapshots(board, audiences, since=since)


async def _close(watcher: Watcher, code: int) -> None:
    try:
        await watcher.close(code)
    except Exception:
        log.info("live boards: a socket was gone before it was closed", exc_info=True)


_closing: set[asyncio.Task[None]] = set()
_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


def hub() -> Hub:
    """The hub of the running event loop, which is the web process's only one outside of tests."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
