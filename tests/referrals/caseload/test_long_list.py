"""A list longer than anybody counts: told as such, and every page of it is reached."""

import pytest
from django.urls import reverse

from referrals.caseload.home import todos
from referrals.caseload.selectors import counts
from referrals.models import Referral
from tests.factories.people import signed_in
from tests.factories.referrals import answered, refer

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(clinic, monkeypatch):
    """Five families, on pages of one, where counting stops at two."""
    monkeypatch.setattr("referrals.caseload.selectors.cases.MOST_COUNTED", 2)
    monkeypatch.setattr("referrals.caseload.selectors.MOST_COUNTED", 2)
    monkeypatch.setattr("referrals.caseload.views.PAGE", 1)
    return [
        refer(clinic, child_name=name) for name in ("Ann One", "Bob Two", "Cy Three", "Di Four", "Ed Five")
    ]


@pytest.mark.usefixtures("five")
def test_counting_stops_where_it_would_take_long(ana, community):
    page = signed_in(ana).get(reverse("caseload_all")).text
    assert "(2+)" in page
    assert "Page 1<" in page
    assert counts(community).late == 0
    answered(Referral.objects.all()[0], "yes", question="help")
    assert next(todos(ana)).text == "1 family wants help"
    answered(Referral.objects.all()[1], "yes", question="help")
    assert next(todos(ana)).text == "2+ families want help"


def test_every_page_is_reached_all_the_same(ana, five):
    browser, seen = signed_in(ana), []
    for number in range(1, 6):
        page = browser.get(reverse("caseload_all"), {"page": number})
        seen += [row.referral for row in page.context["rows"]]
        assert ("Next page" in page.text) == (number < 5)
    assert set(seen) == set(five)
    assert "Page 5 of 5" in page.text


@pytest.mark.parametrize("asked", ["9" * 40, "-1", "0", "²", "٣", "last", ""])
@pytest.mark.usefixtures("five")
def test_a_page_that_is_not_there_is_another_one(ana, asked):
    assert signed_in(ana).get(reverse("caseload_all"), {"page": asked}).status_code == 200
