"""The Reality Check of last time: the group's questions, and eighteen sheets on paper."""

from datetime import timedelta

from community.demo.cast import Cast
from community.reality.models import CheckTally, RealityCheck
from community.reality.selectors import questions_of
from community.reality.services import write_questions
from community.reality.words import DEFAULTS

# How many said 1 to 5 to each of ``DEFAULTS``. The record of July 2018 names asking questions, sharing
# views and next steps as the lowest; its numbers were not published, so these are made up.
SAID = [(2, 4, 5, 4, 3), (1, 5, 3, 7, 2), (3, 6, 5, 3, 1), (0, 0, 2, 7, 9), (0, 1, 3, 6, 8)]
CHANGED = "Each item now ends with who does what, and five minutes are kept for questions."


def seed_reality(cast: Cast) -> None:
    """A closed check; the texts to those who were there are long gone."""
    questions = write_questions(
        cast.board, questions=DEFAULTS, is_anonymous=True, open_hours=48, by=cast.staff["coordinator"]
    )
    opened_at = cast.last_meeting.ends_at
    check = RealityCheck.objects.create(
        meeting=cast.last_meeting,
        question_set=questions,
        opened_at=opened_at,
        closes_at=opened_at + timedelta(hours=48),
        closed_at=opened_at + timedelta(hours=48),
        paper_sheets=18,
        remarks=["More time to ask questions.", "The food was great."],
        changed=CHANGED,
    )
    CheckTally.objects.bulk_create(
        CheckTally(check_of=check, question=question, score=score, count=count)
        for question, counts in zip(questions_of(check), SAID, strict=True)
        for score, count in enumerate(counts, start=1)
    )
