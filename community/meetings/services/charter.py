"""What a group's charter says of its meetings."""

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, NotAllowed
from community.people.models import Group, Person
from community.people.rules import is_coordinator

LONGEST_GRACE = 120
FIELDS = ("grace_minutes", "families_first", "shows_talk_share")


@transaction.atomic
def set_charter(
    group: Group, *, grace_minutes: int | None, families_first: bool, shows_talk_share: bool, by: Person
) -> Group:
    """Write down the rules of ``group``; ``grace_minutes`` None: it has no rule for coming late.

    Meetings that are planned already keep the grace they were planned with. Saying the same again
    writes no audit. Raises NotAllowed for all but coordinators, BadInput for a grace that can't be.
    """
    if not is_coordinator(by) or by.community_id != group.community_id:
        raise NotAllowed(_("Only a coordinator can change how a group meets."))
    if grace_minutes is not None and not 0 <= grace_minutes <= LONGEST_GRACE:
        raise BadInput(_("The time for coming late is from 0 to 120 minutes."))
    locked = Group.objects.select_for_update().select_related("community").get(pk=group.pk)
    told = {
        "grace_minutes": grace_minutes,
        "families_first": families_first,
        "shows_talk_share": shows_talk_share,
    }
    for name, value in told.items():
        before = getattr(locked, name)
        if before != value:
            setattr(locked, name, value)
            audit.record(locked, f"set_{name}", by=by, from_state=_said(before), to_state=_said(value))
    locked.save(update_fields=FIELDS)
    return locked


def _said(value: object) -> str:
    return "none" if value is None else str(value).lower()
