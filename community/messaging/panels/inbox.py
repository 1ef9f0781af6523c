"""The staff's inbox as a live board: its lists and its open threads.

The view that is asked for says which: "unread-2" is the second page of what is unread, "thread-17"
a thread. A panel is the same for a whole audience, so its buttons belong to a form of the page.
"""

import re
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.template.loader import render_to_string

from community.core.registry import Audience
from community.live.models import LiveBoard
from community.live.selectors import find_board, once_a_moment
from community.messaging import rules
from community.messaging.models import Message, Thread
from community.messaging.selectors import (
    BOARD_KIND,
    OpenThread,
    inbox,
    inbox_counts,
    lost_here,
    open_thread,
    page_of,
    people_around,
    people_by_phone,
    sieves,
)
from community.messaging.words import advice_for, state_words, trouble_of, what_happened
from community.people.models import Community, Person
from community.people.rules import is_staff

__all__ = ["KIND", "PANELS", "audience", "audiences", "mine"]

KIND = BOARD_KIND
A_PAGE = 40
SHOWN = 200
_VIEW = re.compile(r"([a-z]+)-([0-9]{1,18})(?:-([0-9]{1,18}))?")


def list_view(state: str, page: int) -> str:
    """What the page of a list asks its board for."""
    return f"{state}-{page}"


def thread_view(thread: Thread) -> str:
    """What the page of a thread asks its board for."""
    return f"thread-{thread.pk}"


def audience(person: Any | None, board_id: int, claimed: str) -> Audience | None:
    """The staff of the board's community, and nobody else."""
    return audiences([person], board_id, claimed)[0] if person is not None else None


def audiences(people: Sequence[Any], board_id: int, claimed: str) -> list[Audience | None]:
    """The same for many people. "mine" is another list for each of them."""
    asked, board = _VIEW.fullmatch(claimed), find_board(board_id)
    if asked is None or board is None or asked[3] or not _is_there(board, asked[1], int(asked[2])):
        return [None] * len(people)
    return [seen_as(claimed, who) if is_staff(who) else None for who in people]


def seen_as(claimed: str, who: Person, *, language: str | None = None) -> Audience:
    """The audience of a person of the staff at the view ``claimed``; in their own language by default."""
    role = f"{claimed}-{who.pk}" if claimed.startswith("mine-") else claimed
    return Audience(role, language or who.language)


def _is_there(board: LiveBoard, name: str, number: int) -> bool:
    if name == "thread":
        return Thread.objects.of(board.community).filter(pk=number).exists()
    return name in sieves(0) and number > 0


def mine(person: Any, board_id: int) -> str:
    """Nothing in the inbox is one person's alone."""
    return ""


# Lists


def read_list(
    community: Community, state: str, number: int, *, person_id: int, among: Q | None = None
) -> dict[str, Any]:
    """A page of the inbox and how many are in each list, in three queries."""
    counts = inbox_counts(community, person_id=person_id, among=among)
    paginator = Paginator(inbox(community, among=sieves(person_id)[state] & (among or Q())), A_PAGE)
    paginator.count = counts[state]
    page: Page = paginator.get_page(number)
    keys: Any = page.object_list
    page.object_list = list(page_of(keys))
    people = people_by_phone(community, [thread.phone for thread in page])
    for thread in page:
        thread.shown_body = rules.without_ways_in(thread.shown_body)
        thread.people = people.get(thread.phone, [])
    return {"counts": counts, "state": state, "page": page}


def list_panels(found: dict[str, Any]) -> dict[str, str]:
    """The panels of a list that ``read_list`` has read."""
    return {name: render_to_string(f"panels/inbox_{name}.html", found) for name in _OF_A_LIST}


@once_a_moment
def _list(board_id: int, role: str) -> dict[str, Any]:
    asked, board = _VIEW.fullmatch(role), find_board(board_id)
    assert asked is not None and board is not None  # noqa: S101,PT018  ``audiences`` has let it in
    return read_list(board.community, asked[1], int(asked[2]), person_id=int(asked[3] or 0))


def summary(board_id: int, audience: Audience) -> str:
    """The lists, each with how many are in it."""
    return _of_list("summary", board_id, audience)


def counts(board_id: int, audience: Audience) -> str:
    """What is new, for a screen reader to say when it changes."""
    return _of_list("counts", board_id, audience)


def threads(board_id: int, audience: Audience) -> str:
    """One page of a list."""
    return _of_list("threads", board_id, audience)


def _of_list(name: str, board_id: int, audience: Audience) -> str:
    if audience.role.startswith("thread-"):
        return ""
    return render_to_string(f"panels/inbox_{name}.html", _list(board_id, audience.role))


# Threads


def thread_panels(opened: OpenThread, people: Sequence[Person]) -> dict[str, str]:
    """The panels of a thread."""
    context = _context(opened, people)
    return {name: render_to_string(f"panels/inbox_{name}.html", context) for name in _OF_A_THREAD}


def _context(opened: OpenThread, people: Sequence[Person]) -> dict[str, Any]:
    return {
        "thread": opened.thread,
        "people": people,
        "lost": [] if people else lost_here(opened.thread),
        "entries": _entries(opened),
        "seen": opened.newest,
        "came": next((text for text in reversed(opened.texts) if text.direction == "in"), None),
    }


def _entries(opened: OpenThread) -> list[dict[str, Any]]:
    """Texts and notes as they followed on each other; of each text what became of it."""
    told = [{"at": text.created_at, "text": text, **_told(text)} for text in opened.texts]
    noted = [{"at": note.created_at, "note": note} for note in opened.notes]
    return sorted([*told, *noted], key=lambda entry: entry["at"])


def _told(text: Message) -> dict[str, str]:
    """What became of ``text`` in words."""
    return {
        "state": state_words(text),
        "trouble": trouble_of(text),
        "advice": advice_for(text),
        "happened": what_happened(text) if text.reduced_at else "",
    }


@once_a_moment
def _thread(board_id: int, role: str) -> tuple[OpenThread, Sequence[Person]] | None:
    asked, board = _VIEW.fullmatch(role), find_board(board_id)
    opened = open_thread(board.community, int(asked[2]), last=SHOWN) if asked and board else None
    return (opened, people_around(opened.thread)[0]) if opened else None


def standing(board_id: int, audience: Audience) -> str:
    """How it stands with the phone, who looks after it, and what can be done."""
    return _of_thread("standing", board_id, audience)


def timeline(board_id: int, audience: Audience) -> str:
    """The texts and notes."""
    return _of_thread("timeline", board_id, audience)


def newest(board_id: int, audience: Audience) -> str:
    """The last text that came, for a screen reader to say when it comes."""
    return _of_thread("newest", board_id, audience)


def _of_thread(name: str, board_id: int, audience: Audience) -> str:
    if not audience.role.startswith("thread-"):
        return ""
    found = _thread(board_id, audience.role)
    return render_to_string(f"panels/inbox_{name}.html", _context(*found)) if found else ""


_OF_A_LIST = ("summary", "counts", "threads")
_OF_A_THREAD = ("standing", "timeline", "newest")
PANELS = {
    "summary": summary,
    "counts": counts,
    "threads": threads,
    "standing": standing,
    "timeline": timeline,
    "newest": newest,
}
