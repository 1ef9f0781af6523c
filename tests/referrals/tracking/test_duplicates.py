"""The duplicate check: the same child is found, and nobody is shown what another agency wrote."""

import datetime
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.config.env import new_key
from referrals.models import Child, ChildMark, Referral
from referrals.tracking.likeness import Entry, Likeness
from referrals.tracking.services import AlreadyReferred, close_referral
from referrals.tracking.services.duplicates import children_like, entry_of, keep_marks
from tests.factories.people import CommunityFactory, provider, signed_in
from tests.factories.referrals import PARENT_PHONE, refer

pytestmark = pytest.mark.django_db
BORN = datetime.date(2026, 3, 4)


def entry(**changes):
    told = {"name": "Zephyrine", "born": BORN, "phone": PARENT_PHONE, "zip_code": "11212", **changes}
    return Entry(**told)


@pytest.mark.parametrize("name", ["Zefirin", "ZÉPHYRINE", "Zephyrine Joseph", "Z."])
def test_the_same_child_by_sound_is_refused_and_not_shown(clinic, name):
    refer(provider(clinic.community), birth_date=BORN)
    with pytest.raises(AlreadyReferred) as refusal:
        refer(clinic, birth_date=BORN, child_name=name)
    assert refusal.value.referral is None
    assert "Zephyrine" not in refusal.value.message
    assert Referral.objects.count() == 1


def test_two_of_three_may_be_one_child_and_do_not_stop_a_family(clinic):
    first = refer(clinic, birth_date=BORN)
    second = refer(clinic, birth_date=BORN, parent_phone="+13475550111", child_name="Zefirin")
    assert first.child != second.child
    there = children_like(clinic.community, entry(phone="+13475550122"), Likeness.MAYBE)
    assert there == [first.child, second.child], "the one of exactly this name first"
    swapped = children_like(clinic.community, entry(born=datetime.date(2026, 4, 3)), Likeness.MAYBE)
    assert swapped == [first.child]


def test_a_child_of_another_community_is_never_alike(clinic):
    refer(clinic, birth_date=BORN)
    elsewhere = provider(CommunityFactory())
    assert children_like(elsewhere.community, entry()) == []
    refer(elsewhere, birth_date=BORN)
    one, other = (
        set(ChildMark.objects.of(each.community).values_list("mark", flat=True))
        for each in (clinic, elsewhere)
    )
    assert len(one) == len(other) == 2
    assert not one & other


def test_marks_are_brought_up_to_date_and_keeping_them_twice_is_once(clinic):
    child = refer(clinic, birth_date=BORN).child
    before = set(child.marks.values_list("mark", flat=True))
    child.zip_code = "11233"
    child.save()
    keep_marks([child])
    after = set(child.marks.values_list("mark", flat=True))
    assert len(before & after) == 1, "only the phone stayed"
    keep_marks([child])
    assert set(child.marks.values_list("mark", flat=True)) == after


def test_a_child_is_found_by_marks_of_the_key_before(clinic, settings):
    child = refer(clinic, birth_date=BORN).child
    settings.BLIND_KEYS = [new_key(), *settings.BLIND_KEYS]
    assert children_like(clinic.community, entry()) == [child]
    settings.BLIND_KEYS = settings.BLIND_KEYS[:1]
    assert children_like(clinic.community, entry()) == []
    keep_marks([child])
    assert children_like(clinic.community, entry()) == [child]


@pytest.mark.parametrize("wrong", [{"mark": "Zephyrine"}, {"made_with": "Zephyrin"}])
def test_a_mark_cannot_hold_a_word(clinic, wrong):
    child = refer(clinic).child
    with pytest.raises(IntegrityError), transaction.atomic():
        ChildMark.objects.create(**{"child": child, "mark": "0" * 32, "made_with": "0" * 8, **wrong})


def test_the_check_asks_twice_and_by_index_however_many_there_are(clinic):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            children_like(clinic.community, entry())
        return len(seen)

    refer(clinic, birth_date=BORN)
    with_one = asked()
    parent = Child.objects.get().parent
    many = Child.objects.bulk_create(
        Child(
            community=clinic.community,
            name=f"Child {number}",
            birth_date=BORN,
            zip_code="11212",
            language="en",
            parent=parent,
        )
        for number in range(30)
    )
    keep_marks(many)
    assert asked() == with_one == 2
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # It would rather read thirty rows through; what counts is that it can do otherwise.
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = ChildMark.objects.filter(mark__in=["a", "b"]).explain()
    assert re.search("(?i)using (covering )?index|index (only )?scan", plan), plan


def test_what_is_compared_of_a_child_without_a_phone(clinic):
    child = refer(clinic, birth_date=BORN).child
    child.parent.phone = None
    assert entry_of(child) == entry(phone="")


def test_who_follows_all_sees_what_may_be_one_child_and_an_agency_does_not(clinic, ana):
    first = refer(clinic, birth_date=BORN)
    other = provider(clinic.community)
    second = refer(other, birth_date=BORN, parent_phone="+13475550111", child_name="Zefirin")
    twin = refer(clinic, birth_date=BORN, child_name="Amara")
    link = f'href="{reverse("referral", args=[first.pk])}">Referral {first.pk}, {clinic.organisation.name}'
    assert link in signed_in(ana).get(reverse("referral", args=[second.pk])).content.decode()
    assert link not in signed_in(other).get(reverse("referral", args=[second.pk])).content.decode()
    alone = signed_in(ana).get(reverse("referral", args=[twin.pk])).content.decode()
    assert "This may be a child" not in alone
    close_referral(first, reason="duplicate", happened_on=clinic.community.today(), by=clinic)
    assert link not in signed_in(ana).get(reverse("referral", args=[second.pk])).content.decode()
