"""Decisions of past meetings, from a file of records ("decisions_readable").

A record says that something was decided, seldom how many voted, and never by which rule. So it becomes
a closed decision without a Result: a tally that is null stays unknown, and one that was published
stands in the note beside who proposed and approved it.
"""

from collections import Counter
from typing import Any

from advisory.decisions.models import Decision
from community.core import audit

LONGEST = Decision._meta.get_field("title").max_length or 120
OPTIONS = ("yes", "no", "abstain")


def load(records: list[Any], context: Any) -> tuple[int, int]:
    """Keep the decisions of one meeting; says how many are new and how many changed.

    See ``registry.ReplaySection``.
    """
    seen: set[str] = set()
    done: Counter[str] = Counter()
    for record in records:
        key = record.text("id")
        if key is None:
            record.refuse("id", "a decision needs an id, so that reading the file again finds it")
        if len(key) > 60:
            record.refuse("id", "this id is too long; 60 letters are enough")
        if key in seen:
            record.refuse("id", f"“{key}” stands twice in the decisions of this meeting")
        seen.add(key)
        done[store(record, key, context.meeting)] += 1
    return done["added"], done["changed"]


def store(record: Any, key: str, meeting: Any) -> str:
    """Keep one decision as the file has it now; says whether it was "added", "changed" or the "same"."""
    values = {"meeting": meeting, "state": Decision.State.CLOSED, **words_of(record)}
    decision, new = Decision.objects.get_or_create(
        group=meeting.group, record_key=f"{meeting.number}:{key}", defaults=values
    )
    if new:
        audit.record(decision, "import_record", by=None, to_state=decision.state)
        return "added"
    differing = [name for name, value in values.items() if getattr(decision, name) != value]
    if not differing:
        return "same"
    Decision.objects.filter(pk=decision.pk).update(**{name: values[name] for name in differing})
    audit.record(decision, "correct_record", by=None, why=", ".join(differing))
    return "changed"


def words_of(record: Any) -> dict[str, str]:
    """The title, and a note with the record's other words, one fact a line."""
    title = record.text("what")
    if title is None:
        record.refuse("what", "this does not say what was decided")
    # The file writes some words as keys ("group_vote").
    lines = [line.replace("_", " ") for line in record.notes("id", "what", "tally")]
    if (tally := record.record("tally")) is not None:
        for option in OPTIONS:
            tally.count(option)
        lines.append("tally: " + ", ".join(tally.notes()))
    if len(title) > LONGEST:
        lines.insert(0, title)
        title = title[: LONGEST - 1] + "…"
    return {"title": title, "record_note": "\n".join(lines)}
