"""The named points where rooms plug into the ground floor.

Each app's ``plugs.py`` has one function ``plug()`` that fills these; ``community.apps`` calls it once
at start-up. Nothing on the ground floor knows who plugged in.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

from django.http import HttpResponse

Plug = TypeVar("Plug")


class Plugs(Generic[Plug]):
    """Plugs by key, in the order they came. A key can be taken once."""

    def __init__(self) -> None:
        self._plugs: dict[str, Plug] = {}

    def add(self, key: str, plug: Plug) -> None:
        if self._plugs.setdefault(key, plug) is not plug:
            raise ValueError(f"{key!r} is plugged in already")

    def __getitem__(self, key: str) -> Plug:
        return self._plugs[key]

    def get(self, key: str) -> Plug | None:
        return self._plugs.get(key)

    def items(self) -> Iterable[tuple[str, Plug]]:
        return self._plugs.items()

    def __iter__(self) -> Iterator[Plug]:
        return iter(self._plugs.values())


class Audience(NamedTuple):
    """Who sees the same bytes: one role in one language. ``role`` is a word the board's kind defines."""

    role: str
    language: str

    @property
    def mark(self) -> str:
        """The audience as a page names it: what it shows was drawn for this one."""
        return f"{self.role}.{self.language}"


@dataclass(frozen=True)
class Panel:
    """One piece of a live board. ``render(board_id, audience)`` returns its inner HTML; "" hides it."""

    board_kind: str
    key: str
    order: int
    render: Callable[[int, Audience], str]


@dataclass(frozen=True)
class BoardKind:
    """How a kind of live board is entered.

    ``audience(person, board_id, claimed)`` returns the audience in which ``person`` (None: nobody is
    signed in) may follow the board, or None when they may not; ``claimed`` is the view they asked
    for ("" for their own).
    ``mine(person, board_id)`` returns the HTML of the small personal panel.
    ``audiences(people, board_id, claimed)`` answers for many people, in their order, in a few queries;
    it is asked again before every push. Without it ``audience`` is asked for each.
    """

    audience: Callable[[Any | None, int, str], Audience | None]
    mine: Callable[[Any, int], str]
    audiences: Callable[[Sequence[Any], int, str], list[Audience | None]] | None = None


class OwnPanel(NamedTuple):
    """One piece of the personal panel of a kind of board. ``render(person, board_id)`` returns its
    HTML, in the language in force; "" hides it. A board kind that has several pieces joins them."""

    board_kind: str
    order: int
    render: Callable[[Any, int], str]


class ReplyHandler(NamedTuple):
    """A kind of question by text.

    ``answer(expectation, value, message)`` acts on an answer and returns the echo in words. It may
    raise Refused; its message is then the echo. ``expectation.pressed`` is the digit that was chosen.
    ``line(expectation, numbers)`` names the question in a few words, with the digit of each value:
    "Board meeting Thu Nov 26: 1 yes 2 no". With no ``numbers`` it is the name alone; "" where there is
    nothing to ask any more. Both are called in the language of the question's person.
    ``is_personal``: the answer counts for one person alone, so on a shared phone it must be known who
    writes. ``says``: the values that mean "yes" or "no" by another name. ``is_secret``: once the answer is
    acted on, the text that carried it loses its words.
    """

    answer: Callable[[Any, str, Any], str]
    line: Callable[[Any, Mapping[str, int]], str]
    is_personal: bool = False
    says: Mapping[str, str] = MappingProxyType({})
    is_secret: bool = False


class InWords(NamedTuple):
    """What is said back, in the language of ``person``, to an answer in somebody's own words."""

    words: str
    person: Any


class LinkPurpose(NamedTuple):
    """What a signed link opens. ``page(request, link, action="")`` shows it, or acts on a POST.

    ``action`` is what stands behind the token: "" for ``/l/<token>/``; a name for a POST to
    ``/l/<token>/do/<name>/`` or a GET of ``/l/<token>/<name>/``. A GET only reads, never writes. The
    link still holds, its person has shown one factor at most, and their language and their community's
    zone are set; what the person may do today is for the page to check. ``request.person`` is None:
    nobody is signed in by a link.

    ``board(link)`` is the id of the live board its page follows, or None.
    """

    page: Callable[..., HttpResponse]
    board: Callable[[Any], int | None] = lambda _link: None


# From this urgency on a line of a home page asks for nothing; it is news.
NEWS = 80


class Todo(NamedTuple):
    """One line of a home page: what waits, where to do it, and how pressing (lower is sooner)."""

    text: str
    url: str
    urgency: int = 50


class FirstStep(NamedTuple):
    """What somebody of a role mostly comes for: the button on their first page.

    ``words`` say what will stand there while nothing waits yet.
    """

    action: str
    url: str
    words: str


class MenuEntry(NamedTuple):
    """One place of the left rail. ``opens_to(person)`` says who has it."""

    label: Any
    url_name: str
    opens_to: Callable[[Any], bool]
    order: int


class Opening(NamedTuple):
    """An item with which the draft of an agenda begins. ``kind`` is one of ``AgendaItem.Kind``;
    ``notes`` says what is known already, one fact a line."""

    kind: str
    title: str
    minutes: int
    notes: str = ""


class ReplaySection(NamedTuple):
    """A part of a meeting-record file that another room keeps: "decisions" or "indicators".

    ``load(records, context)`` gets the records of one meeting ("decisions") or of the whole file
    ("indicators"), each a ``community.meetings.replay.reading.Record``: ask it by key
    (``record.text("what")``, ``record.count("tally")``, ``record.refuse("id", words)``); a key that
    nobody asks for is listed as not imported, with its line. ``context`` is a
    ``community.meetings.replay.storing.Context`` with ``community``, ``meeting`` (None for
    indicators) and ``on`` (the meeting's day, or the first day of its month, or None).
    It runs inside the one transaction of the import, must add nothing when its rows are there
    already, and returns how many rows it added and how many it changed. ``null`` in the file is None
    here, and never 0.
    """

    load: Callable[[list[Any], Any], tuple[int, int]]


class PrivateName(NamedTuple):
    """A name that no text for many may hold. ``of``: what bears it, "child", "provider" or "program"."""

    of: str
    name: str


class Mark(NamedTuple):
    """Something that happened on a day and may stand beside a series of figures: a decision, a promise.

    ``kind`` says what it is in a word or two; ``url`` leads to it, "" nowhere. No person is named.
    """

    day: date
    kind: str
    words: str
    url: str = ""


class DemoTry(NamedTuple):
    """What a person of the demo would try first. ``offer(person)`` returns (text, url) or None."""

    offer: Callable[[Any], tuple[str, str] | None]


reply_handlers: Plugs[ReplyHandler] = Plugs()
# names(community) -> the names of that community that texts for many leave out
private_words: Plugs[Callable[[Any], Iterable[PrivateName]]] = Plugs()
# reader(community, phone, persons, body, message) -> echo, or None when the text is not for it. A reader
# that acts for one person asks texting's ``speaker_of`` who of them writes.
text_readers: Plugs[Callable[..., str | None]] = Plugs()
# reader(community, persons, body, message) -> InWords, or None when it did not ask for these words. Asked
# after ``text_readers``, for texts that are no digits. Where ``staff_spoke_last`` words are for them.
word_readers: Plugs[Callable[..., InWords | None]] = Plugs()
panels: Plugs[Panel] = Plugs()
own_panels: Plugs[OwnPanel] = Plugs()
# What a text was for, by the first part of its ``once_key``: "An invitation" (lazily translated).
text_kinds: Plugs[Any] = Plugs()
# sender(person, render, useful_until): text a sign-in code to the person's phone at once, whatever the
# hour. ``render()`` returns the words; they are not kept once they have left.
code_senders: Plugs[Callable[[Any, Callable[[], str], datetime], None]] = Plugs()
board_kinds: Plugs[BoardKind] = Plugs()
# action(person, board_id, post) -> words for the person; posted to ".../do/<key>/" of any board page
board_actions: Plugs[Callable[[Any, int, Mapping[str, Any]], str]] = Plugs()
# hook() runs about once a second while a worker sends; what it does is quick, and raises nothing
texts_leaving: Plugs[Callable[[], None]] = Plugs()
# hook() runs after a worker has sent what was due; it leaves work to jobs
texts_left: Plugs[Callable[[], None]] = Plugs()
# hook(messages) hears that these outgoing texts moved on, at the end of the transaction that moved them
texts_moved: Plugs[Callable[[Sequence[Any]], None]] = Plugs()
link_purposes: Plugs[LinkPurpose] = Plugs()
# A job by its dotted path, and every how many minutes it runs; ``migrate`` puts them on the schedule.
periodic_jobs: Plugs[int] = Plugs()
todos: Plugs[Callable[[Any], Iterable[Todo]]] = Plugs()
# Lines below all others on a first page: where to go when nothing waits
ways_in: Plugs[Callable[[Any], Iterable[Todo]]] = Plugs()
# offer(person) -> FirstStep, or None for other roles; the first that offers one wins
first_steps: Plugs[Callable[[Any], FirstStep | None]] = Plugs()
menu: Plugs[MenuEntry] = Plugs()
# section(meeting, person) -> HTML that a room adds to the page of a meeting; "" adds nothing
meeting_sections: Plugs[Callable[[Any, Any], str]] = Plugs()
# section(group, person) -> HTML that a room adds to the page of a group; "" adds nothing
group_sections: Plugs[Callable[[Any, Any], str]] = Plugs()
# hook(meeting, by) runs inside the transaction that closes a meeting
meeting_closed: Plugs[Callable[[Any, Any], object]] = Plugs()
# hook(meeting, people, by) runs inside the transaction that adds or takes back the attendance of ``people``
# at a meeting that is over; it returns sentences for whoever did it
attendance_corrected: Plugs[Callable[[Any, Sequence[Any], Any], Iterable[str]]] = Plugs()
# openings(meeting) -> the items with which the draft of its agenda begins, in the order plugged
agenda_openings: Plugs[Callable[[Any], Iterable[Opening]]] = Plugs()
# lines(meeting) -> what its minutes, and its recap for another body, say of it; only what a guest may see
recap_lines: Plugs[Callable[[Any], Iterable[str]]] = Plugs()
# hook(decision, result) runs inside the transaction that closes a decision
decision_closed: Plugs[Callable[[Any, Any], object]] = Plugs()
# section(decision, person) -> HTML that a room adds to the page of a decision; "" adds nothing
decision_sections: Plugs[Callable[[Any, Any], str]] = Plugs()
replay_sections: Plugs[ReplaySection] = Plugs()
# marks(community, start, end) -> what happened on these days, both included, for a chart over time
chart_marks: Plugs[Callable[[Any, date, date], Iterable[Mark]]] = Plugs()
# seed(cast) adds one room's sample rows to the demo community, in the order plugged
demo_seeds: Plugs[Callable[[Any], None]] = Plugs()
# prepare(cast) adds what the room wants on the table of the meeting this evening, each day it is planned
demo_evenings: Plugs[Callable[[Any], None]] = Plugs()
demo_tries: Plugs[DemoTry] = Plugs()
