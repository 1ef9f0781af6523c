"""Reality Checks for tests."""

from typing import Any

from community.models import Attendance, Group, Meeting, Person, QuestionSet, RealityCheck
from community.reality.services import open_check, write_questions
from tests.factories.meetings import evening

TWO = [
    {"en": "I could ask questions.", "es": "Pude preguntar.", "ht": "Mwen te ka poze kesyon."},
    {"en": "We know what is next.", "es": "Sabemos lo que sigue.", "ht": "Nou konnen sa k ap vini."},
]


def ask_about(
    group: Group, *, by: Person | None = None, words: str, is_anonymous: bool = True
) -> QuestionSet:
    """One question in English."""
    return write_questions(group, questions=[{"en": words}], is_anonymous=is_anonymous, open_hours=48, by=by)


def checked(
    members: int = 3, *, is_anonymous: bool = True, questions: Any = TWO, language: str = "en", **plan: Any
) -> tuple[RealityCheck, Person, list[Person]]:
    """An open check of an open meeting at which everybody is, its facilitator, and its members."""
    meeting, facilitator, board = evening(members, **plan)
    write_questions(
        meeting.group, questions=questions, is_anonymous=is_anonymous, open_hours=48, by=facilitator
    )
    for person in board:
        person.language = language
        person.save(update_fields=["language"])
    come(meeting, board)
    return open_check(meeting, by=facilitator), facilitator, board


def come(meeting: Meeting, people: list[Person]) -> None:
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, person=person, channel="phone") for person in people
    )
