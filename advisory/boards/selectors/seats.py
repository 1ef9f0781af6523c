"""Reading rosters: who sits where on any day, and which groups belong to which."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from advisory.boards.models import Seat, Term
from community.people.models import Community, Group, Membership, Person
from community.people.rules import is_staff

# So long before a term is over the coordinator hears of it.
DUE_SOON = timedelta(days=30)


@dataclass(frozen=True)
class Place:
    """One line of a roster: a seat, who holds it, or both. Without a holder the seat is vacant."""

    seat: Seat | None
    membership: Membership | None

    @property
    def term(self) -> Term | None:
        return getattr(self.membership, "term", None)


def seats_on(group: Group, day: date) -> QuerySet[Seat]:
    """The seats that ``group`` has on ``day``, by number."""
    return Seat.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day), group=group, since__lte=day
    ).order_by("number")


def roster_on(group: Group, day: date) -> list[Place]:
    """The roster of ``group`` on ``day``: its seats by number, then members without one. Two queries."""
    members = (
        Membership.objects.on(day)
        .filter(group=group, status__in=Membership.SEATED)
        .select_related("person", "term")
        .order_by("person__display_name", "pk")
    )
    in_seat, without = {}, []
    for membership in members:
        if hasattr(membership, "term"):
            in_seat[membership.term.seat_id] = membership
        else:
            without.append(Place(None, membership))
    return [Place(seat, in_seat.get(seat.pk)) for seat in seats_on(group, day)] + without


def vacant_seats(group: Group, day: date) -> list[Seat]:
    """The seats of ``group`` that nobody holds on ``day`` and that nobody has been promised from later on."""
    held = Term.objects.exclude(membership__until__lt=day).values("seat")
    return list(seats_on(group, day).exclude(pk__in=held))


def terms_of(seat: Seat) -> QuerySet[Term]:
    """Everyone who has held ``seat``, the last first."""
    return seat.terms.select_related("membership__person").order_by("-membership__since")


def subcommittees_of(group: Group, day: date) -> QuerySet[Group]:
    """The groups below ``group``, each with its ``members`` of that day. Two queries."""
    members = (
        Membership.objects.on(day)
        .filter(status__in=Membership.SEATED)
        .select_related("person")
        .order_by("person__display_name", "pk")
    )
    return (
        Group.objects.filter(parent=group)
        .order_by("name")
        .prefetch_related(Prefetch("memberships", queryset=members, to_attr="members"))
    )


def may_join(group: Group, day: date) -> QuerySet[Person]:
    """Members of the group above who are not in the subcommittee ``group``, by name."""
    seated = Membership.objects.on(day).filter(status__in=Membership.SEATED)
    there = Membership.objects.filter(group=group).exclude(until__lt=day)
    above = seated.filter(group=group.parent_id)
    return Person.objects.filter(pk__in=above.values("person")).exclude(pk__in=there.values("person"))


def without_seat(group: Group, day: date) -> QuerySet[Person]:
    """Members of ``group`` on ``day`` who sit in no numbered seat, by name."""
    members = Membership.objects.on(day).filter(group=group, status__in=Membership.SEATED, term__isnull=True)
    return Person.objects.filter(pk__in=members.values("person"))


def _groups_with_a_seat(person: Person) -> QuerySet[Membership]:
    today = person.community.today()
    return Membership.objects.on(today).filter(person=person, status__in=Membership.SEATED)


def has_a_seat(person: Person, group: Group) -> bool:
    """Whether ``person`` is a member today of ``group``, of the group above it or of one below."""
    mine = _groups_with_a_seat(person)
    near = Q(group=group.pk) | Q(group__parent=group.pk)
    return mine.filter(near | Q(group=group.parent_id) if group.parent_id else near).exists()


def is_member(person: Person, group: Group, day: date) -> bool:
    """Whether ``person`` is a member of ``group`` itself on ``day``."""
    seats = Membership.objects.on(day).filter(group=group, person=person, status__in=Membership.SEATED)
    return seats.exists()


def groups_for(person: Person) -> QuerySet[Group]:
    """The groups whose page ``person`` may read, those without a parent first, by name."""
    found = Group.objects.of(person.community).select_related("parent")
    if not is_staff(person):
        mine = _groups_with_a_seat(person)
        found = found.filter(
            Q(pk__in=mine.values("group"))
            | Q(parent__in=mine.values("group"))
            | Q(pk__in=mine.values("group__parent"))
        )
    return found.order_by(F("parent").asc(nulls_first=True), "name")


def terms_due(community: Community, day: date) -> QuerySet[Any]:
    """Terms whose time is up by ``DUE_SOON`` after ``day`` and that nobody has ended or renewed."""
    return (
        Term.objects.of(community)
        .filter(due_on__lte=day + DUE_SOON, membership__until__isnull=True)
        .select_related("seat__group", "membership__person")
        .order_by("due_on", "pk")
    )
