"""Information sessions and group interviews: who is asked, who comes, what is noted."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.recruiting.models import Applicant, Gathering, GatheringNote, Guest
from advisory.recruiting.selectors import applicants_for, may_be_asked
from advisory.recruiting.services.steps import check_recruiter, lock, move
from advisory.recruiting.states import OVER, State
from advisory.recruiting.wordings import coming_question
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.messaging.services import ask, close_questions, reach, refuse_private
from community.messaging.services.outbound import lock_thread
from community.people.models import Group, Person

COMING = "recruiting.coming"
MOST_CRITERIA = 12


@transaction.atomic
def plan_gathering(
    group: Group, *, kind: str, starts_at: datetime, place: str, by: Person, criteria: str = ""
) -> Gathering:
    """An information session, or an interview with the ``criteria`` (one a line) that the group set.

    The place is part of every text. Nobody is asked yet.
    """
    check_recruiter(by, group)
    if kind not in Gathering.Kind.values:
        raise BadInput(_("Choose an information session or a group interview."))
    place = " ".join(place.split())
    if not place:
        raise BadInput(_("Say where it is: it is part of every text."))
    refuse_private(group.community, place)
    lines = [" ".join(line.split()) for line in criteria.splitlines() if line.strip()]
    if len(lines) > MOST_CRITERIA or any(len(line) > 200 for line in lines):
        raise BadInput(_("Write 12 criteria at most, each in 200 letters at most."))
    if lines and kind != Gathering.Kind.INTERVIEW:
        raise BadInput(_("Only an interview has criteria."))
    gathering = Gathering.objects.create(
        group=group, kind=kind, starts_at=starts_at, place=place[:120], criteria="\n".join(lines)
    )
    audit.record(gathering, "plan", by=by)
    return gathering


@transaction.atomic
def ask_to(gathering: Gathering, *, applicants: Iterable[Applicant], by: Person) -> list[Guest]:
    """Ask ``applicants`` to come, by text in their own language; who was asked before is not asked again.

    Whoever is asked to an interview is at that stage. Of a gathering that has begun nobody is texted: its
    guests are only written down.
    """
    check_recruiter(by, gathering.group)
    rows = Gathering.objects.select_for_update(of=("self",)).select_related("group__community")
    locked = rows.get(pk=gathering.pk)
    wanted = [applicant.pk for applicant in applicants]
    asked = list(may_be_asked(locked).filter(pk__in=wanted).order_by("pk"))
    _hold_phones(asked, locked)
    guests = []
    for applicant in asked:
        guest = Guest.objects.create(gathering=locked, applicant=applicant)
        if locked.kind == Gathering.Kind.INTERVIEW and applicant.state != State.INTERVIEW:
            move(applicant, "interview", by=by)
        audit.record(guest, "ask", by=by)
        _text(guest, locked)
        guests.append(guest)
    return guests


def _hold_phones(asked: Iterable[Applicant], gathering: Gathering) -> None:
    """Who texts us holds their phone and then their row here, so everybody takes the two in that order."""
    for applicant in asked:
        applicant.person.community = gathering.group.community
        if (thread := reach(applicant.person)) is not None:
            lock_thread(thread)


def _text(guest: Guest, gathering: Gathering) -> None:
    if gathering.starts_at > timezone.now():
        person = guest.applicant.person
        ask(
            person,
            lambda numbers: coming_question(gathering, numbers),
            handler=COMING,
            subject_id=guest.pk,
            values=Guest.Answer.values,
            expires_at=gathering.starts_at,
            once_key=f"gathering:{gathering.pk}:{person.pk}",
        )


@transaction.atomic
def answer_coming(guest: Guest, answer: str, *, by: Person | None, channel: str) -> Guest:
    """Keep whether somebody comes; the last answer counts until it begins. ``by`` None: they said it."""
    locked = (
        Guest.objects.select_for_update(of=("self",))
        .select_related("gathering__group__community", "applicant")
        .get(pk=guest.pk)
    )
    if answer not in Guest.Answer.values:
        raise BadInput(_("Choose yes or no."))
    if locked.gathering.starts_at <= timezone.now():
        raise Refused(_("It has begun. Nothing more needs to be said."))
    if locked.applicant.state in OVER:
        raise Refused(_("You are not on the list any more. A person will text you if you write."))
    locked.answer = answer
    locked.save(update_fields=["answer"])
    audit.record(locked, f"say_{answer}", by=by, channel=channel)
    return locked


@transaction.atomic
def mark_came(guest: Guest, *, came: bool, by: Person) -> Guest:
    """Write down whether somebody came, from its beginning on; said again, the last word counts.

    Who came to an information session is informed; who was written down there by mistake is not.
    """
    check_recruiter(by, guest.gathering.group)
    if guest.gathering.starts_at > timezone.now():
        raise Refused(_("It has not begun yet."))
    applicant = lock(guest.applicant)
    locked = Guest.objects.select_for_update(of=("self",)).get(pk=guest.pk)
    if locked.came == came:
        return locked
    locked.came = came
    locked.save(update_fields=["came"])
    audit.record(guest, "come" if came else "miss", by=by)
    if guest.gathering.kind == Gathering.Kind.SESSION:
        if came and applicant.state == State.INTERESTED:
            move(applicant, "inform", by=by)
        elif not came and applicant.state == State.INFORMED and not _was_informed(applicant):
            move(applicant, "correct", by=by)
    return locked


def _was_informed(applicant: Applicant) -> bool:
    sessions = applicant.gatherings.filter(gathering__kind=Gathering.Kind.SESSION, came=True)
    return sessions.exists()


@transaction.atomic
def keep_note(guest: Guest, *, words: str, criterion: str, by: Person) -> GatheringNote:
    """Note something about somebody at an interview, about one of its criteria or ("") as a whole.

    Members of the group note it of those whom they see, and nobody of themselves.
    """
    gathering = guest.gathering
    if gathering.kind != Gathering.Kind.INTERVIEW:
        raise BadInput(_("Notes are kept of interviews."))
    if guest.applicant.person_id == by.pk:
        raise NotAllowed(_("Nobody keeps notes about themselves."))
    if not applicants_for(by, gathering.group).filter(pk=guest.applicant_id).exists():
        raise NotAllowed(_("Notes are for those who choose."))
    words = words.strip()
    if not words:
        raise BadInput(_("Write a note."))
    if len(words) > 2000:
        raise BadInput(_("That is too long. Use 2000 letters at most."))
    if criterion and criterion not in gathering.criteria_list():
        raise BadInput(_("Choose one of the criteria."))
    note = GatheringNote.objects.create(guest=guest, criterion=criterion, words=words, author=by)
    audit.record(note, "note", by=by)
    return note


def close_questions_of(applicant: Applicant) -> None:
    """Nobody is asked any more whether this applicant comes."""
    for guest in applicant.gatherings.filter(gathering__starts_at__gt=timezone.now()):
        close_questions(handler=COMING, subject_id=guest.pk)
