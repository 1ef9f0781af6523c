"""Storing what a file says, all of it or nothing. The same file again changes nothing."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from community.core import audit, registry
from community.core.errors import Refused
from community.meetings.models import ActionItem, AgendaItem, AttendanceCount, Meeting
from community.meetings.replay.facts import KINDS, Facts, Item
from community.meetings.replay.parts import all_facts, known_bodies
from community.meetings.replay.reading import Malformed, Record, read
from community.people.models import Community, Group, Organisation, Person


@dataclass(frozen=True)
class Context:
    """What a section of another room is told. ``meeting`` and ``on`` are None for the whole file."""

    community: Community
    meeting: Meeting | None = None
    on: date | None = None


@dataclass
class Report:
    """What an import did: how many rows of each kind were added or changed, and what was left out."""

    meetings: int = 0
    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    left_out: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def replay(content: bytes, community: Community) -> Report:
    """Import a file of records into ``community``. Raises Malformed, and then nothing is stored."""
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    whole = read(content)
    report = Report()
    names = known_bodies(whole)
    for facts in all_facts(whole, community.today()):
        store_meeting(facts, _group(community, facts, names[facts.body], report), report)
        report.meetings += 1
    section = registry.replay_sections.get("indicators")
    if section is not None:
        _hand_over("indicators", whole.records("ei_indicators"), Context(community), report)
    report.left_out = whole.not_asked()
    return report


def _group(community: Community, facts: Facts, name: str, report: Report) -> Group:
    group, new = Group.objects.get_or_create(
        community=community, code=facts.body, defaults={"name": name, "kind": KINDS[facts.body]}
    )
    if group.kind != KINDS[facts.body]:
        raise Malformed(facts.line, f"{facts.body} is another kind of group in {community.name}")
    report.added["groups"] += new
    return group


def store_meeting(facts: Facts, group: Group, report: Report) -> Meeting:
    """Store one meeting with its counts, agenda, promises and decisions."""
    meeting = _store_meeting_row(facts, group, report)
    for body, count in facts.counts.items():
        _store(AttendanceCount, {"meeting": meeting, "body": body}, {"count": count}, "counts", report)
    _store_agenda(meeting, facts, report)
    if registry.replay_sections.get("decisions") is not None:
        context = Context(group.community, meeting, facts.values.get("held_on") or facts.values["month"])
        _hand_over("decisions", facts.decisions, context, report)
    return meeting


def _store_meeting_row(facts: Facts, group: Group, report: Report) -> Meeting:
    existing = Meeting.objects.filter(group=group, number=facts.number).first()
    if existing is not None and not existing.source:
        raise Malformed(
            facts.line,
            f"{facts.name} is a meeting of {group.community.name} itself; a record does not replace it",
        )
    values = dict(facts.values)
    for key, name in (("start", "starts_at"), ("end", "ends_at")):
        if key in values:
            local = datetime.combine(values["held_on"], values.pop(key), tzinfo=group.community.zone)
            values[name] = local.astimezone(UTC)
    # By the clock on the wall it may end later, and yet not when the clocks change in between.
    if "ends_at" in values and values["ends_at"] <= values["starts_at"]:
        raise Malformed(facts.lines["end"], f"{facts.name} ends before it starts")
    values["state"] = Meeting.State.CLOSED
    meeting, new = _store(Meeting, {"group": group, "number": facts.number}, values, "meetings", report)
    if new:
        audit.record(meeting, "import_record", by=None, to_state=meeting.state)
    return meeting


def _store_agenda(meeting: Meeting, facts: Facts, report: Report) -> None:
    items = list(facts.items)
    for step in facts.steps:
        owner = _owner(meeting, step.owner)
        if owner is None or step.notes:
            note = f"owner: {step.owner}\nby: {step.due_on}\n{step.notes}".strip()
            items.append(Item(step.title, "next_step", note))
        if owner is not None:
            _store(
                ActionItem,
                {"meeting": meeting, "group": meeting.group, "title": step.title},
                {"due_on": step.due_on, **owner},
                "promises",
                report,
            )
    for position, item in enumerate(items, start=1):
        state = AgendaItem.State.DEFERRED if item.deferred else AgendaItem.State.DONE
        values = {"title": item.title, "kind": item.kind, "notes": item.notes, "state": state}
        _store(AgendaItem, {"meeting": meeting, "position": position}, values, "agenda items", report)
    if items:
        dropped, _by_model = AgendaItem.objects.filter(meeting=meeting, position__gt=len(items)).delete()
        report.changed["agenda items"] += dropped


def _owner(meeting: Meeting, name: str) -> dict[str, Any] | None:
    """Who of the community is called ``name``, if exactly one is."""
    people = list(Person.objects.of(meeting.group.community).filter(display_name=name)[:2])
    bodies = list(Organisation.objects.of(meeting.group.community).filter(name=name)[:2])
    if len(people) + len(bodies) != 1:
        return None
    return {"owner": people[0]} if people else {"owner_organisation": bodies[0]}


def _store(
    model: Any, key: dict[str, Any], values: dict[str, Any], kind: str, report: Report
) -> tuple[Any, bool]:
    """Add the row, or change what differs; a row that is as the file says is not touched."""
    row, new = model.objects.get_or_create(**key, defaults=values)
    if new:
        report.added[kind] += 1
        return row, True
    differing = [name for name, value in values.items() if getattr(row, name) != value]
    if differing:
        for name in differing:
            setattr(row, name, values[name])
        row.save(update_fields=differing)
        audit.record(row, "correct_record", by=None, why=", ".join(differing)) if model is Meeting else None
        report.changed[kind] += 1
    return row, False


def _hand_over(section: str, records: list[Record], context: Context, report: Report) -> None:
    """Let another room import its part of the file."""
    if not records:
        return
    try:
        added, changed = registry.replay_sections[section].load(records, context)
    except Refused as refusal:
        raise Malformed(records[0].line, refusal.message) from refusal
    report.added[section] += added
    report.changed[section] += changed
