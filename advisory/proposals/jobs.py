"""What proposals do in the background. A job may run twice, and then changes nothing."""

import logging

from advisory.proposals import services
from advisory.proposals.models import Amendment, Proposal

log = logging.getLogger(__name__)


def tell_author(proposal_id: int) -> None:
    """Tell whoever proposed it where it stands."""
    whole = Proposal.objects.select_related("group__community", "proposed_by__community", "deferred_to")
    proposal = whole.filter(pk=proposal_id).first()
    if proposal is None:
        log.warning("no proposal %s to tell of", proposal_id)
        return
    services.tell_author(proposal)


def tell_suggestion(amendment_id: int) -> None:
    """Tell of an amendment, or of what came of it."""
    whole = Amendment.objects.select_related(
        "author__community",
        "version__proposal__group__community",
        "version__proposal__proposed_by__community",
    )
    amendment = whole.filter(pk=amendment_id).first()
    if amendment is None:
        log.warning("no amendment %s to tell of", amendment_id)
        return
    services.tell_suggestion(amendment)
