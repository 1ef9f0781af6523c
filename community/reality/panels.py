"""The Reality Check on a board and on the page of a meeting."""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from community.core.registry import Audience, Opening
from community.meetings.models import AgendaItem, Meeting
from community.meetings.panels import find_meeting
from community.meetings.rules import may_run
from community.meetings.selectors import standing_of
from community.meetings.standing import COLLEAGUE, FACILITATOR, GUEST, MEMBER, PROJECTOR
from community.people.models import Person
from community.people.rules import is_coordinator
from community.reality.models import CheckScore, RealityCheck
from community.reality.rules import SCALE, Results, field_of
from community.reality.selectors import (
    check_before,
    check_of,
    current_set,
    is_open_to_guests,
    progress_of,
    questions_of,
    results_of,
    sheet_of,
)
from community.reality.words import (
    low_line,
    missing,
    opening_notes,
    progress_words,
    promise_words,
    split_words,
    words_of,
)

ITEM = AgendaItem.Kind.REALITY_CHECK
MINUTES = 10


def results_shown(results: Results | None) -> dict[str, Any] | None:
    """What the pictures of ``results`` are drawn from, in the active language; None before there are any."""
    if results is None or results.check.closed_at is None:
        return None
    tallest = max((count for row in results.rows for count in row.counts), default=0)
    return {
        "is_shown": results.is_shown,
        "changed": results.check.changed,
        "lowest": [low_line(row) for row in results.lowest],
        "rows": [
            {
                "words": words_of(row.question),
                "average": row.average_words,
                "n": row.n,
                "is_shown": row.is_shown,
                "split": split_words(row) if row.is_split else "",
                "bars": [
                    {
                        "score": score,
                        "count": count,
                        "x": 12 * (score - 1),
                        "height": height,
                        "y": 24 - height,
                    }
                    for score, count in row.bars
                    for height in [24 * count // tallest if tallest else 0]
                ],
            }
            for row in results.rows
        ],
    }


def reality(board_id: int, audience: Audience) -> str:
    """The check of last time, with what changed since; and how far tonight's own is."""
    meeting = find_meeting(board_id)
    if not _is_for(audience.role, meeting):
        return ""
    before, tonight = check_before(meeting), check_of(meeting)
    is_open = tonight is not None and tonight.closed_at is None
    drives = audience.role == FACILITATOR and meeting.state in (Meeting.State.OPEN, Meeting.State.CLOSED)
    shown = {
        "meeting": meeting,
        "last": results_shown(results_of(before)) if before else None,
        "last_number": before.meeting.number if before else None,
        "progress": progress_words(*progress_of(tonight)) if tonight is not None and is_open else "",
        "may_open": drives and tonight is None and current_set(meeting.group) is not None,
        "may_close": drives and is_open,
    }
    if not (shown["last"] or shown["progress"] or shown["may_open"]):
        return ""
    return render_to_string("reality/panel.html", shown)


def _is_for(role: str, meeting: Meeting) -> bool:
    if role == PROJECTOR:
        return meeting.current_item is not None and meeting.current_item.kind == ITEM
    if role == GUEST:
        return is_open_to_guests(meeting)
    return role in (MEMBER, COLLEAGUE, FACILITATOR)


def own_sheet(person: Person, board_id: int) -> str:
    """The whole sheet in one form, for somebody who was there, while it is open."""
    check = check_of(find_meeting(board_id))
    if check is None or not check.is_open:
        return ""
    sheet = sheet_of(check, person)
    if sheet is None:
        return ""
    is_anonymous, kept = check.question_set.is_anonymous, {}
    if not is_anonymous and sheet.pk is not None:
        kept = dict(CheckScore.objects.filter(sheet=sheet).values_list("question", "score"))
    questions = [
        question for question in questions_of(check) if not is_anonymous or question.pk not in sheet.answered
    ]
    return render_to_string(
        "reality/own.html",
        {
            "rows": sheet_rows(questions, kept),
            "has_answered": bool(sheet.answered),
            "has_remarked": sheet.has_remarked,
            "promise": promise_words(is_anonymous=is_anonymous),
            "scale": SCALE,
        },
    )


def sheet_rows(questions: Any, kept: dict[int, int]) -> list[dict[str, Any]]:
    """Each question with the name it is sent under, and the answer that is chosen already."""
    return [
        {"name": field_of(question), "words": words_of(question), "kept": kept.get(question.pk)}
        for question in questions
    ]


def section(meeting: Meeting, person: Person) -> str:
    """The check on the page of its meeting: what came back, and for the staff what is to do."""
    runs = may_run(person, meeting)
    if meeting.source or not (runs or standing_of(meeting, person) in (MEMBER, COLLEAGUE)):
        return ""
    check = check_of(meeting)
    questions = current_set(meeting.group) if runs else None
    if check is None and not runs:
        return ""
    shown = {"meeting": meeting, "runs": runs, "writes": is_coordinator(person), "has_questions": questions}
    if check is not None:
        shown |= _of_check(check, person)
    shown["may_open"] = questions is not None and check is None and meeting.state in ("open", "closed")
    return render_to_string("reality/section.html", shown)


def _of_check(check: RealityCheck, person: Person) -> dict[str, Any]:
    results = results_of(check)
    return {
        "check": check,
        "progress": progress_words(*progress_of(check)),
        "results": results_shown(results),
        "remarks": check.remarks if check.closed_at and results.is_shown else [],
        "fills_in": check.is_open and sheet_of(check, person) is not None,
        "unwritten": [
            _("Question %(number)d is not written in: %(languages)s. Another language stands in.")
            % {"number": row.question.position, "languages": ", ".join(missing(row.question))}
            for row in results.rows
            if missing(row.question)
        ],
    }


def openings(meeting: Meeting) -> Iterator[Opening]:
    """The two lowest of last time lead the next agenda."""
    before = check_before(meeting)
    if before is not None:
        notes = opening_notes(results_of(before))
        yield Opening(ITEM, _("What we heard in the Reality Check"), MINUTES, notes)
