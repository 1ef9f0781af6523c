"""Action items: what somebody will do, by when, and that it is done."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.meetings.models import ActionItem, Meeting
from community.meetings.services.bell import ring_for_promises
from community.people.models import Organisation, Person


@transaction.atomic
def add_action_item(
    meeting: Meeting,
    *,
    title: str,
    due_on: date,
    by: Person | None,
    owner: Person | None = None,
    owner_organisation: Organisation | None = None,
) -> ActionItem:
    """Write down a promise made at ``meeting``. It has one owner: a person, or an organisation."""
    title = title.strip()
    if not title:
        raise BadInput(_("Write what will be done."))
    holders = [holder for holder in (owner, owner_organisation) if holder is not None]
    if len(holders) != 1:
        raise BadInput(_("Choose one person or one organization who will do it."))
    community = meeting.group.community
    if holders[0].community_id != community.pk:
        raise BadInput(_("Choose somebody of this community."))
    if meeting.roster_day is not None and due_on < meeting.roster_day:
        raise BadInput(_("The due date is before the meeting. Choose a later day."))
    item = ActionItem.objects.create(
        group=meeting.group,
        meeting=meeting,
        title=title[:200],
        due_on=due_on,
        owner=owner,
        owner_organisation=owner_organisation,
    )
    audit.record(item, "promise", by=by)
    ring_for_promises(meeting)
    return item


@transaction.atomic
def finish_action_item(item: ActionItem, *, by: Person | None) -> ActionItem:
    """Say that it is done. Raises Refused when it was done already."""
    locked = (
        ActionItem.objects.select_for_update(of=("self",)).select_related("meeting", "group").get(pk=item.pk)
    )
    if locked.done_at is not None:
        raise Refused(_("“%(title)s” is done already.") % {"title": locked.title})
    locked.done_at = item.done_at = timezone.now()
    locked.save(update_fields=["done_at"])
    audit.record(locked, "finish", by=by)
    if locked.meeting is not None:
        ring_for_promises(locked.meeting)
    return locked
