"""Families sent to other organizations, for tests."""

from typing import Any

from community.models import Person
from referrals.models import Offer, Service
from referrals.offers.services import send_to
from tests.factories.directory import listed
from tests.factories.people import provider
from tests.factories.referrals import refer


def receiver(sender: Person, *, places: int | None = 3, **person: Any) -> Service:
    """A service of another organization of ``sender``'s community; its provider is ``checked_by``."""
    return listed(provider(sender.community, **person), places=places, name="Evaluations")


def sent(sender: Person, service: Service | None = None, **referral: Any) -> Offer:
    """A family that ``sender`` referred and sent to ``service``."""
    row = refer(sender, **referral)
    return send_to(row, to=service or receiver(sender), by=sender)
