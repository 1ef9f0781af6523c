"""What must never be true of people is refused by the database itself."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from community.core.owned import Unchangeable
from community.models import Consent, ConsentWithdrawal, Group, Membership, Person, StaffRole, User
from community.people.selectors import people_at, roles_by_person, roster, staff_of
from community.people.services import give_consent, withdraw_consent
from tests.factories.people import (
    SINCE,
    CommunityFactory,
    GroupFactory,
    OrganisationFactory,
    PersonFactory,
    member,
    provider,
    staff,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 1)
EARLIER, LATER = DAY - datetime.timedelta(days=1), DAY + datetime.timedelta(days=1)


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


@pytest.mark.parametrize(
    "phone", ["3475550199", "+0475550199", "+1 347 555 0199", "+12", "+13475550199\n", ""]
)
def test_a_phone_has_the_shape_of_e164(phone):
    refused(lambda: PersonFactory(phone=phone))
    with pytest.raises(ValidationError):
        Person(community=CommunityFactory(), display_name="Rosa", phone=phone or "x").full_clean()


def test_a_sign_in_is_by_mail_or_by_phone_and_never_both():
    refused(lambda: User.objects.create(email="a@example.org", phone="+13475550199"))
    refused(User.objects.create)
    refused(lambda: User.objects.create(email="A@example.org"))
    User.objects.create_user(phone="+13475550199")
    refused(lambda: User.objects.create_user(phone="+13475550199"))


def test_the_roster_as_of_a_day_counts_first_and_last_day():
    board = GroupFactory()
    rosa, luis, eve = (
        PersonFactory(community=board.community, display_name=name) for name in ("R", "L", "E")
    )
    Membership.objects.create(group=board, person=rosa, since=SINCE, until=DAY)
    Membership.objects.create(group=board, person=luis, since=DAY, status="chair")
    Membership.objects.create(group=board, person=eve, since=SINCE, status="candidate")
    assert list(roster(board, EARLIER)) == [rosa]
    assert list(roster(board, DAY)) == [luis, rosa]
    assert list(roster(board, LATER)) == [luis]


def test_a_seat_ends_after_it_begins_and_is_held_once_at_a_time():
    rosa = member(GroupFactory())
    group = Group.objects.get()
    refused(lambda: Membership.objects.create(group=group, person=rosa, since=LATER))
    refused(lambda: Membership.objects.create(group=group, person=rosa, since=DAY, until=EARLIER))
    Membership.objects.update(until=DAY)
    Membership.objects.create(group=group, person=rosa, since=LATER)
    refused(lambda: StaffRole.objects.create(person=rosa, role="boss", since=DAY))


def test_a_group_is_not_part_of_itself():
    board = GroupFactory()
    GroupFactory(community=board.community, parent=board)
    refused(lambda: Group.objects.filter(pk=board.pk).update(parent=board))


def test_roles_come_from_posts_and_seats_of_today():
    community = CommunityFactory()
    ana, eve = staff(community), provider(community)
    rosa = member(GroupFactory(community=community))
    council = GroupFactory(community=community, kind=Group.Kind.COUNCIL)
    Membership.objects.create(group=council, person=ana, since=SINCE)
    gone = staff(community, "finance")
    gone.staff_roles.update(until=SINCE)
    expected = {ana.pk: {"coordinator", "board"}, eve.pk: {"provider"}, rosa.pk: {"board"}}
    assert roles_by_person(community) == expected
    for person_id, roles in expected.items():
        assert Person.objects.get(pk=person_id).roles == roles
    assert Person.objects.get(pk=gone.pk).roles == frozenset()
    assert list(staff_of(community, "coordinator", "finance")) == [ana]


def test_the_same_phone_elsewhere_is_somebody_else():
    rosa = PersonFactory(phone="+13475550199")
    other = PersonFactory(phone="+13475550199")
    assert people_at(rosa.community, "+13475550199") == [rosa]
    assert people_at(other.community, "+13475550199") == [other]


def test_consent_is_kept_word_for_word_and_only_added_to():
    rosa = PersonFactory(language="ht")
    consent = give_consent(rosa, purpose="texts", wording="Wi, voye tèks", language="ht", channel="text")
    consent.wording = "everything"
    with pytest.raises(Unchangeable):
        consent.save()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE community_consent SET wording = 'everything' WHERE id = %s", [consent.pk])
    with pytest.raises(Unchangeable):
        Consent.objects.all().delete()
    for wrong in (
        *({"wording": ""}, {"purpose": "everything"}, {"channel": "rumour"}, {"language": "xx"}),
        *({"subject_id": 1}, {"purpose": "conference"}, {"purpose": "share", "subject_id": 1}),
        {"purpose": "follow_up", "subject_id": 1, "recipient": OrganisationFactory(community=rosa.community)},
    ):
        asked = {"purpose": "texts", "wording": "Wi", "language": "ht", **wrong}
        refused(lambda asked=asked: give_consent(rosa, **asked))
    assert Consent.objects.get().wording == "Wi, voye tèks"


def test_a_withdrawal_ends_what_stands_once_and_a_new_yes_is_a_new_row():
    rosa = PersonFactory()
    for _time in range(2):
        give_consent(rosa, purpose="texts", wording="Yes", language="en")
    give_consent(rosa, purpose="referral", wording="Yes", language="en")
    refused(lambda: withdraw_consent(rosa, purpose="texts", channel="rumour"))
    assert withdraw_consent(rosa, purpose="texts", channel="text") == 2
    assert withdraw_consent(rosa, purpose="texts", channel="text") == 0
    give_consent(rosa, purpose="texts", wording="Yes again", language="en")
    assert Consent.objects.filter(purpose="texts", withdrawal=None).count() == 1
    assert ConsentWithdrawal.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "first"),
    [("Rosa Paul", "Rosa"), ("Dr. Priya Nair", "Priya"), ("Rosa", "Rosa"), ("R.", "R."), ("", "")],
)
def test_people_are_greeted_by_their_first_name(name, first):
    assert Person(display_name=name).first_name == first
