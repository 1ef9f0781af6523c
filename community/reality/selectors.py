"""Reading Reality Checks: the questions of a group, what came back, and the check of last time."""

from django.db.models import Count, Q, Sum

from community.core.prepared import Prepared
from community.live.selectors import once_a_moment
from community.meetings.models import Attendance, Meeting
from community.people.models import Group, Person
from community.reality.models import (
    CheckQuestion,
    CheckScore,
    CheckSheet,
    CheckTally,
    QuestionSet,
    RealityCheck,
)
from community.reality.rules import SCALE, Counted, Results


@once_a_moment
def results_of(check: RealityCheck) -> Results:
    """The sums of every question of ``check``. Three queries."""
    counts: dict[tuple[int, int], int] = {}
    tallies = CheckTally.objects.filter(check_of=check).values_list("question", "score")
    scores = CheckScore.objects.filter(sheet__check_of=check).values_list("question", "score")
    for found in (tallies.annotate(many=Sum("count")), scores.annotate(many=Count("pk"))):
        for question, score, many in found:
            counts[question, score] = counts.get((question, score), 0) + many
    rows = [
        Counted(question, tuple(counts.get((question.pk, score), 0) for score in SCALE))
        for question in questions_of(check)
    ]
    return Results(check, rows)


def questions_of(check: RealityCheck) -> list[CheckQuestion]:
    return list(CheckQuestion.objects.filter(question_set=check.question_set_id).order_by("position"))


def current_set(group: Group) -> QuestionSet | None:
    """The newest version of the questions of ``group``; None before the first."""
    return QuestionSet.objects.filter(group=group).order_by("-number").first()


_CHECK = Prepared(
    lambda meeting: RealityCheck.objects.filter(meeting=meeting).select_related("question_set"), meeting=int
)


@once_a_moment
def check_of(meeting: Meeting) -> RealityCheck | None:
    return _CHECK.first(meeting=meeting.pk)


@once_a_moment
def check_before(meeting: Meeting) -> RealityCheck | None:
    """The closed check of the last meeting of the group before ``meeting`` that has one."""
    earlier = RealityCheck.objects.filter(meeting__group=meeting.group_id, closed_at__isnull=False)
    if meeting.starts_at is not None:
        earlier = earlier.filter(meeting__starts_at__lt=meeting.starts_at)
    earlier = earlier.exclude(meeting=meeting).select_related("question_set", "meeting__group")
    return earlier.order_by("-meeting__starts_at", "-meeting__number").first()


@once_a_moment
def progress_of(check: RealityCheck) -> tuple[int, int]:
    """How many have answered, on paper too, and how many were there."""
    answered = CheckSheet.objects.filter(check_of=check).exclude(answered=[]).count() + check.paper_sheets
    return answered, max(answered, people_asked(check))


def people_asked(check: RealityCheck) -> int:
    """Everyone who was at the meeting, and whoever was asked before a check-in was taken back."""
    asked = Q(pk__in=CheckSheet.objects.filter(check_of=check).values("person"))
    here = Q(pk__in=Attendance.objects.filter(meeting=check.meeting_id).values("person"))
    return Person.objects.filter(asked | here).count()


def sheet_of(check: RealityCheck, person: Person) -> CheckSheet | None:
    """The sheet of ``person``, not kept yet for somebody who came late; None for who was not there."""
    kept = CheckSheet.objects.filter(check_of=check, person=person).first()
    if kept is None and Attendance.objects.filter(meeting=check.meeting_id, person=person).exists():
        return CheckSheet(check_of=check, person=person)
    return kept
