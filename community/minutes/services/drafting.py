"""What the minutes of a meeting say before anybody has edited them.

Minutes are published, so a draft names no person: the room has people, the minutes have what they decided.
"""

from collections.abc import Iterator

from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core import registry
from community.core.words import date_in_words, time_in_words
from community.meetings.models import ActionItem, AgendaItem, Meeting, MeetingNote
from community.meetings.selectors import bodies_of, with_turnout
from community.minutes.marking import plain


def draft_of(meeting: Meeting, language: str) -> str:
    """The draft as CommonMark in ``language``: when and where, who came, and what came of it.

    Notes for members only and items that are closed to guests are left out.
    """
    with translation.override(language), timezone.override(meeting.group.community.zone):
        parts = [
            _head(meeting),
            _section(_("Who was there"), _attendance(meeting)),
            _section(_("What it was for"), [plain(goal) for goal in meeting.objectives]),
            _talk(meeting),
            _section(_("Decisions"), _decisions(meeting)),
            _section(_("Next steps"), [_step(item) for item in _steps(meeting)]),
            _section(_("Parking lot"), _parked(meeting)),
        ]
        return "\n\n".join(part for part in parts if part) + "\n"


def _section(title: str, lines: list[str]) -> str:
    return f"## {title}\n\n" + "\n".join(f"- {line}" for line in lines) if lines else ""


def _head(meeting: Meeting) -> str:
    facts = [date_in_words(meeting.starts_at) if meeting.starts_at else ""]
    if meeting.starts_at and meeting.ends_at:
        facts.append(f"{time_in_words(meeting.starts_at)} – {time_in_words(meeting.ends_at)}")
    facts += [meeting.get_mode_display(), meeting.place]
    return plain(", ".join(str(fact) for fact in facts if fact))


def _attendance(meeting: Meeting) -> list[str]:
    """Each body against its roster, then who else, and the organizations and programs behind them."""
    counted = bodies_of(with_turnout(Meeting.objects.filter(pk=meeting.pk)).get())
    bodies = [f"{plain(name)}: {turnout.words}" for name, turnout in counted.groups]
    return bodies + [f"{capfirst(words)}: {number}" for words, number in counted.others]


def _talk(meeting: Meeting) -> str:
    items = list(
        AgendaItem.objects.filter(
            meeting=meeting, state__in=[AgendaItem.State.DONE, AgendaItem.State.DEFERRED]
        )
    )
    notes = list(_open_notes(meeting).filter(kind=MeetingNote.Kind.NOTE))
    blocks = list(_blocks([item for item in items if not item.closed_to_guests], notes))
    loose = [plain(note.body) for note in notes if note.item_id is None]
    if loose:
        blocks.append("\n".join(f"- {line}" for line in loose))
    closed = sum(item.closed_to_guests for item in items)
    if closed:
        blocks.append(
            ngettext(
                "%(number)s item was for the group alone and is not part of these minutes.",
                "%(number)s items were for the group alone and are not part of these minutes.",
                closed,
            )
            % {"number": closed}
        )
    heading = _("What we talked about")
    return "\n\n".join([f"## {heading}", *blocks]) if blocks else ""


def _blocks(items: list[AgendaItem], notes: list[MeetingNote]) -> Iterator[str]:
    for item in items:
        title = f"### {plain(item.title)}"
        lines = [plain(line) for line in item.notes.splitlines() if line.strip()]
        for note in notes:
            if note.item_id == item.pk:
                lines += [plain(line) for line in note.body.splitlines() if line.strip()]
        if item.state == AgendaItem.State.DEFERRED:
            lines.append(_("Held for another meeting."))
        yield "\n\n".join([title, "\n".join(f"- {line}" for line in lines)] if lines else [title])


def _open_notes(meeting: Meeting):  # type: ignore[no-untyped-def]
    """Notes that anybody may read: neither for members only, nor of an item that is closed to guests."""
    rows = MeetingNote.objects.filter(meeting=meeting, members_only=False)
    return rows.exclude(item__closed_to_guests=True)


def _decisions(meeting: Meeting) -> list[str]:
    return [plain(line) for lines in registry.recap_lines for line in lines(meeting)]


def _steps(meeting: Meeting) -> list[ActionItem]:
    rows = ActionItem.objects.filter(meeting=meeting)
    return list(rows.select_related("owner_organisation", "group__community"))


def _step(item: ActionItem) -> str:
    """A step with its owner as a body: an organization by its name, a person as one of the group."""
    if item.owner_organisation is not None:
        owner = item.owner_organisation.name
    else:
        owner = _("a person of %(group)s") % {"group": item.group.name} if item.owner_id else ""
    due = _("by %(day)s") % {"day": date_in_words(item.due_on)} if item.due_on else ""
    return plain(", ".join(part for part in (capfirst(item.title), owner, due) if part))


def _parked(meeting: Meeting) -> list[str]:
    rows = _open_notes(meeting).filter(kind=MeetingNote.Kind.PARKED, settled_at__isnull=True)
    return [plain(note.body) for note in rows]
