"""A check from its opening to its end, and what the group made of it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.core.jobs import enqueue
from community.live.services import ringing_last
from community.meetings.models import Attendance, Meeting
from community.messaging.services import ask, close_questions
from community.people.models import Person
from community.reality.models import CheckSheet, CheckTally, RealityCheck
from community.reality.rules import SCALE
from community.reality.selectors import current_set, questions_of
from community.reality.services.bell import ring_for_check
from community.reality.words import first_text

HANDLER = "reality.answer"
ASK_JOB = "community.reality.jobs.ask_everyone"


@transaction.atomic
@ringing_last()
def open_check(meeting: Meeting, *, by: Person | None) -> RealityCheck:
    """Ask everyone who is here how the meeting was, with the group's newest questions."""
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)
    if locked.state not in (Meeting.State.OPEN, Meeting.State.CLOSED):
        raise Refused(_("The meeting has not opened yet. Try again when it begins."))
    if RealityCheck.objects.filter(meeting=locked).exists():
        raise Refused(_("The Reality Check of this meeting has been opened already."))
    questions = current_set(locked.group)
    if questions is None:
        raise Refused(_("Write the group's questions first, on the page of the meeting."))
    now = timezone.now()
    check = RealityCheck.objects.create(
        meeting=locked,
        question_set=questions,
        opened_at=now,
        closes_at=now + timedelta(hours=questions.open_hours),
    )
    # All of them now: made one by one, their keys would tell which score was given first.
    CheckTally.objects.bulk_create(
        CheckTally(check_of=check, question=question, score=score)
        for question in questions_of(check)
        for score in SCALE
    )
    audit.record(check, "open", by=by)
    _ask_those_here(check)
    ring_for_check(check)
    return check


def _ask_those_here(check: RealityCheck) -> None:
    """The texts wait for a job of their own: whoever checks in by text holds their thread and waits for the
    meeting's row, so nobody asks for threads while holding that."""
    here = Attendance.objects.filter(meeting=check.meeting_id).order_by("person_id")
    CheckSheet.objects.bulk_create(
        [CheckSheet(check_of=check, person_id=person) for person in here.values_list("person", flat=True)],
        ignore_conflicts=True,
    )
    enqueue(ASK_JOB, check.pk)


def open_with_meeting(meeting: Meeting, by: Person | None) -> None:
    """A meeting has closed: its check opens by itself where the group has questions; one that is open
    asks those too who came since."""
    check = RealityCheck.objects.filter(meeting=meeting).first()
    if check is not None:
        if check.is_open:
            _ask_those_here(check)
    elif current_set(meeting.group) is not None:
        open_check(meeting, by=by)


def text_those_asked(check: RealityCheck) -> None:
    """Text the first question to each who has not answered, once. Run again, nobody is texted twice."""
    questions = questions_of(check)
    waiting = CheckSheet.objects.filter(check_of=check, answered=[]).select_related("person__community")
    for sheet in waiting.order_by("pk") if check.is_open else ():
        ask(
            sheet.person,
            lambda numbers: first_text(check, questions[0], numbers),
            handler=HANDLER,
            subject_id=sheet.pk,
            values=[str(score) for score in SCALE],
            expires_at=check.closes_at,
            once_key=f"reality:{check.pk}:{sheet.person_id}",
        )


@transaction.atomic
@ringing_last()
def close_check(check: RealityCheck, *, by: Person | None) -> RealityCheck:
    """No more answers; the results are shown from now on. Closed again, it stays as it was."""
    locked = lock_check(check)
    if locked.closed_at is None:
        locked.closed_at = min(timezone.now(), locked.closes_at)
        locked.save(update_fields=["closed_at"])
        for sheet in CheckSheet.objects.filter(check_of=locked).values_list("pk", flat=True):
            close_questions(handler=HANDLER, subject_id=sheet)
        audit.record(locked, "close", by=by)
        ring_for_check(locked)
    return locked


def lock_check(check: RealityCheck) -> RealityCheck:
    rows = RealityCheck.objects.select_for_update(of=("self",))
    return rows.select_related("question_set", "meeting__group__community").get(pk=check.pk)


@transaction.atomic
def say_what_changed(check: RealityCheck, words: str, *, by: Person | None) -> None:
    """What the group did about the two lowest, for the next meeting."""
    words = words.strip()
    if len(words) > 600:
        raise BadInput(_("Say it in 600 letters or fewer."))
    locked = lock_check(check)
    locked.changed = words
    locked.save(update_fields=["changed"])
    audit.record(locked, "say_what_changed", by=by)
    ring_for_check(locked)
