"""Reading Reality Checks: the questions of a group, what came back, and the check of last time."""

from django.db.models import Count, Q, QuerySet, Subquery, Sum

from community.core.prepared import Prepared
from community.live.selectors import once_a_moment
from community.meetings.models import AgendaItem, Attendance, Meeting
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


def _closed_checks(group: int, meeting: int) -> QuerySet[RealityCheck]:
    found = RealityCheck.objects.filter(meeting__group=group, closed_at__isnull=False)
    found = found.exclude(meeting=meeting).select_related("question_set", "meeting__group")
    return found.order_by("-meeting__starts_at", "-meeting__number")


def _earlier_checks(group: int, meeting: int) -> QuerySet[RealityCheck]:
    starts = Meeting.objects.filter(pk=meeting).values("starts_at")
    return _closed_checks(group, meeting).filter(meeting__starts_at__lt=Subquery(starts))


_LAST = Prepared(_closed_checks, group=int, meeting=int)
_BEFORE = Prepared(_earlier_checks, group=int, meeting=int)


@once_a_moment
def check_before(meeting: Meeting) -> RealityCheck | None:
    """The closed check of the last meeting of the group before ``meeting`` that has one."""
    asked = _LAST if meeting.starts_at is None else _BEFORE
    return asked.first(group=meeting.group_id, meeting=meeting.pk)


def _open_items(meeting: int) -> QuerySet[AgendaItem]:
    check = AgendaItem.Kind.REALITY_CHECK
    items = AgendaItem.objects.filter(meeting=meeting, kind=check, closed_to_guests=False)
    return items.exclude(state__in=["proposed", "dropped"])


_OPEN_ITEMS = Prepared(_open_items, meeting=int)


@once_a_moment
def is_open_to_guests(meeting: Meeting) -> bool:
    """Whether the check stands on the agenda that guests see."""
    return _OPEN_ITEMS.first(meeting=meeting.pk) is not None


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
