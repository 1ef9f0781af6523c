"""Presses at the same moment."""

import pytest

from community.models import Community
from referrals.models import Child, Referral
from referrals.tracking.services import log_referral, take_step
from tests.factories.crowd import at_once
from tests.factories.people import CommunityFactory, provider
from tests.factories.referrals import refer, said

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_by_threads")]


def test_four_presses_log_one_referral():
    clinic = provider(CommunityFactory())
    told = said()
    assert len(set(at_once([lambda: log_referral(by=clinic, **told)] * 4))) == 1
    assert (Referral.objects.count(), Child.objects.count(), Community.objects.count()) == (1, 1, 1)


def test_four_presses_take_one_step():
    clinic = provider(CommunityFactory())
    referral = refer(clinic)
    today = clinic.community.today()

    def press():
        return take_step(Referral.objects.get(pk=referral.pk), "contacted", happened_on=today, by=clinic)

    assert len(set(at_once([press] * 4))) == 1
    assert referral.steps.filter(state="contacted").count() == 1
