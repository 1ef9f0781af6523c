"""The parts of a file: whole meetings (``replay_cases``), and rows of counts (``attendance_series``)."""

import re
from datetime import date

from community.meetings.replay.facts import (
    BODIES,
    KINDS,
    NAMES,
    OFFERS,
    SUMS,
    Facts,
    Item,
    NextStep,
    body_of,
    number_of,
    read_attendance,
    read_item,
    read_mode,
    read_source,
    read_time,
)
from community.meetings.replay.reading import Malformed, Record
from community.people.models import Group

VERSION = 1
LONGEST_NAME = Group._meta.get_field("name").max_length or 80
# English, because the addresses of the source are.
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def known_bodies(whole: Record) -> dict[str, str]:
    """The bodies and their names: the file's own names where it gives them."""
    version = whole.count("version")
    if version != VERSION:
        whole.refuse("version", f"this reads version {VERSION} of the form; the file says {version}")
    names = dict.fromkeys(BODIES, "") | NAMES
    conventions = whole.record("conventions")
    bodies = conventions.record("body") if conventions else None
    for code in bodies or ():
        assert bodies is not None  # noqa: S101  the loop is empty without it
        if code not in names:
            bodies.refuse(code, f"“{code}” is not a known body; known are {', '.join(BODIES)}")
        names[code] = bodies.text(code) or names[code]
        if len(names[code]) > LONGEST_NAME:
            bodies.refuse(code, f"this name is too long; {LONGEST_NAME} letters are enough")
    return names


def all_facts(whole: Record, today: date) -> list[Facts]:
    """Every meeting of the file once, with all that its parts say, in the order of body and number."""
    known = known_bodies(whole)
    cases = whole.records("replay_cases")
    found: dict[tuple[str, int], Facts] = {}
    for part in ([read_case(case, known) for case in cases], _rows(whole)):
        lines: dict[tuple[str, int], int] = {}
        for facts in part:
            key = (facts.body, facts.number)
            if key in found:
                found[key].take_in(facts)
            if key in lines:
                raise Malformed(facts.line, f"{facts.name} stands on line {lines[key]} already")
            lines[key] = facts.line
            found.setdefault(key, facts)
    by_source = {facts.values["source"]: facts for facts in found.values()}
    for case in cases:
        _read_follow_up(case, by_source)
    for facts in found.values():
        facts.check(today)
    return [found[key] for key in sorted(found)]


def read_case(case: Record, known: dict[str, str]) -> Facts:
    """One whole meeting."""
    case.path = f"{case.path} ({name})" if (name := case.text("id")) else case.path
    facts = Facts(body_of(case, "body", known), number_of(case, "number"), case.line)
    facts.add("held_on", case.day("date"), case.line_of("date"))
    facts.add("month", case.month("month"), case.line_of("month"))
    read_source(facts, case, None)
    read_mode(facts, case)
    read_time(facts, case.record("time"))
    if "start" in facts.values and "held_on" not in facts.values:
        case.refuse("time", f"{facts.name} has a time but no date")
    read_attendance(facts, case.record("attendance"))
    facts.add("objectives", case.texts("objectives") or None, case.line_of("objectives"))
    for offer in case.texts("accommodations"):
        if offer in OFFERS:
            facts.values[OFFERS[offer]] = True
            facts.lines[OFFERS[offer]] = case.line_of("accommodations")
        else:
            case.leave_out("accommodations", offer)
    facts.items = [read_item(entry) for entry in case.entries("agenda")]
    _read_decisions(facts, case)
    for key in ("deferred", "deferred_items"):
        facts.items += [read_item(entry, deferred=True) for entry in case.entries(key)]
    if update := case.record("project_update"):
        facts.items.append(read_item(update, kind="project_update"))
    if takeaways := case.texts("takeaways"):
        facts.items.append(Item("Takeaways", "takeaways", "\n".join(takeaways)))
    _read_steps(facts, case)
    return facts


def _read_decisions(facts: Facts, case: Record) -> None:
    """A deferred decision was not taken: it waits on the agenda. The others go to the room of decisions."""
    for key in ("decisions_readable", "decisions"):
        for decision in case.records(key):
            if decision.flag("deferred") or decision.has("deferred_to"):
                facts.items.append(read_item(decision, kind="decision", deferred=True))
            else:
                facts.decisions.append(decision)


def _read_steps(facts: Facts, case: Record) -> None:
    """A next step with an owner and a day is a promise; without, it is a note."""
    for key in ("next_steps_readable", "next_steps"):
        for entry in case.entries(key):
            if isinstance(entry, Record) and entry.has("owner") and (entry.has("due") or entry.has("date")):
                day = "due" if entry.has("due") else "date"
                due = entry.day(day)
                item = read_item(entry, kind="next_step", except_keys=("owner", day))
                assert due is not None  # noqa: S101  one of the two is there
                facts.steps.append(NextStep(item.title, entry.text("owner") or "", due, item.notes))
            else:
                facts.items.append(read_item(entry, kind="next_step"))


def _read_follow_up(case: Record, by_source: dict[str, Facts]) -> None:
    """What a later meeting's page says is a fact of that meeting, which is known by its address."""
    for follow_up in case.records("follow_up_seen_in"):
        later = by_source.get(follow_up.text("source") or "")
        if later is None:
            case.leave_out("follow_up_seen_in", follow_up.text("source") or "without a source")
            continue
        later.add("held_on", follow_up.day("date"), follow_up.line_of("date"))
        for body in BODIES:
            later.add(body, follow_up.count(body), follow_up.line_of(body))
        if fact := follow_up.text("fact"):
            later.items.append(Item(fact, "follow_up"))


def _rows(whole: Record) -> list[Facts]:
    series = whole.record("attendance_series")
    if series is None:
        return []
    pattern = series.text("url_pattern")
    rows = []
    for body in series:
        if body == "url_pattern":
            continue
        if body not in KINDS:
            series.refuse(body, f"“{body}” is not a body that meets; known are {', '.join(KINDS)}")
        rows += [read_row(row, body, pattern) for row in series.records(body)]
    return rows


def read_row(row: Record, body: str, pattern: str | None) -> Facts:
    """One row of counts. ``present`` are members of the body itself, ``of`` is its roster."""
    facts = Facts(body, number_of(row, "num"), row.line)
    facts.add("held_on", row.day("date"), row.line_of("date"))
    facts.add("month", row.month("month"), row.line_of("month"))
    names = {"present": body, "of": "roster"} | {code.lower(): code for code in BODIES}
    names |= {name: name for name in SUMS}
    for key, name in names.items():
        facts.add(name, row.count(key), row.line_of(key))
    month = facts.values.get("month") or facts.values.get("held_on")
    if month is None:
        raise Malformed(row.line, f"{facts.name} has neither a date nor a month")
    read_source(facts, row, address(pattern, body, facts.number, month) if pattern else None)
    return facts


def address(pattern: str, body: str, number: int, month: date) -> str:
    """The page of a meeting, from a pattern such as
    ``https://…/<month>-<year>-<fab|pat>-meeting-<num>/ (2022: april-2022-fab-48, april-2022-pat-42)``;
    a page that the brackets name is taken as it is named."""
    usual, _space, exceptions = pattern.partition(" ")
    ending = f"-{month.year}-{body.lower()}-{number}"
    named = [page for page in re.findall(r"[a-z0-9-]+", exceptions) if page.endswith(ending)]
    if named:
        return f"{usual[: usual.index('<')]}{named[0]}/" if "<" in usual else usual
    return (
        usual.replace("<month>", MONTHS[month.month - 1])
        .replace("<year>", str(month.year))
        .replace("<fab|pat>", body.lower())
        .replace("<num>", str(number))
    )
