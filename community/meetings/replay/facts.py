"""What a file says about meetings, checked and put together before anything is stored."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator

from community.meetings.models import AgendaItem, Meeting
from community.meetings.replay.reading import Malformed, Record, spoken
from community.people.models import Group

KINDS = {"FAB": Group.Kind.ADVISORY_BOARD, "PAT": Group.Kind.ACTION_TEAM}
NAMES = {"FAB": "Family Advisory Board", "PAT": "Provider Action Team"}
BODIES = ("FAB", "PAT", "BB")
SUMS = ("total", "orgs", "programs")
# Where an item's own words are, the best place first.
TITLES = ("title", "prompt", "fact", "what", "name", "text")
OFFERS = {"dinner": "offers_meal", "meal": "offers_meal", "childcare": "offers_childcare"}
IS_ADDRESS, IS_SHORT = URLValidator(schemes=["https", "http"]), MaxLengthValidator(300)
EARLIEST = 1900
# More than any evening has, and fewer than the places an agenda has.
MOST_ITEMS = 1000
LONGEST_TITLE = AgendaItem._meta.get_field("title").max_length or 200


@dataclass
class Item:
    """One agenda item."""

    title: str
    kind: str = ""
    notes: str = ""
    deferred: bool = False


@dataclass
class NextStep:
    """What somebody said they would do by a day."""

    title: str
    owner: str
    due_on: date
    notes: str = ""


@dataclass
class Facts:
    """All that the file says about one meeting. ``lines`` says where each fact stands."""

    body: str
    number: int
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    steps: list[NextStep] = field(default_factory=list)
    decisions: list[Record] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.body} meeting {self.number}"

    def add(self, name: str, value: Any, line: int) -> None:
        """Keep a fact; None is no fact. The same fact twice is fine, two different ones are not."""
        if value is None:
            return
        place = self.counts if name in (*BODIES, *SUMS, "roster") else self.values
        if place.setdefault(name, value) != value:
            raise Malformed(
                line,
                f"{self.name} has {spoken(name)} {value} here, but {place[name]} on line {self.lines[name]}",
            )
        self.lines.setdefault(name, line)

    def take_in(self, other: "Facts") -> None:
        """Add what another part of the file says about the same meeting."""
        for name, value in {**other.values, **other.counts}.items():
            if name == "source" and "source" in self.values:
                continue
            self.add(name, value, other.lines[name])
        if self.items and other.items and self.items != other.items:
            raise Malformed(other.line, f"{self.name} has another agenda on line {self.line}")
        self.items = self.items or other.items
        self.steps += [step for step in other.steps if step not in self.steps]
        self.decisions += other.decisions

    def check(self, today: date) -> None:
        """Refuse what cannot be."""
        day, month = self.values.get("held_on"), self.values.get("month")
        when = day or month
        if when is None:
            raise Malformed(self.line, f"{self.name} has neither a date nor a month")
        if day and month and day.replace(day=1) != month:
            raise Malformed(self.lines["held_on"], f"the date {day} is not in the month {month:%Y-%m}")
        line = self.lines["held_on" if day else "month"]
        if when > today:
            raise Malformed(line, f"{self.name} is in the future")
        if when.year < EARLIEST:
            raise Malformed(line, f"{self.name} is before {EARLIEST}; check the year")
        if len(self.items) + len(self.steps) > MOST_ITEMS:
            raise Malformed(self.line, f"{self.name} has more than {MOST_ITEMS} items on its agenda")
        whole, came = self.counts.get("roster"), self.counts.get(self.body)
        if whole is not None and came is not None and came > whole:
            raise Malformed(self.lines[self.body], f"{came} came to {self.name}, but its roster has {whole}")
        total = self.counts.get("total")
        parts = sum(self.counts.get(body, 0) for body in BODIES)
        if total is not None and parts > total:
            raise Malformed(self.lines["total"], f"{self.name} counts {parts} people, but {total} in total")
        self.values.setdefault("month", when.replace(day=1))


def body_of(record: Record, key: str, known: dict[str, str]) -> str:
    """The body that ``key`` names."""
    code = record.text(key)
    if code is None:
        record.refuse(key, f"{record.path} does not say which body met")
    if code not in known or code not in KINDS:
        record.refuse(key, f"“{code}” is not a body that meets; known are {', '.join(KINDS)}")
    return code


def number_of(record: Record, key: str) -> int:
    """The stored number of a meeting."""
    number = record.count(key)
    if number is None:
        record.refuse(key, f"{record.path} has no meeting number")
    if number < 1:
        record.refuse(key, "a meeting number starts at 1")
    return number


def read_attendance(facts: Facts, attendance: Record | None) -> None:
    """Counts by body. Every key here must be a body, its roster, or a known sum."""
    for key in attendance or ():
        assert attendance is not None  # noqa: S101  the loop is empty without it
        name = "roster" if key == f"{facts.body}_roster" else key
        if name not in (*BODIES, *SUMS, "roster"):
            attendance.refuse(key, f"“{key}” is not a known body; known are {', '.join(BODIES)}")
        facts.add(name, attendance.count(key), attendance.line_of(key))


def read_item(
    entry: Record | str, *, kind: str = "", deferred: bool = False, except_keys: tuple[str, ...] = ()
) -> Item:
    """One agenda item: its own words are the title, its other fields are notes, but for ``except_keys``."""
    if isinstance(entry, str):
        return _shortened(Item(title=entry, kind=kind, deferred=deferred))
    deferred = deferred or entry.flag("deferred") or entry.has("deferred_to")
    kind = kind or entry.text("kind") or ""
    named = next((key for key in TITLES if entry.has(key)), None)
    title = entry.text(named) if named else None
    notes = entry.notes("kind", "deferred", *([named] if named else []), *except_keys)
    if title is None and not spoken(kind):
        raise Malformed(entry.line, f"{entry.path} says neither a title nor a kind")
    title = title or spoken(kind).capitalize()
    return _shortened(Item(title=title, kind=kind, notes="\n".join(notes), deferred=deferred))


def _shortened(item: Item) -> Item:
    """A title that is too long stands whole in the notes."""
    if len(item.title) > LONGEST_TITLE:
        item.notes = "\n".join(part for part in (item.title, item.notes) if part)
        item.title = item.title[: LONGEST_TITLE - 1] + "…"
    item.kind = item.kind[:40]
    return item


def read_time(facts: Facts, clock: Record | None) -> None:
    """Local start and end."""
    if clock is None:
        return
    hours: dict[str, time] = {}
    for key in ("start", "end"):
        words = clock.text(key)
        if words is None:
            continue
        try:
            hours[key] = time.fromisoformat(words)
        except ValueError:
            clock.refuse(key, f"“{key}” is {words}, which is not a time; write it like 18:00")
        if hours[key].tzinfo is not None:
            clock.refuse(key, "write the local time, without a time zone")
        facts.add(key, hours[key], clock.line_of(key))
    if "end" in hours and "start" not in hours:
        clock.refuse("end", "there is an end without a start")
    if len(hours) == 2 and hours["end"] <= hours["start"]:
        clock.refuse("end", f"{facts.name} ends before it starts")


def read_mode(facts: Facts, case: Record) -> None:
    mode = case.text("mode")
    if mode is not None and mode not in Meeting.Mode.values:
        case.refuse("mode", f"“{mode}” is not a way to meet; known are {', '.join(Meeting.Mode.values)}")
    facts.add("mode", mode, case.line_of("mode"))


def read_source(facts: Facts, record: Record, otherwise: str | None) -> None:
    """Where the record comes from. Without a source a record is not kept."""
    source = record.text("source") or otherwise
    if source is None:
        record.refuse("source", f"{facts.name} has no source: give it one, or the series a url_pattern")
    try:
        IS_ADDRESS(source)
        IS_SHORT(source)
    except ValidationError:
        record.refuse("source", f"“{source[:60]}” is not the address of a page")
    facts.add("source", source, record.line_of("source"))
