"""Bringing the cast to life: seats, posts, organisations, and ways in."""

import base64
import hashlib
from datetime import date, timedelta
from functools import cache

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from community.demo.cast import BOARD, CANDIDATE, PASSWORD, PROVIDERS, SHARED_PHONE, STAFF, Cast
from community.people.models import (
    Channel,
    Community,
    Group,
    Household,
    Membership,
    Organisation,
    Person,
    Program,
    StaffRole,
    User,
)
from community.people.services import give_consent

# The charter of the demo's board: so much later than the start is still in time.
GRACE_MINUTES = 10
TEXTS_WORDING = "I agree to get texts about meetings, votes and help. I can answer STOP at any time."


def totp_secret(email: str) -> str:
    """The same second factor at every start of the demo, another for each person."""
    return base64.b32encode(hashlib.sha256(f"stoop demo {email}".encode()).digest()[:20]).decode()


def fill(cast: Cast) -> None:
    """Add everybody who is in ``cast.py`` to the community."""
    _board(cast)
    _staff(cast)
    _providers(cast)


def _board(cast: Cast) -> None:
    shared = ""
    for index, (name, language) in enumerate([*BOARD, CANDIDATE]):
        phone = f"+1347555{101 + index:04d}"
        if name in SHARED_PHONE:
            phone = shared = shared or phone
        person = Person.objects.create(
            community=cast.community, display_name=name, phone=phone, language=language
        )
        status = Membership.Status.MEMBER
        if (name, language) == CANDIDATE:
            status = Membership.Status.CANDIDATE
        elif index == 0:
            status = Membership.Status.CHAIR
        Membership.objects.create(group=cast.board, person=person, status=status, since=cast.joined)
        give_consent(
            person, purpose="texts", wording=TEXTS_WORDING, language=person.language, channel=Channel.PAPER
        )
        if status != Membership.Status.CANDIDATE:
            cast.members.append(person)
    home = Household.objects.create(community=cast.community, name="Greene and Reid")
    for person in cast.members:
        if person.display_name in SHARED_PHONE:
            person.household = home
            person.save(update_fields=["household"])


def _staff(cast: Cast) -> None:
    backbone = Organisation.objects.create(community=cast.community, name="Backbone staff")
    for index, (name, role) in enumerate(STAFF):
        person = Person.objects.create(
            community=cast.community,
            display_name=name,
            phone=f"+1347555{180 + index:04d}",
            email=f"{role}@demo.example",
            organisation=backbone,
        )
        StaffRole.objects.create(person=person, role=role, since=cast.joined)
        give_consent(
            person, purpose="texts", wording=TEXTS_WORDING, language=person.language, channel=Channel.PAPER
        )
        give_way_in(person)
        cast.staff[role] = person


def _providers(cast: Cast) -> None:
    for index, (organisation, name, program) in enumerate(PROVIDERS):
        body = Organisation.objects.create(community=cast.community, name=organisation)
        person = Person.objects.create(
            community=cast.community,
            display_name=name,
            email=f"provider{index + 1}@demo.example",
            organisation=body,
            program=Program.objects.create(organisation=body, name=program),
        )
        Membership.objects.create(group=cast.team, person=person, since=cast.joined)
        give_way_in(person)
        cast.organisations.append(body)
        cast.providers.append(person)


@cache
def _password() -> str:
    """The demo's password as it is kept: everybody has the same, and hashing is slow by design."""
    return make_password(PASSWORD)


def give_way_in(person: Person) -> None:
    """A sign-in by e-mail, the demo's password and a second factor."""
    user = User.objects.create_user(email=person.email)
    user.password = _password()
    user.save(update_fields=["password"])
    TOTP.activate(user, totp_secret(str(person.email)))
    person.user = user
    person.save(update_fields=["user"])


def groups_of(community: Community) -> tuple[Group, Group]:
    """The board and the action team; the records of past meetings may have made them already."""
    board, _made = Group.objects.get_or_create(
        community=community,
        code="FAB",
        defaults={
            "name": "Family Advisory Board",
            "kind": Group.Kind.ADVISORY_BOARD,
            "grace_minutes": GRACE_MINUTES,
        },
    )
    team, _made = Group.objects.get_or_create(
        community=community,
        code="PAT",
        defaults={"name": "Provider Action Team", "kind": Group.Kind.ACTION_TEAM},
    )
    return board, team


def months_since_first(day: date) -> int:
    """The number of a monthly meeting: the first one was in May 2018, as the real board's was."""
    return (day.year - 2018) * 12 + day.month - 5 + 1


def a_month_before(day: date) -> date:
    """Four weeks earlier, so that a Thursday's meeting was on a Thursday."""
    return day - timedelta(weeks=4)
