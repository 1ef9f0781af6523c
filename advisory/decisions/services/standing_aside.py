"""Stepping aside for a conflict of interest, and letting another vote."""

from django.db import transaction
from django.utils.translation import gettext as _

from advisory.boards.selectors import rules_of
from advisory.decisions.models import Ballot, Decision, Proxy, Recusal, RollEntry
from advisory.decisions.rules import may_run
from advisory.decisions.services.stopping import hold_alone
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.live.services import ring
from community.people.models import Person

BEFORE_CLOSING = (Decision.State.DRAFT, Decision.State.DEFERRED, Decision.State.OPEN)


@transaction.atomic
def recuse(decision: Decision, *, person: Person, why: str, by: Person) -> Recusal:
    """Note that ``person`` steps aside from ``decision``, and why. Said once; it stays.

    They say so themselves, or whoever runs the meeting writes it down. Raises Refused once they have
    voted or the vote is over, and NotAllowed for who is not on the roll of an open vote.
    """
    if by.pk != person.pk and not may_run(by, decision.group):
        raise NotAllowed(_("People step aside for themselves."))
    if not why.strip():
        raise BadInput(_("Say what the conflict of interest is, in a few words."))
    # Waits for every vote that shares the lock, and holds up those to come.
    locked = hold_alone(decision.pk)
    if locked.state not in BEFORE_CLOSING:
        raise Refused(_("This vote is over."))
    on_roll = RollEntry.objects.filter(decision=decision, person=person)
    if locked.state == Decision.State.OPEN and not on_roll.exists():
        raise NotAllowed(
            _("%(name)s is not on the list of voters for this vote.") % {"name": person.display_name}
        )
    if Ballot.objects.filter(entry__decision=decision, entry__person=person).exists():
        raise Refused(_("There is a ballot already, so it is too late to step aside."))
    recusal, is_new = Recusal.objects.get_or_create(
        decision=decision, person=person, defaults={"why": why.strip()[:200], "declared_by": by}
    )
    if is_new:
        audit.record(recusal, "recuse", by=by, why=recusal.why)
        if decision.meeting is not None and decision.meeting.board_id is not None:
            ring(decision.meeting.board_id)
    return recusal


@transaction.atomic
def give_proxy(decision: Decision, *, giver: Person, holder: Person, by: Person) -> Proxy:
    """Let ``holder`` vote for ``giver`` on an open decision, where the charter allows it.

    Both are on the roll. The giver says so, or whoever runs the meeting writes it down.
    """
    if by.pk != giver.pk and not may_run(by, decision.group):
        raise NotAllowed(_("People give their own vote."))
    rules = rules_of(decision.group, decision.group.community.today())
    if not rules.proxies_allowed:
        raise Refused(_("The charter of this group does not allow voting for another."))
    if giver.pk == holder.pk:
        raise BadInput(_("Choose somebody else."))
    locked = hold_alone(decision.pk)
    if locked.state != Decision.State.OPEN:
        raise Refused(_("This vote is not open."))
    if decision.is_secret:
        raise Refused(_("This vote is secret, so everyone votes for themselves."))
    if RollEntry.objects.filter(decision=decision, person__in=[giver, holder]).count() != 2:
        raise NotAllowed(_("Both must be on the list of voters."))
    if Recusal.objects.filter(decision=decision, person__in=[giver, holder]).exists():
        raise Refused(_("Who stepped aside neither votes nor gives a vote away."))
    others = Proxy.objects.filter(decision=decision).exclude(giver=giver)
    if others.filter(holder=holder).count() >= rules.proxies_per_holder:
        raise Refused(_("%(name)s votes for others already.") % {"name": holder.display_name})
    proxy, _is_new = Proxy.objects.update_or_create(
        decision=decision, giver=giver, defaults={"holder": holder, "recorded_by": by}
    )
    audit.record(proxy, "give_proxy", by=by)
    return proxy


@transaction.atomic
def take_back_proxy(decision: Decision, *, giver: Person, by: Person) -> None:
    """Nobody votes for ``giver`` any more; what was voted for them stands until they vote themselves."""
    if by.pk != giver.pk and not may_run(by, decision.group):
        raise NotAllowed(_("People give their own vote."))
    locked = hold_alone(decision.pk)
    if locked.state != Decision.State.OPEN:
        raise Refused(_("This vote is not open."))
    proxy = Proxy.objects.filter(decision=decision, giver=giver).first()
    if proxy is None:
        raise NotAllowed(_("You have not given your vote to anybody."))
    audit.record(proxy, "take_back_proxy", by=by)
    proxy.delete()
