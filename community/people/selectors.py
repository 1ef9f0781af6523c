"""Reading people: who somebody is today, and who was on a roster on any day."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from community.core.among import among
from community.core.prepared import Prepared
from community.core.registry import PrivateName
from community.people.models import (
    Community,
    Group,
    Membership,
    Organisation,
    Person,
    Program,
    StaffRole,
    User,
    roles_from,
)

_BEHIND = Prepared(
    lambda user: Person.objects.filter(user=user).select_related("community", "organisation").order_by("pk"),
    user=int,
)


def people_behind(user: User) -> list[Person]:
    """Everyone who signs in as ``user``; several where a phone is shared."""
    people = _BEHIND.rows(user=user.pk)
    # Who has another number now is no longer behind the phone's sign-in.
    return [person for person in people if not user.phone or person.phone == user.phone]


def people_behind_each(users: Collection[User]) -> dict[int, list[Person]]:
    """The same for many, by the ids of ``users``: bare rows, in one query."""
    phones = {user.pk: user.phone for user in users}
    behind: dict[int, list[Person]] = {key: [] for key in phones}
    for person in Person.objects.filter(among("user", phones)).order_by("pk"):
        if person.user_id is not None and phones[person.user_id] in (None, "", person.phone):
            behind[person.user_id].append(person)
    return behind


def may_sign_in_by_phone(person: Person) -> bool:
    """Whether a code to the phone is enough for ``person``: never for who needs two factors today."""
    own = person.user is not None and person.user.email is not None
    return person.phone is not None and not own and not person.needs_two_factors


def people_at_phone(phone: str) -> list[Person]:
    """Everyone, in any community, who may sign in by a code sent to ``phone`` (E.164)."""
    people = Person.objects.filter(phone=phone).select_related("community", "user").order_by("pk")
    return [person for person in people if may_sign_in_by_phone(person)]


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


def staff_of(community: Community, *roles: Any) -> QuerySet[Person]:
    """Those who hold one of the staff ``roles`` today."""
    posts = StaffRole.objects.of(community).on(community.today()).filter(role__in=roles)
    return Person.objects.filter(pk__in=posts.values("person"))


def roles_by_person(community: Community, *, ids: Collection[int] | None = None) -> dict[int, frozenset[str]]:
    """The roles everybody of ``community`` (or those of ``ids``) holds today, by id. Two queries."""
    day = community.today()
    posts, kinds = defaultdict(list), defaultdict(list)
    held = StaffRole.objects.of(community).on(day)
    seats = Membership.objects.of(community).on(day).filter(status__in=Membership.SEATED)
    if ids is not None:
        held, seats = held.filter(among("person", ids)), seats.filter(among("person", ids))
    for person_id, role in held.values_list("person_id", "role"):
        posts[person_id].append(role)
    for person_id, kind in seats.values_list("person_id", "group__kind"):
        kinds[person_id].append(kind)
    return {person_id: roles_from(posts[person_id], kinds[person_id]) for person_id in {*posts, *kinds}}


def directory(community: Community, day: date, *, group: Group | None = None) -> QuerySet[Person]:
    """Everyone with a place in a group or a post in the staff on ``day``, or only those of ``group``.

    Each person comes with ``places`` and ``posts`` of that day. Families the community knows for other
    reasons, such as a referral, are not in it. Three queries, whatever the length.
    """
    places = (
        Membership.objects.of(community)
        .on(day)
        .exclude(status=Membership.Status.ALUMNI)
        .select_related("group")
        .order_by("group__code")
    )
    posts = StaffRole.objects.of(community).on(day).order_by("role")
    if group is None:
        found = Q(pk__in=places.values("person")) | Q(pk__in=posts.values("person"))
    else:
        found = Q(pk__in=places.filter(group=group).values("person"))
    return (
        Person.objects.of(community)
        .filter(found)
        .select_related("organisation")
        .prefetch_related(
            Prefetch("memberships", queryset=places, to_attr="places"),
            Prefetch("staff_roles", queryset=posts, to_attr="posts"),
        )
    )


def provider_names(community: Community) -> Iterator[PrivateName]:
    """The names of providers, of their programs and of those who work there (``registry.private_words``).

    The organization of the staff itself is none: nobody works there who is not of the staff.
    """
    posts = StaffRole.objects.of(community).on(community.today())
    workers = Person.objects.filter(organisation=OuterRef("pk"))
    providers = Organisation.objects.of(community).filter(
        ~Exists(workers) | Exists(workers.exclude(pk__in=posts.values("person")))
    )
    for name in providers.values_list("name", flat=True):
        yield PrivateName("provider", name)
    for name in Program.objects.filter(organisation__in=providers).values_list("name", flat=True):
        yield PrivateName("program", name)
    people = Person.objects.filter(organisation__in=providers).exclude(pk__in=posts.values("person"))
    for name in people.values_list("display_name", flat=True):
        # A title is no part of it: "Dr. Priya Nair" is Priya Nair.
        called = [word for word in name.split() if not word.endswith(".")]
        if len(called) > 1:
            yield PrivateName("provider", " ".join(called))
