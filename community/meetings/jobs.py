"""Jobs of meetings. Each may run twice."""

from community.meetings.models import AgendaItem
from community.meetings.services.proposals import tell_proposer as tell


def tell_proposer(item_id: int) -> None:
    """Tell who proposed an item what became of it."""
    rows = AgendaItem.objects.select_related("meeting__group__community", "proposed_by__community")
    item = rows.filter(pk=item_id).first()
    if item is not None:
        tell(item)
