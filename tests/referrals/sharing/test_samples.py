"""The samples agree to what the demo shows."""

import pytest

from community.models import Consent
from referrals.demo import seed_referrals
from referrals.models import Referral
from referrals.sharing.samples import seed_shares
from referrals.tracking.holding import Purpose, consented, held_by
from referrals.tracking.rules import SHARED_FOR
from tests.referrals.test_demo import cast_of_twelve

pytestmark = pytest.mark.django_db


def test_the_team_the_sender_and_the_receiver_see_every_sample(django_assert_max_num_queries):
    cast = cast_of_twelve()
    seed_referrals(cast)
    with django_assert_max_num_queries(30):
        seed_shares(cast)
    everyone = Referral.objects.of(cast.community)
    assert held_by(cast.ambassador).count() == everyone.count()
    year_ago = cast.today - SHARED_FOR
    for person in cast.providers[:3]:
        own = person.organisation
        sent = everyone.filter(organisation=own)
        received = everyone.filter(receiver=own, referred_on__gte=year_ago)
        assert held_by(person).count() == (sent | received).count()
    some = consented(everyone, Purpose.CONFERENCE).count()
    assert 0 < some < everyone.count()
    assert not Consent.objects.filter(purpose="share", ends_on=None).exists()
