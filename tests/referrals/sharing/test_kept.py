"""What the law makes an agency keep when a parent has ended the sharing: days and steps, no name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from referrals.sharing.services import end_holding
from tests.factories.people import CommunityFactory, provider, signed_in, staff
from tests.factories.referrals import refer, sent_to

pytestmark = pytest.mark.django_db
KEPT = "/referrals/kept/"


def test_days_and_steps_stay_for_whom_it_was_ended_and_no_name(clinic, ana):
    referral = refer(clinic, days_ago=3, state="contacted")
    assert "No family has ended it" in signed_in(clinic).get(KEPT).content.decode()
    end_holding(referral.child.parent, f"referral:{clinic.organisation_id}", channel="web")
    page = signed_in(clinic).get(KEPT).content.decode()
    assert f'role="rowheader">{referral.pk}<' in page
    assert "family contacted" in page
    for secret in ("Zephyrine", "Wideline", "555-0199", "11212", "talking"):
        assert secret not in page
    assert "No family has ended it" in signed_in(ana).get(KEPT).content.decode()


def test_a_receiver_keeps_its_own_and_others_see_nothing(clinic, community):
    agency = provider(community)
    referral = sent_to(refer(clinic), agency.organisation)
    end_holding(referral.child.parent, f"share:{agency.organisation_id}", channel="web")
    assert f'role="rowheader">{referral.pk}<' in signed_in(agency).get(KEPT).content.decode()
    for other in (provider(community), provider(CommunityFactory()), staff(CommunityFactory())):
        assert "No family has ended it" in signed_in(other).get(KEPT).content.decode()


def test_as_many_queries_at_one_row_as_at_thirty(clinic):
    counts, browser = [], signed_in(clinic)
    for many in (1, 21):
        for number in range(many):
            told = {"child_name": f"Child {many} {number}"}
            told["parent_phone"] = f"+1347555{many * 100 + number:04d}"
            row = refer(clinic, parent_name=f"Parent {many} {number}", **told)
            end_holding(row.child.parent, f"referral:{clinic.organisation_id}", channel="web")
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(KEPT).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
