"""Which rate holds on which day for whom."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from advisory.stipends.models import Rate
from advisory.stipends.rules import PAID_KINDS, Kind
from community.people.models import Community, Group, Membership, Person


@dataclass(frozen=True)
class Rates:
    """The rates of one group for one kind of work, newest first."""

    rates: tuple[Rate, ...]

    def on(self, day: date, role: str = "") -> Rate | None:
        """The rate on ``day``: the latest for that very ``role``, else the latest for every member."""
        for wanted in dict.fromkeys((role, Rate.Role.ANY)):
            found = next((one for one in self.rates if one.role == wanted and one.since <= day), None)
            if found is not None:
                return found
        return None


def rates_of(group: Group, kind: str = Kind.MEETING) -> Rates:
    """What ``group`` pays for ``kind``, in every version. One query."""
    return Rates(tuple(Rate.objects.filter(group=group, kind=kind).order_by("-since", "-pk")))


def rate_on(group: Group, day: date, *, kind: str = Kind.MEETING, role: str = "") -> Rate | None:
    """What ``group`` pays for ``kind`` on ``day``; None when nobody has set a rate by then."""
    return rates_of(group, kind).on(day, role)


def rates_in(community: Community) -> QuerySet[Rate, Rate]:
    """Every rate of ``community``: by group and by what is paid for, the newest first."""
    rates = Rate.objects.of(community).select_related("group__community", "follows")
    return rates.order_by("group__name", "group", "kind", "role", "-since")


def coming_rates(person: Person) -> list[Rate]:
    """Changes of what ``person`` is paid, told and not in force yet, the next one first. Two queries."""
    today = person.community.today()
    seats = Membership.objects.on(today).filter(person=person, status__in=Membership.SEATED)
    places = set(seats.values_list("group", "status"))
    rates = Rate.objects.filter(
        group__in={group for group, _status in places}, since__gt=today, follows__isnull=False
    )
    told = rates.select_related("group__community", "follows").order_by("since", "pk")
    return [rate for rate in told if not rate.role or (rate.group_id, rate.role) in places]


def paid_work(groups: QuerySet[Group]) -> list[str]:
    """The kinds of work and receipts that any of ``groups`` has a rate for, in the order of ``Kind``."""
    found = set(Rate.objects.filter(group__in=groups).values_list("kind", flat=True))
    return [str(kind) for kind in Kind if kind in found and kind != Kind.MEETING]


def groups_that_pay(community: Community) -> QuerySet[Group]:
    """The groups of ``community`` whose members are paid."""
    return Group.objects.of(community).filter(kind__in=PAID_KINDS).order_by("name")


def groups_of(person: Person) -> QuerySet[Group]:
    """Those of them where ``person`` has, or had, a seat."""
    had = Membership.objects.filter(person=person, status__in=Membership.SEATED)
    return groups_that_pay(person.community).filter(pk__in=had.values("group"))
