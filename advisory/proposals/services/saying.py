"""Saying what one thinks of a proposal, with one's name or without."""

from django.db import transaction
from django.utils.translation import gettext as _

from advisory.proposals.models import LONGEST_WORDS, Position, Proposal, Stance, UnsignedPosition
from advisory.proposals.rules import may_run, may_say
from advisory.proposals.selectors import has_a_seat
from advisory.proposals.services.proposing import lock_open
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.people.models import Person

# More than a board has to say without names; a flood would bury what is signed.
MOST_UNSIGNED = 100


@transaction.atomic
def say(proposal: Proposal, *, by: Person, stance: str, words: str) -> Position:
    """Keep what ``by`` says, under their name. The same words twice are kept once."""
    said = _checked(proposal, by, stance, words)
    locked = lock_open(proposal)
    position, new = Position.objects.get_or_create(
        proposal=locked, person=by, stance=stance, words=said, hidden_why=""
    )
    if new:
        audit.record(position, "say", by=by, to_state=stance)
    return position


@transaction.atomic
def say_unsigned(proposal: Proposal, *, by: Person, stance: str, words: str) -> None:
    """Keep what somebody says without their name.

    ``by`` is only asked whether they may. No line of the audit, no job and no bell tells that they did;
    nothing is returned, so that no caller can keep it.
    """
    said = _checked(proposal, by, stance, words)
    locked = lock_open(proposal)
    there = list(UnsignedPosition.objects.filter(proposal=locked))
    if any((row.stance, row.words) == (stance, said) for row in there):
        return
    if len(there) >= MOST_UNSIGNED:
        raise Refused(_("There are as many remarks without a name as fit here. Sign yours."))
    _write_anew(locked, [*there, UnsignedPosition(proposal=locked, stance=stance, words=said)])


def _write_anew(proposal: Proposal, rows: list[UnsignedPosition]) -> None:
    """All of them in this transaction and in the order of their random keys."""
    UnsignedPosition.objects.filter(proposal=proposal).delete()
    UnsignedPosition.objects.bulk_create(sorted(rows, key=lambda row: row.pk))


def _checked(proposal: Proposal, by: Person, stance: str, words: str) -> str:
    if stance not in Stance.values:
        raise BadInput(_("Choose how you stand to it."))
    if not may_say(by, proposal.group, stance, has_a_seat=has_a_seat(by, proposal.group)):
        raise NotAllowed(_("Members of the group say where they stand; the team asks and answers."))
    said = words.strip()
    if not said:
        raise BadInput(_("Say it in your own words."))
    if len(said) > LONGEST_WORDS:
        raise BadInput(_("That is too long to read. Use %(most)d letters at most.") % {"most": LONGEST_WORDS})
    return said


@transaction.atomic
def hide(position: Position, *, by: Person, why: str) -> Position:
    """Keep a remark from the page because of ``why``, which stands there instead. It is not deleted."""
    reason = _reason(position.proposal, by, why)
    locked = Position.objects.select_for_update(of=("self",)).get(pk=position.pk)
    locked.hidden_why = reason
    locked.save(update_fields=["hidden_why"])
    audit.record(locked, "hide", by=by, why=reason)
    return locked


@transaction.atomic
def hide_unsigned(position: UnsignedPosition, *, by: Person, why: str) -> None:
    """The same for a remark without a name. The audit names the proposal only."""
    reason = _reason(position.proposal, by, why)
    locked = Proposal.objects.select_for_update(no_key=True, of=("self",)).get(pk=position.proposal_id)
    there = list(UnsignedPosition.objects.filter(proposal=locked))
    for row in there:
        if row.pk == position.pk:
            row.hidden_why = reason
    _write_anew(locked, there)
    audit.record(locked, "hide_unsigned", by=by, why=reason)


def _reason(proposal: Proposal, by: Person, why: str) -> str:
    if not may_run(by, proposal.group):
        raise NotAllowed(_("Only a facilitator or a coordinator can do this."))
    reason = " ".join(why.split())[:200]
    if not reason:
        raise BadInput(_("Say why, in a few words."))
    return reason
