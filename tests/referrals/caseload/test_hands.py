"""Who looks after whom: handing over, standing in, how many families each has."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from community.core.errors import BadInput, NotAllowed, Refused
from referrals.caseload.home import todos
from referrals.caseload.selectors import caseload_sizes, keepers_for
from referrals.caseload.services import end_cover, hand_all_over, hand_over, stand_in
from referrals.models import Cover, Handover
from referrals.tracking.services import close_referral
from tests.factories.people import CommunityFactory, signed_in, staff
from tests.factories.referrals import answered, refer

pytestmark = pytest.mark.django_db
A_DAY = datetime.timedelta(days=1)


@pytest.fixture
def bo(community):
    return staff(community, "ambassador", display_name="Bo Alvarez")


def families(clinic, count=3):
    return [refer(clinic, child_name=f"Child{number} Unlike") for number in range(count)]


def test_one_or_many_change_hands_once(clinic, ana, bo, community):
    one, other, ended = families(clinic)
    close_referral(ended, reason="refused", happened_on=community.today(), by=clinic)
    nobodys = refer(clinic, child_name="Else Where")
    assert hand_over([one.pk, other.pk, ended.pk], to=bo, by=ana) == 2
    assert hand_over([one.pk, other.pk], to=bo, by=ana) == 0
    assert hand_over([one.pk], to=ana, by=bo) == 1
    told = list(Handover.objects.values_list("referral", "given_to"))
    assert told == [(one.pk, bo.pk), (other.pk, bo.pk), (one.pk, ana.pk)]
    assert hand_all_over(None, to=bo, by=ana) == 1
    nobodys.refresh_from_db()
    assert nobodys.keeper == bo
    assert hand_all_over(bo, to=None, by=ana) == 2


def test_only_to_an_ambassador_of_the_community_by_who_keeps_the_list(clinic, ana, community):
    (one,) = families(clinic, 1)
    for stranger in (clinic, staff(CommunityFactory(), "ambassador"), staff(community, "finance")):
        with pytest.raises(BadInput):
            hand_over([one.pk], to=stranger, by=ana)
    for stranger in (clinic, staff(community, "finance")):
        with pytest.raises(NotAllowed):
            hand_over([one.pk], to=ana, by=stranger)
    outsider = staff(CommunityFactory(), "ambassador")
    assert hand_over([one.pk], to=outsider, by=outsider) == 0
    one.refresh_from_db()
    assert one.keeper is None


def test_who_stands_in_sees_the_list_and_it_goes_back_by_itself(clinic, ana, bo, community):
    (one,) = families(clinic, 1)
    hand_over([one.pk], to=ana, by=ana)
    today = community.today()
    stand_in(ana, standing_in=bo, starts_on=today + A_DAY, ends_on=today + 3 * A_DAY, by=ana)
    assert keepers_for(bo) == [bo.pk]
    for days, seen in ((1, True), (3, True), (4, False)):
        with time_machine.travel(timezone.now() + days * A_DAY):
            assert keepers_for(bo) == ([bo.pk, ana.pk] if seen else [bo.pk])
            page = signed_in(bo).get(reverse("caseload"), {"of": "mine"}).text
            assert ("Child0" in page) == seen
    one.refresh_from_db()
    assert one.keeper == ana


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((3, 1), "before the first"),
        ((-3, -1), "are over"),
        ((0, 90), "90 days at most"),
        ((2, 5), "stands in already"),
    ],
)
def test_a_cover_that_cannot_be_is_refused_in_words(ana, bo, community, days, words):
    today = community.today()
    held = stand_in(ana, standing_in=bo, starts_on=today, ends_on=today + 2 * A_DAY, by=ana)
    again = stand_in(ana, standing_in=bo, starts_on=today, ends_on=today + 2 * A_DAY, by=ana)
    assert again == held
    first, last = (today + number * A_DAY for number in days)
    with pytest.raises(Refused, match=words):
        stand_in(ana, standing_in=bo, by=ana, starts_on=first, ends_on=last)
    with pytest.raises(BadInput, match="two people"):
        stand_in(ana, standing_in=ana, by=ana, starts_on=today, ends_on=today)
    for wrong in ({"standing_in": ana}, {"ends_on": today - A_DAY}):
        right = {"away": ana, "standing_in": bo, "starts_on": today, "ends_on": today, "entered_by": ana}
        with pytest.raises(IntegrityError), transaction.atomic():
            Cover.objects.create(**{**right, **wrong})
    assert end_cover(held, by=bo).ended_at is not None
    assert keepers_for(bo) == [bo.pk]


def test_the_size_of_each_caseload_in_two_queries(clinic, ana, bo, community, django_assert_num_queries):
    one, other, _nobodys = families(clinic)
    hand_over([one.pk, other.pk], to=ana, by=ana)
    with django_assert_num_queries(2):
        sizes = caseload_sizes(community)
    assert [(hand.person, hand.families, hand.today, hand.late) for hand in sizes] == [
        (ana, 2, 2, 0),
        (bo, 0, 0, 0),
        (None, 1, 1, 0),
    ]


def test_the_pages(clinic, ana, bo, community):
    one, other, _third = families(clinic)
    browser, today = signed_in(ana), community.today().isoformat()
    page = browser.post(reverse("hand_families"), {"to": bo.pk, "referral": [one.pk, other.pk]}, follow=True)
    assert "2 families changed hands." in page.text
    assert browser.post(reverse("hand_families"), {"to": bo.pk}).status_code == 400
    cover = {"away": bo.pk, "standing_in": ana.pk, "starts_on": today, "ends_on": today}
    page = browser.post(reverse("ambassadors"), cover, follow=True).text
    assert "Ana Beaumont for Bo Alvarez" in page
    assert browser.post(reverse("ambassadors"), {**cover, "standing_in": bo.pk}).status_code == 400
    page = browser.post(reverse("cover_end", args=[Cover.objects.get().pk]), follow=True).text
    assert "Nobody is away" in page
    page = browser.post(reverse("hand_all"), {"of": bo.pk, "to": ana.pk}, follow=True).text
    assert "2 families changed hands." in page


def test_what_is_counted_on_the_first_page_leads_to_the_families_of_everybody(clinic, ana, bo, community):
    mine, theirs = families(clinic, 2)
    hand_over([mine.pk], to=ana, by=ana)
    hand_over([theirs.pk], to=bo, by=ana)
    answered(theirs, "not_yet")
    browser = signed_in(ana)
    assert "Child1" not in browser.get(reverse("caseload_uncalled")).text
    (todo,) = (todo for todo in todos(ana) if "nobody called" in todo.text)
    page = browser.get(todo.url).text
    assert "Child1" in page
    assert "(1)" in page
