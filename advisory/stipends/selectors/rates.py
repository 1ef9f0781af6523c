"""Which rate holds on which day for whom."""

from dataclasses import dataclass
from datetime import date

from advisory.stipends.models import Rate
from advisory.stipends.rules import Kind
from community.people.models import Group


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
