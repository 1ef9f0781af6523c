"""Amendments: another wording, accepted into a new version or declined with a reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from advisory.proposals.models import Amendment, Proposal, ProposalVersion
from advisory.proposals.rules import may_propose, may_settle
from advisory.proposals.selectors import has_a_seat, standing_version
from advisory.proposals.services.proposing import LONGEST_TEXT, lock_open
from community.core import audit, jobs
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.lifecycle import transition
from community.people.models import Person

TELL_JOB = "advisory.proposals.jobs.tell_suggestion"


@transaction.atomic
def suggest(proposal: Proposal, *, text: str, by: Person, after: int, note: str = "") -> Amendment:
    """Suggest ``text`` in place of the one of version number ``after``, which must still stand.

    Sent twice it is there once. Raises Refused when somebody else's change came first.
    """
    if not may_propose(by, proposal.group, has_a_seat=has_a_seat(by, proposal.group)):
        raise NotAllowed(_("Only members of the group suggest changes."))
    text = text.strip()
    if not text:
        raise BadInput(_("Write the whole text as it should be."))
    if len(text) > LONGEST_TEXT:
        raise BadInput(_("That is too long to read. Use %(most)d letters at most.") % {"most": LONGEST_TEXT})
    locked = lock_open(proposal)
    standing = standing_version(locked)
    if standing.number != after:
        raise Refused(_("The text has changed in the meantime. Begin again from the text as it is now."))
    if text == standing.text:
        raise BadInput(_("That is the text as it stands. Change some words of it first."))
    amendment, new = Amendment.objects.get_or_create(
        version=standing,
        author=by,
        text=text,
        state=Amendment.State.WAITING,
        defaults={"note": " ".join(note.split())[:200]},
    )
    if new:
        audit.record(amendment, "suggest", by=by, to_state=amendment.state)
        jobs.enqueue(TELL_JOB, amendment.pk)
    return amendment


@transaction.atomic
def accept_amendment(amendment: Amendment, *, by: Person) -> ProposalVersion:
    """Make it the next version. Raises Refused when the text it changes does not stand any more."""
    proposal = _lock(amendment, by)
    standing = standing_version(proposal)
    if amendment.version_id != standing.pk:
        raise Refused(
            _("The text has changed since this was written. Decline it, and ask for it on the new text.")
        )
    version = ProposalVersion.objects.create(
        proposal=proposal, number=standing.number + 1, text=amendment.text, author=amendment.author
    )
    transition(amendment, "accept", by=by, became=version)
    jobs.enqueue(TELL_JOB, amendment.pk)
    return version


@transaction.atomic
def decline_amendment(amendment: Amendment, *, by: Person, why: str) -> Amendment:
    """Leave the text as it is, because of ``why``."""
    reason = " ".join(why.split())[:200]
    if not reason:
        raise BadInput(_("Say why, in a few words."))
    _lock(amendment, by)
    transition(amendment, "decline", by=by, why=reason, reason=reason)
    jobs.enqueue(TELL_JOB, amendment.pk)
    return amendment


def _lock(amendment: Amendment, by: Person) -> Proposal:
    proposal = amendment.version.proposal
    if not may_settle(by, proposal):
        raise NotAllowed(_("Whoever proposed it answers, or a facilitator or a coordinator."))
    return lock_open(proposal)
