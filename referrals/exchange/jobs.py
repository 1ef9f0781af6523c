"""Jobs of the exchange."""

import logging

from django.utils import timezone

from referrals.exchange import services
from referrals.exchange.models import ImportFile

log = logging.getLogger(__name__)


def carry(file_id: int) -> None:
    """Carry one file over. May run twice."""
    brought = ImportFile.objects.select_related("by").filter(pk=file_id).first()
    if brought is None:
        log.warning("no file %s to carry over", file_id)
        return
    services.carry(brought)


def drop_old() -> None:
    """Put aside what has waited too long."""
    services.drop_old(timezone.now())
