"""Approving out of the fund that is chosen, and noting how a member asked to be paid."""

import pytest

from advisory.ledger.models import Fund
from advisory.ledger.verifying import verify
from advisory.stipends.models import Stipend
from advisory.stipends.selectors import wish_of
from advisory.stipends.services import approve_stipend
from community.core.errors import Refused
from community.models import Message
from tests.factories.people import signed_in
from tests.factories.stipends import SEVENTY_FIVE, closed_evening, funded

pytestmark = pytest.mark.django_db


def spent():
    return list(Fund.objects.order_by("pk").values_list("spent_cents", flat=True))


def test_the_fund_that_is_chosen_pays_and_the_first_gets_it_back():
    night = closed_evening(1)
    other = funded(night.community, SEVENTY_FIVE, by=night.finance, name="City grant")
    [stipend] = night.stipends
    assert spent() == [SEVENTY_FIVE, 0]
    page = signed_in(night.coordinator).get(f"/money/{stipend.pk}/").text
    assert f'<option value="{other.pk}">' in page
    signed_in(night.coordinator).post(f"/money/{stipend.pk}/approve/", {"fund": other.pk})
    stipend.refresh_from_db()
    assert (stipend.state, stipend.fund, spent()) == ("approved", other, [0, SEVENTY_FIVE])
    assert verify(night.community) == []


def test_a_fund_with_too_little_is_refused_and_nothing_moves():
    night = closed_evening(1)
    other = funded(night.community, SEVENTY_FIVE - 1, by=night.finance, name="City grant")
    with pytest.raises(Refused, match=r"cannot pay this: \$74.99 is left, \$75 is needed"):
        approve_stipend(night.stipends[0], by=night.coordinator, fund=other)
    assert (Stipend.objects.get().state, spent()) == ("owed", [SEVENTY_FIVE, 0])


def test_where_one_fund_can_pay_nothing_is_asked():
    night = closed_evening(1)
    page = signed_in(night.coordinator).get(f"/money/{night.stipends[0].pk}/").text
    assert 'name="fund"' not in page


def test_staff_note_how_a_member_asked_to_be_paid_and_the_member_hears_of_it(run_jobs):
    night = closed_evening(1)
    [stipend] = night.stipends
    address = f"/money/{stipend.pk}/"
    answer = signed_in(night.finance).post(f"{address}method/", {"method": "cash"})
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    assert wish_of(stipend.person).method == "cash"
    assert "we noted that you are paid by cash, signed for" in Message.objects.order_by("pk").last().body
    assert "<dd>cash, signed for</dd>" in signed_in(night.finance).get(address).text


def test_a_way_of_paying_that_there_is_not_is_told():
    night = closed_evening(1)
    answer = signed_in(night.finance).post(f"/money/{night.stipends[0].pk}/method/", {"method": "gold"})
    assert answer.status_code == 400
