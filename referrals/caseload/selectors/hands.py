"""Whose families are whose today."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from community.people.models import Community, Person, StaffRole
from community.people.selectors import staff_of
from referrals.caseload.models import Cover
from referrals.caseload.selectors.cases import every_open_case, is_over


def ambassadors_of(community: Community) -> QuerySet[Person]:
    """The Ambassadors of today, by name."""
    return staff_of(community, StaffRole.Role.AMBASSADOR).order_by("display_name", "pk")


def covers_on(community: Community, day: date) -> QuerySet[Cover]:
    """Who stands in for whom on ``day``."""
    found: QuerySet[Cover] = Cover.objects.of(community).filter(
        starts_on__lte=day, ends_on__gte=day, ended_at=None
    )
    return found


def covers_to_come(community: Community, today: date) -> QuerySet[Cover]:
    """Those of today and later, the next first."""
    found: QuerySet[Cover] = Cover.objects.of(community).filter(ends_on__gte=today, ended_at=None)
    return found.select_related("away", "standing_in").order_by("starts_on", "pk")


def keepers_for(person: Person) -> list[int]:
    """Whose families ``person`` sees as their own today: theirs, and those of whom they stand in for."""
    today = person.community.today()
    away = covers_on(person.community, today).filter(standing_in=person).values_list("away", flat=True)
    return [person.pk, *away]


@dataclass(frozen=True)
class Hands:
    """One Ambassador (None: nobody) and the size of the caseload."""

    person: Person | None
    families: int
    today: int
    late: int


def caseload_sizes(community: Community) -> list[Hands]:
    """How many families each Ambassador has, and how many of them are to be called today. Two queries.

    Somebody who is no Ambassador any more is listed while families are left, then those nobody has.
    """
    today = community.today()
    sizes: dict[int | None, tuple[int, int, int]] = {
        row["keeper"]: (row["families"], row["today"], row["late"])
        for row in every_open_case(community)
        .order_by()
        .values("keeper")
        .annotate(
            families=Count("pk"),
            today=Count("pk", filter=Q(call_on__lte=today)),
            late=Count("pk", filter=is_over(today)),
        )
    }
    known = Q(pk__in=ambassadors_of(community).values("pk")) | Q(pk__in=[pk for pk in sizes if pk])
    people = Person.objects.of(community).filter(known).order_by("display_name", "pk")
    return [Hands(person, *sizes.get(person.pk if person else None, (0, 0, 0))) for person in [*people, None]]
