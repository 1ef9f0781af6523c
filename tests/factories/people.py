"""A cast of made-up people, and how they sign in."""

import datetime
from typing import Any

import factory
from django.test import Client

from community.models import Community, Group, Membership, Organisation, Person, StaffRole, User

SINCE = datetime.date(2025, 1, 1)


class CommunityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Community

    name = factory.Sequence(lambda n: f"Maple Street {n}")
    slug = factory.Sequence(lambda n: f"maple-{n}")
    number = factory.Sequence(lambda n: f"+1718555{n:04d}")
    languages = ["en", "es", "ht"]


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    community = factory.SubFactory(CommunityFactory)
    display_name = factory.Sequence(lambda n: f"Rosa {n}")
    phone = factory.Sequence(lambda n: f"+1347555{n:04d}")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    community = factory.SubFactory(CommunityFactory)
    name = factory.Sequence(lambda n: f"Maple Street Clinic {n}")


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    community = factory.SubFactory(CommunityFactory)
    name = factory.Sequence(lambda n: f"Family Advisory Board {n}")
    code = factory.Sequence(lambda n: f"FAB{n}")
    kind = Group.Kind.ADVISORY_BOARD


def member(group: Group, **person: Any) -> Person:
    """A new person with a seat in ``group``."""
    who = PersonFactory(community=group.community, **person)
    Membership.objects.create(group=group, person=who, since=SINCE)
    return who


def staff(community: Community, role: str = "coordinator", **person: Any) -> Person:
    """A new person with a post in the backbone staff."""
    who = PersonFactory(community=community, **person)
    StaffRole.objects.create(person=who, role=role, since=SINCE)
    return who


def provider(community: Community, **person: Any) -> Person:
    """A new person of a new organisation, with a seat on the action team."""
    team, _made = Group.objects.get_or_create(
        community=community, code="PAT", defaults={"name": "Action Team", "kind": Group.Kind.ACTION_TEAM}
    )
    person.setdefault("organisation", OrganisationFactory(community=community))
    return member(team, **person)


def signed_in(person: Person, *, second_factor: bool = True) -> Client:
    """A browser in which ``person`` has signed in."""
    if person.user is None:
        person.user = User.objects.create_user(email=f"person{person.pk}@example.org")
        person.save(update_fields=["user"])
    client = Client()
    client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(person.user.pk)
    shown = [{"method": "code" if person.user.phone else "password", "at": 0}]
    if second_factor and not person.user.phone:
        shown.append({"method": "mfa", "type": "totp", "at": 0})
    session["account_authentication_methods"] = shown
    session.save()
    return client
