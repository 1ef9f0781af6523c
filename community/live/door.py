"""The door of the live boards: a crowd that comes at once is let in together, not one by one.

After a restart every phone of a meeting comes back within seconds. Asked about one by one each would take
ten queries; all who come while others are being asked about are asked about together, in as many.
"""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from django.conf import settings

from community.core.prepared import LARGEST
from community.core.registry import Audience
from community.live.entry import Ticket, answers_for, enter_by_session, picked_language, ticket_for
from community.live.threads import entrance, in_thread
from community.people.models import Person
from community.people.sessions import people_of_sessions

Entered = tuple[Ticket, Audience] | None
MOST = 250  # at a time, so that the first of a crowd do not wait for the last
MOMENT = 0.001  # seconds in which others may come;
LONGEST = 0.05  # while they do a crowd waits, but no longer


@dataclass(frozen=True, slots=True, eq=False)
class Knock:
    """Somebody with the cookies of a browser who wants to watch a board."""

    board_id: int
    claimed: str
    cookies: Mapping[str, str]

    @property
    def session_key(self) -> str:
        return self.cookies.get(settings.SESSION_COOKIE_NAME, "")


class Door:
    """Lives in one event loop."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Knock, asyncio.Future[Entered]]] = []
        self.task: asyncio.Task[None] | None = None

    async def enter(self, knock: Knock) -> Entered:
        """Who that is, and as whom they may watch; None when they may not."""
        answer: asyncio.Future[Entered] = asyncio.get_running_loop().create_future()
        self.waiting.append((knock, answer))
        if self.task is None:
            self.task = asyncio.create_task(self._open())
        return await answer

    async def _open(self) -> None:
        """Let in all who wait, a crowd at a time: to ask about one takes nearly as long as about many."""
        try:
            while self.waiting:
                await self._gather()
                crowd, self.waiting = self.waiting[:MOST], self.waiting[MOST:]
                await self._let_in([pair for pair in crowd if not pair[1].done()])
        finally:
            self.task = None

    async def _gather(self) -> None:
        """Wait until nobody came for a moment: those who dialed already are then let in with the rest."""
        loop = asyncio.get_running_loop()
        until, had = loop.time() + LONGEST, 0
        while had < len(self.waiting) < MOST and loop.time() < until:
            had = len(self.waiting)
            await asyncio.sleep(MOMENT)

    async def _let_in(self, crowd: list[tuple[Knock, "asyncio.Future[Entered]"]]) -> None:
        try:
            entered = await in_thread(entrance, enter_together, [knock for knock, _answer in crowd])
        except Exception as failure:
            for _knock, answer in crowd:
                if not answer.done():
                    answer.set_exception(failure)
            return
        for knock, answer in crowd:
            if not answer.done():  # whoever hung up meanwhile does not wait any more
                answer.set_result(entered[knock])


def enter_together(knocks: Collection[Knock]) -> dict[Knock, Entered]:
    """Like ``enter_by_session`` for each, in a handful of queries for all who have signed in plainly."""
    found = people_of_sessions({knock.session_key for knock in knocks if knock.session_key})
    entered: dict[Knock, Entered] = {}
    tickets: dict[Knock, Ticket] = {}
    people: dict[Ticket, Person] = {}
    for knock in knocks:
        if knock.session_key in found and knock.board_id <= LARGEST:
            language = picked_language(knock.cookies)
            plain = Ticket(board_id=knock.board_id, claimed=knock.claimed, language=language)
            person, user = found[knock.session_key]
            tickets[knock] = ticket_for(plain, person, user=user, session_key=knock.session_key)
            if person is not None:
                people[tickets[knock]] = person
        else:
            entered[knock] = enter_by_session(knock.board_id, claimed=knock.claimed, cookies=knock.cookies)
    answers = answers_for(set(tickets.values()), people)
    for knock, ticket in tickets.items():
        audience = answers[ticket]
        entered[knock] = (ticket, audience) if audience else None
    return entered


_doors: WeakKeyDictionary[asyncio.AbstractEventLoop, Door] = WeakKeyDictionary()


def door() -> Door:
    """The door of the running event loop."""
    return _doors.setdefault(asyncio.get_running_loop(), Door())
