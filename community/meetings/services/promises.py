"""Next steps: what somebody will do, by when, and what became of it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.meetings.models import ActionItem, Meeting
from community.meetings.services.bell import ring_for_promises
from community.messaging.services import close_questions
from community.people.models import Group, Organisation, Person

STEP = "meetings.step"


@transaction.atomic
def add_action_item(
    meeting: Meeting,
    *,
    title: str,
    by: Person | None,
    due_on: date | None = None,
    owner: Person | None = None,
    owner_organisation: Organisation | None = None,
) -> ActionItem:
    """Write down a next step of ``meeting``. It has one owner, a person or an organisation, and a day.

    Until the meeting is closed either may be missing. Sent twice, it stands there once.
    """
    title = title.strip()[:200]
    if not title:
        raise BadInput(_("Write what will be done."))
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)
    _check(locked, due_on, owner, owner_organisation, whole=locked.state == Meeting.State.CLOSED)
    held = {"owner": owner, "owner_organisation": owner_organisation, "due_on": due_on}
    item, new = _write_down(locked.group, title=title, by=by, meeting=locked, **held)
    if new:
        ring_for_promises(locked)
    return item


@transaction.atomic
def add_group_action_item(
    group: Group,
    *,
    title: str,
    by: Person | None,
    due_on: date,
    owner: Person | None = None,
    owner_organisation: Organisation | None = None,
) -> ActionItem:
    """Write down a next step that is of no meeting. It has its owner and its day from the beginning."""
    title = title.strip()[:200]
    if not title:
        raise BadInput(_("Write what will be done."))
    # The group's row, so that the same sent twice at once waits and then finds it.
    locked = Group.objects.select_for_update(no_key=True, of=("self",)).get(pk=group.pk)
    _check_holder(locked, due_on, owner, owner_organisation, whole=True)
    held = {"owner": owner, "owner_organisation": owner_organisation, "due_on": due_on}
    return _write_down(locked, title=title, by=by, meeting=None, **held)[0]


def _write_down(group: Group, *, title: str, by: Person | None, **facts: Any) -> tuple[ActionItem, bool]:
    """The next step, and whether it is new; the same one that is not done yet is found again."""
    item, new = ActionItem.objects.get_or_create(group=group, title=title, done_at=None, **facts)
    if new:
        audit.record(item, "promise", by=by)
    return item, new


def _check(
    meeting: Meeting,
    due_on: date | None,
    owner: Person | None,
    owner_organisation: Organisation | None,
    *,
    whole: bool,
) -> None:
    _check_holder(meeting.group, due_on, owner, owner_organisation, whole=whole)
    if due_on is not None and meeting.roster_day is not None and due_on < meeting.roster_day:
        raise BadInput(_("The due date is before the meeting. Choose a later day."))


def _check_holder(
    group: Group,
    due_on: date | None,
    owner: Person | None,
    owner_organisation: Organisation | None,
    *,
    whole: bool,
) -> None:
    holders = [holder for holder in (owner, owner_organisation) if holder is not None]
    if len(holders) > 1 or (whole and not holders):
        raise BadInput(_("Choose one person or one organization who will do it."))
    if whole and due_on is None:
        raise BadInput(_("Choose the day by which it is done."))
    if any(holder.community_id != group.community_id for holder in holders):
        raise BadInput(_("Choose somebody of this community."))


@transaction.atomic
def complete_action_item(
    item: ActionItem,
    *,
    due_on: date | None,
    by: Person | None,
    owner: Person | None = None,
    owner_organisation: Organisation | None = None,
) -> ActionItem:
    """Say who does it and by when. What its owner said of the old day holds no longer."""
    locked = _lock(item)
    assert locked.meeting is not None  # noqa: S101  a board names only steps of its meeting
    _check(locked.meeting, due_on, owner, owner_organisation, whole=True)
    locked.due_on, locked.owner, locked.owner_organisation = due_on, owner, owner_organisation
    locked.said, locked.said_at = "", None
    locked.save(update_fields=["due_on", "owner", "owner_organisation", "said", "said_at"])
    close_questions(handler=STEP, subject_id=locked.pk)
    audit.record(locked, "complete", by=by)
    ring_for_promises(locked.meeting)
    return locked


def _lock(item: ActionItem) -> ActionItem:
    """The step's row, locked. Raises Refused when it is done."""
    locked = (
        ActionItem.objects.select_for_update(of=("self",))
        .select_related("meeting__group", "group__community")
        .get(pk=item.pk)
    )
    if locked.done_at is not None:
        raise Refused(_("“%(title)s” is done already.") % {"title": locked.title})
    return locked


@transaction.atomic
def finish_action_item(item: ActionItem, *, by: Person | None) -> ActionItem:
    """Say that it is done. Raises Refused when it was done already."""
    locked = _lock(item)
    locked.done_at = item.done_at = timezone.now()
    locked.said, locked.said_at = "", None
    locked.save(update_fields=["done_at", "said", "said_at"])
    close_questions(handler=STEP, subject_id=locked.pk)
    audit.record(locked, "finish", by=by)
    if locked.meeting is not None:
        ring_for_promises(locked.meeting)
    return locked


@transaction.atomic
def say_of_action_item(item: ActionItem, said: str, *, by: Person) -> ActionItem:
    """Keep that the owner needs time, or help: the staff sees it, and the day stays as it is."""
    locked = _lock(item)
    if locked.said != said:
        locked.said, locked.said_at = said, timezone.now()
        locked.save(update_fields=["said", "said_at"])
        audit.record(locked, f"needs_{said}", by=by, channel="text")
        if locked.meeting is not None:
            ring_for_promises(locked.meeting)
    return locked
