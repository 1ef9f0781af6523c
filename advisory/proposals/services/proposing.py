"""Proposing: what somebody wants their group to decide."""

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from advisory.proposals.models import Proposal, ProposalVersion
from advisory.proposals.rules import may_propose
from advisory.proposals.selectors import has_a_seat
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.people.models import Group, Person

LONGEST_TITLE = 120
LONGEST_TEXT = 5000


@transaction.atomic
def propose(group: Group, *, title: str, by: Person, channel: str, text: str = "") -> Proposal:
    """Keep what ``by`` proposes to ``group``. Without a ``text`` its words are the title's.

    The same title from the same person again, while it is still talked about, is the same proposal.
    ``channel`` is one of ``Proposal.Channel``. Raises NotAllowed for whoever has no seat in the group and
    does not run its meetings.
    """
    whole = " ".join(title.split())
    if not whole:
        raise BadInput(_("Write in a few words what you propose."))
    if not may_propose(by, group, has_a_seat=has_a_seat(by, group)):
        raise NotAllowed(_("Only members of a group propose to it."))
    text = text.strip() or whole
    if len(text) > LONGEST_TEXT:
        raise BadInput(_("That is too long to read. Use %(most)d letters at most.") % {"most": LONGEST_TEXT})
    # Their own row: two texts with the same words come one after the other.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    title = Truncator(whole).chars(LONGEST_TITLE)
    own = Proposal.objects.filter(group=group, proposed_by=by, state__in=Proposal.TALKED_ABOUT)
    same = next(
        (row for row in own.select_related("group") if row.title.casefold() == title.casefold()), None
    )
    if same is not None:
        return same
    proposal = Proposal.objects.create(group=group, title=title, proposed_by=by, channel=channel)
    ProposalVersion.objects.create(proposal=proposal, number=1, text=text, author=by)
    audit.record(proposal, "propose", by=by, to_state=proposal.state, channel=channel)
    return proposal


def lock_open(proposal: Proposal) -> Proposal:
    """The proposal's row, locked, while it is still talked about."""
    locked = (
        Proposal.objects.select_for_update(no_key=True, of=("self",))
        .select_related("group__community", "proposed_by")
        .get(pk=proposal.pk)
    )
    if locked.state not in Proposal.TALKED_ABOUT:
        raise Refused(
            _("This proposal is not talked about any more: it is %(state)s.")
            % {"state": locked.get_state_display()}
        )
    return locked
