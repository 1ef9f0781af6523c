"""Which role sees which field: the table itself, people by fields, and the pages that go by it."""

import datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from community.core.words import date_in_words
from referrals.tracking.rules import third_birthday
from referrals.tracking.sights import (
    Field,
    Role,
    Seen,
    Sight,
    age_in_words,
    first_and_initial,
    initials_of,
    role_of,
    seen_by,
    sight,
)
from tests.factories.people import CommunityFactory, provider, signed_in, staff
from tests.factories.referrals import PARENT_PHONE, refer, sent_to

BORN = datetime.date(2025, 3, 5)
TODAY = datetime.date(2026, 11, 26)

#                  name                born             parent            phone           zip      races
SEES = {
    "sender":      ("Zephyrine Joseph", "March 5, 2025", "Wideline Joseph", PARENT_PHONE, "11212", "Black"),
    "receiver":    ("Zephyrine Joseph", "March 5, 2025", "Wideline Joseph", PARENT_PHONE, "11212", ""),
    "ambassador":  ("Zephyrine Joseph", "March 5, 2025", "Wideline Joseph", PARENT_PHONE, "11212", "Black"),
    "coordinator": ("Z. J.",            "20 months old", "",                "",             "112••", ""),
    "conference":  ("Zephyrine J.",     "20 months old", "",                "",             "",      ""),
    "glass":       ("Zephyrine Joseph", "March 5, 2025", "Wideline Joseph", PARENT_PHONE, "11212", "Black"),
    "nobody":      ("",                 "",              "",                "",             "",      ""),
}  # fmt: skip


@pytest.fixture
def referral(clinic):
    row = refer(clinic, child_name="Zephyrine Joseph")
    row.child.birth_date = BORN
    return row


@pytest.mark.django_db
@pytest.mark.parametrize("role", SEES)
def test_roles_by_fields(referral, role):
    seen = Seen(referral, Role(role), today=TODAY)
    fields = ("name", "born", "parent", "phone", "zip_code", "races")
    assert tuple(seen[field].removesuffix(" or African American") for field in fields) == SEES[role]
    assert seen.is_whole == (role in ("ambassador", "sender", "glass"))


def test_every_role_and_every_field_has_its_place_in_the_table():
    assert set(SEES) == {role.value for role in Role}
    for role in Role:
        for field in Field:
            assert sight(role, field) in Sight
    # What is never more than needed: whoever is not told the name in full is told no phone and no parent.
    for role in Role:
        if sight(role, Field.NAME) is not Sight.SHOWN:
            assert {sight(role, field) for field in (Field.PARENT, Field.PHONE, Field.RACES)} == {
                Sight.HIDDEN
            }


@pytest.mark.django_db
def test_as_what_each_person_looks(community, clinic, ana, referral):
    agency = provider(community)
    sent_to(referral, agency.organisation)
    looks = {
        Role.SENDER: clinic,
        Role.RECEIVER: agency,
        Role.AMBASSADOR: ana,
        Role.COORDINATOR: staff(community, "coordinator"),
    }
    for role, person in looks.items():
        assert role_of(person, referral) is role
        assert seen_by(person, referral).role is role
    away = CommunityFactory()
    for person in (
        *(staff(community, "facilitator"), staff(community, "finance"), provider(community)),
        *(staff(away, "ambassador"), staff(away, "coordinator"), provider(away)),
    ):
        assert role_of(person, referral) is Role.NOBODY
        assert not any(seen_by(person, referral)[field.value] for field in Field if field not in UNSAID)


# Shown by the pages themselves, where ``sight`` says so.
UNSAID = (Field.WAY, Field.FAMILY_SAYS)


def test_an_unknown_field_is_an_error_and_not_silence():
    with pytest.raises(KeyError):
        Seen(None, Role.AMBASSADOR, today=TODAY)["nme"]


@pytest.mark.django_db
@pytest.mark.parametrize("url_name", ["referral", "referrals", "caseload", "case"])
def test_a_coordinator_s_pages_hold_nothing_that_is_masked(community, referral, url_name):
    arguments = [referral.pk] if url_name in ("referral", "case") else []
    answer = signed_in(staff(community, "coordinator")).get(reverse(url_name, args=arguments))
    page = answer.content.decode()
    assert answer.status_code == 200
    for secret in ("Zephyrine", "Wideline", "555-0199", "5550199", "11212", "African American"):
        assert secret not in page
    assert "Z. J." in page or url_name == "caseload"


@pytest.mark.django_db
def test_no_clock_gives_a_coordinator_the_birth_date_away(community, clinic, ana):
    """Neither the third birthday nor what is counted from it stands there to the day."""
    born = community.today() - datetime.timedelta(days=3 * 365 - 60)
    row = refer(clinic, birth_date=born)
    birthday = date_in_words(third_birthday(born))
    address = reverse("referral", args=[row.pk])
    assert birthday in signed_in(ana).get(address).content.decode()
    page = signed_in(staff(community, "coordinator")).get(address).content.decode()
    assert birthday not in page
    assert "last 45 days before" not in page
    assert date_in_words(born) not in page


@pytest.mark.django_db
def test_a_receiver_sees_no_race(community, referral):
    agency = provider(community)
    sent_to(referral, agency.organisation)
    page = signed_in(agency).get(reverse("referral", args=[referral.pk])).content.decode()
    assert "Zephyrine Joseph" in page
    assert "African American" not in page


@pytest.mark.parametrize(
    ("name", "said"),
    [("Zephyrine Joseph-Alexis", "Zephyrine J."), ("Zephyrine", "Zephyrine"), ("A. B.", "A. B.")],
)
def test_what_the_conference_says_of_a_name(name, said):
    assert first_and_initial(name) == said


@given(st.text(max_size=80))
def test_a_mask_never_says_a_whole_word(name):
    words = [word for word in name.split() if len(word) > 2]
    assert not [word for word in words if word in initials_of(name).split()]
    if len(name.split()) > 1:
        assert len(first_and_initial(name).split()) == 2


@given(st.dates(datetime.date(2023, 1, 1), TODAY))
def test_an_age_says_no_day(born):
    months = int(age_in_words(born, TODAY).split()[0])
    assert abs(months - (TODAY - born).days / 30.44) < 1.1
