"""Keeping what the invited answer: whether they come, and what they need so that they can."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.meetings.models import Accommodation, Invitation, Meeting
from community.meetings.needs import KIND_OF, LANGUAGES, MOST_CHILDREN, Step, handler_of
from community.meetings.selectors import offered_by
from community.meetings.services.bell import ring_for
from community.messaging.services import close_every
from community.people.models import Person


class Need(NamedTuple):
    """Whether something is wanted. ``detail``: diet, ages, language or place."""

    wanted: bool
    children: int | None = None
    detail: str = ""


def _lock_to_answer(invitation: Invitation) -> Invitation:
    locked = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("meeting__group__community", "person")
        .get(pk=invitation.pk)
    )
    if locked.meeting.state == Meeting.State.CLOSED:
        raise Refused(_("That meeting is over, so your answer was not kept. Thank you for telling us."))
    if locked.meeting.state == Meeting.State.SKIPPED:
        raise Refused(_("That meeting will not be held, so there is nothing to answer."))
    return locked


@transaction.atomic
def answer_invitation(
    invitation: Invitation, answer: str, *, channel: str, by: Person | None = None
) -> Invitation:
    """Keep "yes" or "no"; the latest answer stands. ``channel`` is "text", "web" or "staff".

    ``by``: who of the staff wrote it down for somebody who told them. Who no longer comes needs nothing.
    """
    if answer not in Invitation.Answer.values:
        raise BadInput(_("Answer yes or no."))
    locked = _lock_to_answer(invitation)
    was = locked.answer
    locked.answer, locked.answered_at, locked.channel = answer, timezone.now(), channel
    locked.save(update_fields=["answer", "answered_at", "channel"])
    if answer == Invitation.Answer.NO and was:
        locked.accommodations.all().delete()
        close_every(handlers=[handler_of(step) for step in Step], subject_ids=[locked.pk])
    audit.record(locked, f"answer_{answer}", by=by or locked.person, channel=channel)
    ring_for(locked.meeting)
    return locked


def _lock_who_comes(invitation: Invitation, kind: str) -> Invitation:
    locked = _lock_to_answer(invitation)
    if kind not in offered_by(locked.meeting):
        raise Refused(_("That is not offered at this meeting."))
    if locked.answer != Invitation.Answer.YES:
        raise Refused(_("Tell us first that you are coming, then we can plan the rest."))
    return locked


def _close_more(invitation: Invitation, kind: str) -> None:
    """What was being asked about ``kind`` in words is answered, or no longer of use."""
    more = [handler_of(step) for step, of in KIND_OF.items() if of == kind and step != kind]
    close_every(handlers=more, subject_ids=[invitation.pk])


def _keep(invitation: Invitation, kind: str, by: Person | None, channel: str, **changes: Any) -> None:
    row = Accommodation.objects.filter(invitation=invitation, kind=kind).first()
    row = row or Accommodation(invitation=invitation, kind=kind)
    for name, value in changes.items():
        setattr(row, name, value)
    if not row.wanted:
        row.count, row.detail = None, ""
    row.save()
    verb = f"{kind}_{'yes' if row.wanted else 'no'}"
    # What is needed is nobody's business in ten years: the audit says that it was told, and not what.
    audit.record(invitation, verb, by=by or invitation.person, channel=channel)
    ring_for(invitation.meeting)


@transaction.atomic
def answer_need(invitation: Invitation, kind: str, wanted: bool, *, channel: str) -> Invitation:
    """Keep whether somebody who comes wants ``kind``; what they said about it stays while they do."""
    locked = _lock_who_comes(invitation, kind)
    _close_more(locked, kind)
    _keep(locked, kind, None, channel, wanted=wanted)
    return locked


@transaction.atomic
def say_more(
    invitation: Invitation, kind: str, *, channel: str, count: int | None = None, detail: str | None = None
) -> Invitation:
    """Keep the number of children, or the words about ``kind``; both are of what is wanted."""
    locked = _lock_who_comes(invitation, kind)
    if not locked.accommodations.filter(kind=kind, wanted=True).exists():
        raise Refused(_("Tell us first that you want it, then we can write down the rest."))
    changes: dict[str, Any] = {} if detail is None else {"detail": detail}
    if kind == Step.CHILDCARE and count is not None:
        changes["count"] = count
    _close_more(locked, kind)
    _keep(locked, kind, None, channel, **changes)
    return locked


@transaction.atomic
def answer_needs(
    invitation: Invitation, needs: Mapping[str, Need], *, channel: str, by: Person | None = None
) -> Invitation:
    """Keep all that a page asks, at once; what it says replaces what was said before."""
    locked = invitation
    for kind, need in needs.items():
        locked = _lock_who_comes(invitation, kind)
        _check(kind, need)
        _close_more(locked, kind)
        _keep(locked, kind, by, channel, wanted=need.wanted, count=need.children, detail=need.detail)
    return locked


def _check(kind: str, need: Need) -> None:
    if need.children is not None and not (kind == Step.CHILDCARE and 0 < need.children <= MOST_CHILDREN):
        raise BadInput(_("Write how many children, from 1 to %(most)d.") % {"most": MOST_CHILDREN})
    if kind == Step.INTERPRETATION and need.wanted and need.detail not in LANGUAGES:
        raise BadInput(_("Choose a language."))
