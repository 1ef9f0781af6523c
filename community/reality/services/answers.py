"""Answers to a check, by text, page or paper. Every step locks the check's row first.

In an anonymous check an answer only adds one to a sum. Nothing that is written beside it (the sheet,
the audit) says which sum, nor is the audit told by whom.
"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.messaging.services import close_questions
from community.people.models import Person
from community.reality.models import CheckQuestion, CheckScore, CheckSheet, CheckTally, RealityCheck
from community.reality.rules import SCALE
from community.reality.selectors import people_asked, questions_of, sheet_of
from community.reality.services.bell import ring_for_check
from community.reality.services.checks import HANDLER, lock_check
from community.reality.words import is_over

LONGEST_REMARK = 500


@transaction.atomic
def answer(
    check: RealityCheck, person: Person, scores: Mapping[int, int], *, channel: str, remark: str = ""
) -> CheckSheet:
    """Count the ``scores`` of ``person`` by the key of their question.

    Anonymous: a question that they have answered keeps its first answer, for nobody knows which one was
    theirs. Named: the last one counts. Raises Refused after the end, NotAllowed for who was not there.
    """
    locked = _lock_open(check)
    sheet = sheet_of(locked, person)
    if sheet is None:
        raise NotAllowed(_("The Reality Check is for those who were at the meeting."))
    questions = _chosen(locked, scores)
    if sheet.pk is None:
        sheet.save()
    is_anonymous = locked.question_set.is_anonymous
    for question in questions:
        if not is_anonymous:
            CheckScore.objects.update_or_create(
                sheet=sheet, question=question, defaults={"score": scores[question.pk]}
            )
        elif question.pk not in sheet.answered:
            _count(locked, question, scores[question.pk])
    known = {*sheet.answered, *(question.pk for question in questions)}
    everything = questions_of(locked)
    sheet.answered = [question.pk for question in everything if question.pk in known]
    if remark.strip() and not sheet.has_remarked:
        _keep_remark(locked, remark)
        sheet.has_remarked = True
    sheet.save(update_fields=["answered", "has_remarked"])
    if len(sheet.answered) == len(everything):
        close_questions(handler=HANDLER, subject_id=sheet.pk)
    audit.record(locked, "answer", by=None if is_anonymous else person, channel=channel)
    ring_for_check(locked)
    return sheet


@transaction.atomic
def add_paper_sheet(
    check: RealityCheck, scores: Mapping[int, int], *, by: Person | None, remark: str = ""
) -> int:
    """Count a sheet without a name, and return the how manieth it is. There are no more sheets than people
    who were there."""
    locked = _lock_open(check)
    answered = CheckSheet.objects.filter(check_of=locked).exclude(answered=[]).count()
    if answered + locked.paper_sheets >= people_asked(locked):
        raise Refused(_("Everyone who was there has a sheet already. Add who came to the meeting first."))
    questions = _chosen(locked, scores)
    for question in questions:
        _count(locked, question, scores[question.pk])
    locked.paper_sheets += 1
    locked.save(update_fields=["paper_sheets"])
    if remark.strip():
        _keep_remark(locked, remark)
    audit.record(locked, "add_paper_sheet", by=by, channel="paper")
    ring_for_check(locked)
    return locked.paper_sheets


def _lock_open(check: RealityCheck) -> RealityCheck:
    locked = lock_check(check)
    if not locked.is_open:
        raise Refused(is_over())
    return locked


def _chosen(check: RealityCheck, scores: Mapping[int, int]) -> list[CheckQuestion]:
    chosen = [question for question in questions_of(check) if question.pk in scores]
    if not chosen or len(chosen) != len(scores):
        raise BadInput(_("Answer at least one question."))
    if not all(score in SCALE for score in scores.values()):
        raise BadInput(_("Answer each question from 1 to 5."))
    return chosen


def _count(check: RealityCheck, question: CheckQuestion, score: int) -> None:
    tally = CheckTally.objects.filter(check_of=check, question=question, score=score)
    tally.update(count=F("count") + 1)


def _keep_remark(check: RealityCheck, remark: str) -> None:
    check.remarks = sorted([*check.remarks, remark.strip()[:LONGEST_REMARK]])
    check.save(update_fields=["remarks"])
