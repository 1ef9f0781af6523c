"""Invitations and reminders that leave by themselves, at the moments that stand on a meeting's page."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.meetings.models import Invitation, Meeting, Notice
from community.meetings.services.inviting import invite, link_into, lock_to_ask, text_invitation
from community.meetings.words import coming_words, reminder_words
from community.messaging.services import send_text, take_back
from community.people.models import Person


@transaction.atomic
def add_notice(meeting: Meeting, *, kind: str, due_at: datetime, by: Person | None) -> Notice:
    """Have invitations or reminders leave at ``due_at`` (aware), before the meeting begins."""
    locked = lock_to_ask(meeting)
    _check(locked, due_at)
    notice, new = Notice.objects.get_or_create(meeting=locked, kind=kind, due_at=due_at)
    if new:
        audit.record(notice, "add", by=by)
    return notice


@transaction.atomic
def move_notice(notice: Notice, *, due_at: datetime, by: Person | None) -> Notice:
    """Have it leave at another moment. Raises Refused when it has left, or another leaves just then."""
    locked = lock_to_ask(notice.meeting)
    _check(locked, due_at)
    fresh = _lock_unsent(notice)
    if Notice.objects.filter(meeting=locked, kind=fresh.kind, due_at=due_at).exclude(pk=fresh.pk).exists():
        raise Refused(_("One leaves at that moment already."))
    fresh.due_at = due_at
    fresh.save(update_fields=["due_at"])
    audit.record(fresh, "move", by=by)
    return fresh


@transaction.atomic
def remove_notice(notice: Notice, *, by: Person | None) -> None:
    """It does not leave."""
    lock_to_ask(notice.meeting)
    fresh = _lock_unsent(notice)
    audit.record(fresh, "remove", by=by)
    fresh.delete()


def _check(meeting: Meeting, due_at: datetime) -> None:
    if due_at <= timezone.now():
        raise BadInput(_("That moment has passed. Choose a later one."))
    if meeting.starts_at is None or due_at >= meeting.starts_at:
        raise BadInput(_("Choose a moment before the meeting begins."))


def _lock_unsent(notice: Notice) -> Notice:
    fresh = Notice.objects.select_for_update().filter(pk=notice.pk).first()
    if fresh is None or fresh.sent_at is not None:
        raise Refused(_("That has left already."))
    return fresh


def due_meetings(now: datetime) -> Iterable[int]:
    """The meetings of which something has to leave, by their keys."""
    due = Q(notices__sent_at=None, notices__due_at__lte=now)
    coming = Meeting.objects.filter(due, state=Meeting.State.PLANNED, starts_at__gt=now)
    return list(coming.order_by("pk").values_list("pk", flat=True).distinct())


@transaction.atomic
def send_due_notices(meeting: Meeting, *, now: datetime) -> int:
    """Send what is due of ``meeting``, once: that it was sent is kept with the texts, or neither is.

    After an outage several reminders may be due; one is enough, and none goes to those who are only
    now invited. Invitations wait while nobody is on the roster. Nothing leaves once it has begun.
    """
    try:
        locked = lock_to_ask(meeting)
    except Refused:
        return 0
    if locked.starts_at is None or locked.starts_at <= now:
        return 0
    due = list(
        Notice.objects.select_for_update()
        .filter(meeting=locked, sent_at=None, due_at__lte=now)
        .order_by("pk")
    )
    before = Invitation.objects.filter(meeting=locked)
    asked = list(before.select_related("person__community").order_by("pk"))
    reminders = [notice for notice in due if notice.kind == Notice.Kind.REMIND]
    sent = list(reminders)
    invites = [notice for notice in due if notice.kind == Notice.Kind.INVITE]
    if invites and _invite(locked):
        sent += invites
    if reminders:
        _remind(locked, asked, reminders[-1])
    Notice.objects.filter(pk__in=[notice.pk for notice in sent]).update(sent_at=now)
    return len(sent)


def _invite(meeting: Meeting) -> bool:
    """Whether there was somebody to invite."""
    try:
        with transaction.atomic():
            invite(meeting, by=None)
    except Refused:
        return False
    return True


def _remind(meeting: Meeting, asked: Iterable[Invitation], notice: Notice) -> None:
    """Ask those again who have not answered; tell those who come where and when."""
    for invitation in asked:
        key = f"reminder:{meeting.pk}:{invitation.person_id}:notice-{notice.pk}"
        if not invitation.answer:
            text_invitation(meeting, invitation, reminder_words, key)
        elif invitation.answer == Invitation.Answer.YES:
            text_coming(meeting, invitation, key)
    audit.record(meeting, "remind", by=None)


def text_coming(meeting: Meeting, invitation: Invitation, once_key: str) -> None:
    """Tell somebody who comes where and when, with a link."""
    person = invitation.person
    send_text(
        person,
        lambda: coming_words(meeting, link_into(meeting, person)),
        once_key=once_key,
        useful_until=meeting.starts_at,
    )


def drop_notices(meeting: Meeting) -> None:
    """Nothing of ``meeting`` leaves by itself any more, nor do reminders that wait for their hour."""
    Notice.objects.filter(meeting=meeting, sent_at=None).delete()
    take_back_reminders(meeting)


def take_back_reminders(meeting: Meeting) -> None:
    """Those who come are not told of what no longer holds; questions that wait go when they are closed."""
    notices = Notice.objects.filter(meeting=meeting, kind=Notice.Kind.REMIND).values_list("pk", flat=True)
    people = Invitation.objects.filter(meeting=meeting).values_list("person_id", flat=True)
    keys = [f"reminder:{meeting.pk}:{person}:notice-{key}" for key in notices for person in people]
    take_back(meeting.group.community, keys)


def shift_notices(meeting: Meeting, *, by: timedelta, old_start: datetime, now: datetime) -> None:
    """Keep each notice as far from the start as it was. Reminders that left leave again for the new time."""
    take_back_reminders(meeting)
    assert meeting.starts_at is not None  # noqa: S101  it was just moved
    before = [old_start - notice.due_at for notice in meeting.notices.filter(kind=Notice.Kind.REMIND)]
    waiting = meeting.notices.filter(kind=Notice.Kind.INVITE, sent_at=None)
    invites = list(waiting.values_list("due_at", flat=True))
    waiting.delete()
    meeting.notices.filter(kind=Notice.Kind.REMIND).delete()
    for due_at in invites:
        Notice.objects.get_or_create(meeting=meeting, kind=Notice.Kind.INVITE, due_at=due_at + by)
    for distance in before:
        due_at = meeting.starts_at - distance
        if due_at > now:
            Notice.objects.get_or_create(meeting=meeting, kind=Notice.Kind.REMIND, due_at=due_at)
