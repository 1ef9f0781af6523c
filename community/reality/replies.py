"""Answers by text: one digit a question, one question after the other."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.messaging.selectors import is_answer_on_its_way
from community.reality.models import CheckQuestion, CheckSheet
from community.reality.selectors import questions_of
from community.reality.services import answer
from community.reality.words import all_done, next_text, scale_words, words_of


def _sheet(expectation: Any) -> CheckSheet:
    rows = CheckSheet.objects.select_related("check_of__meeting__group__community")
    return rows.get(pk=expectation.subject_id, person=expectation.person)


def _left(sheet: CheckSheet) -> list[CheckQuestion]:
    return [question for question in questions_of(sheet.check_of) if question.pk not in sheet.answered]


def answer_by_text(expectation: Any, value: str, message: Any) -> str:
    """Count the digit for the question that is asked now, and ask the next one.

    A digit that comes before that question has left (one that was sent twice) answers nothing. A refusal is
    said, not raised: raised, it would bring the struck digit back.
    """
    sheet = _sheet(expectation)
    left = _left(sheet)
    if not left:
        return all_done()
    if sheet.answered and is_answer_on_its_way(message):
        return ""
    try:
        sheet = answer(sheet.check_of, expectation.person, {left[0].pk: int(value)}, channel="text")
    except Refused as refusal:
        return refusal.message
    if len(left) == 1:
        return all_done()
    numbers = {choice.value: choice.number for choice in expectation.choices.all()}
    return next_text(left[1], len(left) - 1, numbers)


def line_of_check(expectation: Any, numbers: Mapping[str, int]) -> str:
    """The question that is asked now, with its scale; the check by its name where it is over."""
    if not numbers:
        return _("How was the meeting?")
    left = _left(_sheet(expectation))
    return f'"{words_of(left[0])}" {scale_words(numbers)}' if left else ""
