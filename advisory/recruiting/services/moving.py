"""The ends of the way: a seat, or none, with a kind word; and the way back."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from advisory.boards.models import Seat
from advisory.boards.services import begin_term
from advisory.boards.services.seats import check_keeper
from advisory.boards.services.terms import may_seat_without_vote
from advisory.decisions.selectors import is_final
from advisory.recruiting.models import Applicant
from advisory.recruiting.services.gatherings import close_questions_of
from advisory.recruiting.services.interest import Outcome, register_interest
from advisory.recruiting.services.steps import check_recruiter, lock, move
from advisory.recruiting.states import State
from advisory.recruiting.wordings import welcome
from community.core.errors import BadInput, NotAllowed, Refused
from community.messaging.services import send_text
from community.people.models import Channel, Person


@transaction.atomic
def decline(applicant: Applicant, *, reason: str, by: Person) -> Applicant:
    """Turn somebody down, for a ``reason`` in words that they could read themselves."""
    check_recruiter(by, applicant.group)
    reason = " ".join(reason.split())
    if not reason:
        raise BadInput(_("Say why in a few kind words. They may ask to read them."))
    moved = move(applicant, "decline", by=by, reason=reason[:200])
    close_questions_of(moved)
    return moved


@transaction.atomic
def withdraw(applicant: Applicant, *, reason: str, by: Person) -> Applicant:
    """Write down that somebody stepped back; they need not say why."""
    check_recruiter(by, applicant.group)
    moved = move(applicant, "withdraw", by=by, reason=" ".join(reason.split())[:200])
    close_questions_of(moved)
    return moved


def bring_back(applicant: Applicant, *, by: Person) -> Applicant:
    """Somebody who was turned down or stepped back would like to join after all."""
    check_recruiter(by, applicant.group)
    outcome = register_interest(
        applicant.group, person=applicant.person, channel=Channel.VOICE, outreach=applicant.outreach, by=by
    )
    if outcome is not Outcome.AGAIN:
        raise Refused(_("They are on the way already."))
    applicant.refresh_from_db()
    return applicant


@transaction.atomic
def seat_applicant(applicant: Applicant, *, seat: Seat, since: date, by: Person) -> Applicant:
    """Give ``seat`` to somebody whom the group has chosen, and text them a welcome.

    Without the group's vote only where its charter says so, or where it has no member yet. Raises
    NotAllowed otherwise, and Refused where the vote that chose them does not hold any more.
    """
    group = applicant.group
    check_keeper(by, group)
    if seat.group_id != group.pk:
        raise BadInput(_("Choose a seat of this group."))
    locked = lock(applicant)
    by_vote = locked.state == State.CHOSEN
    if by_vote and not is_final(locked.decision):  # type: ignore[arg-type]
        raise Refused(_("The vote that chose them does not hold any more."))
    if not by_vote and not may_seat_without_vote(group, since):
        raise NotAllowed(_("The group chooses its new members by its own vote."))
    term = begin_term(seat, person=locked.person, since=since, by=by)
    verb = "seat" if by_vote else "seat_without_vote"
    moved = move(applicant, verb, by=by, term=term, without_vote=not by_vote)
    person = locked.person
    person.community = locked.group.community
    send_text(person, lambda: welcome(locked.group, person, since), once_key=f"welcome:{term.pk}:{person.pk}")
    return moved
