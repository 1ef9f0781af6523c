"""Reading money: the rate of a day, what is owed, and the balances of the book."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Sum, When
from django.db.models.functions import TruncMonth

from advisory.stipends.models import LedgerEntry, Rate, Stipend
from advisory.stipends.rules import PAID_KINDS
from community.meetings.models import Meeting
from community.meetings.selectors import with_turnout
from community.people.models import Community, Group, Person


def rate_on(group: Group, day: date) -> Rate | None:
    """What one meeting of ``group`` pays on ``day``; None when nobody has set a rate by then."""
    return Rate.objects.filter(group=group, since__lte=day).order_by("-since").first()


def stipends_of(community: Community) -> QuerySet[Stipend]:
    """Every stipend of ``community``, with what a list shows of it."""
    return Stipend.objects.of(community).select_related("person", "meeting__group__community")


def own_stipends(person: Person) -> QuerySet[Stipend]:
    """What ``person`` is owed and was paid, newest meeting first."""
    return stipends_of(person.community).filter(person=person)


class Total(NamedTuple):
    """How many stipends are in one state, and what they come to (cents)."""

    state: str
    label: str
    number: int
    cents: int


def totals(stipends: QuerySet[Stipend]) -> list[Total]:
    """Count and sum by state, in the order of a stipend's life; states without any are 0."""
    found = {
        row["state"]: row
        for row in stipends.order_by().values("state").annotate(number=Count("pk"), cents=Sum("amount_cents"))
    }
    empty = {"number": 0, "cents": 0}
    return [
        Total(state, str(label), found.get(state, empty)["number"], found.get(state, empty)["cents"])
        for state, label in Stipend.State.choices
    ]


def balances(community: Community) -> dict[str, int]:
    """The balance of every account in cents, debits less credits. They sum to zero, always."""
    found = dict.fromkeys(LedgerEntry.Account.values, 0)
    entries = LedgerEntry.objects.of(community).order_by()
    for side, sign in (("debit", 1), ("credit", -1)):
        for account, cents in entries.values_list(side).annotate(cents=Sum("amount_cents")):
            found[account] += sign * cents
    return found


def months(community: Community) -> QuerySet[Any, Any]:
    """What became owed and what was paid (cents), month by month where the community lives, newest first."""
    return (
        LedgerEntry.objects.of(community)
        .annotate(month=TruncMonth("at", tzinfo=community.zone))
        .order_by()
        .values("month")
        .annotate(
            owed=Sum(Case(When(kind=LedgerEntry.Kind.ACCRUAL, then=F("amount_cents")), default=0)),
            paid=Sum(Case(When(kind=LedgerEntry.Kind.PAYMENT, then=F("amount_cents")), default=0)),
        )
        .order_by("-month")
    )


class Unpaid(NamedTuple):
    """A closed meeting that members attended and that nobody is owed anything for."""

    meeting: Meeting
    rate: Rate | None


def unpaid_meetings(community: Community) -> list[Unpaid]:
    """Meetings whose members are owed nothing yet, with the rate that would apply (None: none is set).

    Three queries, whatever the number of meetings.
    """
    closed = Meeting.objects.of(community).filter(
        ~Exists(Stipend.objects.filter(meeting=OuterRef("pk"))),
        state=Meeting.State.CLOSED,
        group__kind__in=PAID_KINDS,
    )
    counted: Any = with_turnout(closed).select_related("group__community").order_by("month", "number")
    rates = list(Rate.objects.of(community).order_by("-since"))
    return [
        Unpaid(meeting, next((rate for rate in rates if _applies(rate, meeting)), None))
        for meeting in counted.filter(came__gt=0)
    ]


def _applies(rate: Rate, meeting: Meeting) -> bool:
    """Whether ``rate`` was set by the day of ``meeting``; of several the last one counts."""
    day = meeting.roster_day
    return rate.group_id == meeting.group_id and day is not None and rate.since <= day
