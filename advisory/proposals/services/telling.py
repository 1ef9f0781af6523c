"""Who hears by text what became of a proposal. Jobs call these after the commit."""

from django.utils.text import Truncator

from advisory.proposals import words
from advisory.proposals.models import Amendment, Proposal
from advisory.proposals.selectors import votes_on
from community.core.errors import BadInput
from community.messaging.services import refuse_private, send_text

# More of a title does not fit into one text.
TITLE_IN_TEXT = 30
KIND = "idea"


def said_title(proposal: Proposal) -> str:
    """The title as a text repeats it; "" for one that names a child or a provider."""
    try:
        refuse_private(proposal.group.community, proposal.title)
    except BadInput:
        return ""
    return Truncator(proposal.title).chars(TITLE_IN_TEXT, truncate="...")


def tell_author(proposal: Proposal) -> None:
    """Text whoever proposed it where it stands, once for each vote, meeting or withdrawal."""
    if proposal.state == Proposal.State.VOTING:
        write, of = words.vote_words, f"vote:{votes_on(proposal)[0].pk}"
    elif proposal.state == Proposal.State.DEFERRED:
        write, of = words.deferred_words, f"meeting:{proposal.deferred_to_id}"
    elif proposal.state == Proposal.State.WITHDRAWN:
        write, of = words.withdrawn_words, "withdrawn"
    else:
        return
    send_text(
        proposal.proposed_by,
        lambda: write(proposal, said_title(proposal)),
        once_key=f"{KIND}:{proposal.pk}:{of}",
    )


def tell_suggestion(amendment: Amendment) -> None:
    """Text whoever proposed that a change is suggested, and whoever suggested it what came of it."""
    proposal = amendment.version.proposal
    if amendment.author_id == proposal.proposed_by_id:
        return
    waits = amendment.state == Amendment.State.WAITING
    write = words.suggested_words if waits else words.settled_words
    send_text(
        proposal.proposed_by if waits else amendment.author,
        lambda: write(amendment, said_title(proposal)),
        once_key=f"{KIND}:{proposal.pk}:change:{amendment.pk}:{amendment.state}",
    )
