"""Saying that what is owed is right and may be paid.

Several stipends are always locked in the order of their keys, so two people pressing at once wait for
each other and no more.
"""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.ledger.models import Fund
from advisory.stipends.models import Stipend
from advisory.stipends.rules import may_approve
from advisory.stipends.services.funding import give_fund
from advisory.stipends.words import approved_words
from community.core.errors import NotAllowed, Refused
from community.core.lifecycle import transition
from community.meetings.models import Meeting
from community.messaging.services import send_text
from community.people.models import Person


def lock(stipends: QuerySet[Stipend]) -> list[Stipend]:
    """``stipends`` as they stand, held until the transaction ends."""
    return list(
        stipends.select_for_update(of=("self",))
        .select_related("person__community", "group__community", "meeting__group__community", "fund")
        .order_by("pk")
    )


@transaction.atomic
def approve_stipend(stipend: Stipend, *, by: Person, fund: Fund | None = None) -> Stipend:
    """Say that ``stipend`` is right and may be paid, out of ``fund`` where one is chosen; text the member.

    Raises NotAllowed for one's own stipend, for one that ``by`` wrote down, and for those who are no
    coordinator; Refused when it is approved or paid already, or no fund can pay for it.
    """
    [locked] = lock(Stipend.objects.filter(pk=stipend.pk))
    if by.pk == locked.person_id:
        raise NotAllowed(_("This is your own stipend. Another coordinator must approve it."))
    if by.pk == locked.entered_by_id:
        raise NotAllowed(_("You wrote this down, so another coordinator must approve it."))
    if not may_approve(by, locked):
        raise NotAllowed(_("Only a coordinator can approve a stipend."))
    if locked.state == Stipend.State.OWED:
        give_fund(locked, fund)
    now = timezone.now()
    transition(locked, "approve", by=by, approved_by=by, approved_at=now, fund=locked.fund)
    once_key = f"approved:{locked.pk}:{now:%Y%m%d%H%M%S}"
    send_text(locked.person, lambda: approved_words(locked), once_key=once_key)
    return locked


@transaction.atomic
def approve_meeting(meeting: Meeting, *, by: Person) -> int:
    """Approve what is owed for ``meeting``, except one's own and what ``by`` wrote down; says how many."""
    owed = Stipend.objects.filter(meeting=meeting, state=Stipend.State.OWED).exclude(person=by)
    ready = lock(owed.exclude(entered_by=by))
    for stipend in ready:
        approve_stipend(stipend, by=by)
    if not ready:
        raise Refused(_("Nothing of this meeting waits for your approval any more."))
    return len(ready)
