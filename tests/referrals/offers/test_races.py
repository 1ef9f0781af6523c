"""Two who answer at the same moment."""

import pytest

from community.core.errors import Refused
from referrals.models import Offer
from referrals.offers.services import accept_offer
from tests.factories.crowd import at_once
from tests.factories.offers import receiver, sent
from tests.factories.people import CommunityFactory, provider


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_by_threads")
def test_of_two_families_at_once_one_gets_the_last_place():
    clinic = provider(CommunityFactory())
    service = receiver(clinic, places=1)
    offers = [sent(clinic, service, child_name=f"Child{n} Unlike{n}") for n in range(2)]
    acts = [
        lambda pk=offer.pk: accept_offer(Offer.objects.get(pk=pk), by=service.checked_by) for offer in offers
    ]
    told = at_once(acts)
    assert sorted(isinstance(one, Refused) for one in told) == [False, True]
    service.refresh_from_db()
    assert service.open_places == 0
    assert sorted(Offer.objects.values_list("state", flat=True)) == ["accepted", "open"]
