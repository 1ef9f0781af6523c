"""From a draft to the first text: alone where few get it, else with a second person's approval."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.broadcasts import rules
from community.broadcasts.models import Broadcast, Recipient
from community.broadcasts.selectors import Plan, budget_of, plan_of
from community.broadcasts.services.feeding import FEED_JOB
from community.broadcasts.states import Step
from community.core import jobs
from community.core.access import require
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.lifecycle import transition
from community.core.words import money_in_words
from community.live.services import make_board
from community.people.models import Person

KIND = "broadcast"


@transaction.atomic
def send_broadcast(broadcast: Broadcast, *, by: Person) -> Broadcast:
    """Begin to send it, or ask for approval where more than ``Community.approve_above`` would get it.

    Raises Refused when nobody would get it, or it costs more than is left of the month's budget.
    """
    require(rules.may_handle(by, broadcast))
    _lock(broadcast)
    _require_state(broadcast, Broadcast.State.DRAFT)
    plan = _sound_plan(broadcast)
    if len(plan.reached) > broadcast.community.approve_above:
        return transition(broadcast, Step.SUBMIT, by=by)
    return _start(broadcast, Step.START, plan, by=by)


@transaction.atomic
def approve_broadcast(broadcast: Broadcast, *, by: Person) -> Broadcast:
    """Say yes as the second person; it begins to leave. Whoever wrote it cannot."""
    require(rules.may_handle(by, broadcast))
    _lock(broadcast)
    if not rules.may_approve(by, broadcast):
        raise NotAllowed(_("You wrote this message, so somebody else must approve it."))
    _require_state(broadcast, Broadcast.State.WAITING)
    return _start(broadcast, Step.APPROVE, _sound_plan(broadcast), by=by, approved_by=by)


def send_back(broadcast: Broadcast, *, why: str, by: Person) -> Broadcast:
    """Give it back to whoever wrote it, with the reason."""
    require(rules.may_handle(by, broadcast))
    if not why.strip():
        raise BadInput(_("Say what should be changed."))
    return transition(broadcast, Step.SEND_BACK, by=by, why=why.strip()[:300])


def _lock(broadcast: Broadcast) -> None:
    """Hold its row until the commit: nobody changes its words now, and of two presses one comes too late."""
    broadcast.refresh_from_db(from_queryset=Broadcast.objects.select_for_update(of=("self",)))


def _require_state(broadcast: Broadcast, state: str) -> None:
    if broadcast.state != state:
        raise Refused(
            _("That can't be done now: it is already “%(state)s”.") % {"state": broadcast.get_state_display()}
        )


def _sound_plan(broadcast: Broadcast) -> Plan:
    """What it does as of now, if that may be done."""
    if not broadcast.community.number:
        raise Refused(_("Your community has no number to text from yet."))
    plan, budget = plan_of(broadcast), budget_of(broadcast.community)
    if not plan.reached:
        raise Refused(_("Nobody would get this message. Look at who is left out, and why."))
    if not budget.holds(plan.parts):
        raise Refused(
            _("This message costs %(cost)s, and %(left)s is left of this month's budget for texts.")
            % {"cost": money_in_words(plan.cents), "left": money_in_words(budget.left or 0)}
        )
    return plan


def _start(
    broadcast: Broadcast, step: Step, plan: Plan, *, by: Person, approved_by: Person | None = None
) -> Broadcast:
    """Write down who gets it: from now on that is fixed, and each person has one place."""
    transition(
        broadcast,
        step,
        by=by,
        approved_by=approved_by,
        started_at=timezone.now(),
        board=make_board(broadcast.community, KIND),
    )
    Recipient.objects.bulk_create(
        Recipient(
            broadcast=broadcast,
            person=place.person,
            language=place.person.language,
            left_out=place.left_out,
        )
        for place in plan.places
    )
    jobs.enqueue(FEED_JOB, broadcast.pk)
    return broadcast


def said_of(broadcast: Broadcast) -> str:
    """What a press of "Send" did, in words."""
    if broadcast.state == Broadcast.State.WAITING:
        return _("It waits for a second person's approval.")
    people = broadcast.recipients.filter(left_out="").count()
    return ngettext(
        "It is on its way to %(number)d person.", "It is on its way to %(number)d people.", people
    ) % {"number": people}
