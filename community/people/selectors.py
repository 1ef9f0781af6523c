"""Reading people: who somebody is today, and who was on a roster on any day."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from community.people.models import Community, Group, Membership, Person, StaffRole, User


def people_behind(user: User) -> QuerySet[Person]:
    """Everyone who signs in as ``user``; several where a phone is shared."""
    return Person.objects.filter(user=user).select_related("community", "organisation").order_by("pk")


def people_at(community: Community, phone: str) -> list[Person]:
    """Everyone of ``community`` whose phone is ``phone`` (E.164), in a stable order."""
    people = list(Person.objects.of(community).filter(phone=phone).order_by("pk"))
    for person in people:
        person.community = community
    return people


def roster(group: Group, day: date) -> QuerySet[Person]:
    """The members and the chair of ``group`` on ``day``; candidates and alumni are not on it."""
    seats = Membership.objects.on(day).filter(group=group, status__in=Membership.SEATED)
    return Person.objects.filter(pk__in=seats.values("person")).order_by("display_name", "pk")


def is_on_roster(person: Person, group: Group, day: date) -> bool:
    """Whether ``person`` had a seat in ``group`` on ``day``."""
    return (
        Membership.objects.on(day).filter(group=group, person=person, status__in=Membership.SEATED).exists()
    )


def staff_of(community: Community, *roles: Any) -> QuerySet[Person]:
    """Those who hold one of the staff ``roles`` today."""
    posts = StaffRole.objects.of(community).on(community.today()).filter(role__in=roles)
    return Person.objects.filter(pk__in=posts.values("person"))
