"""The Ambassador's list: whom to call first. It comes out of an index, page by page, however long it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from community.people.models import Community, Consent
from referrals.caseload.models import Contact
from referrals.caseload.selectors.contacts import last_contacts
from referrals.family.rules import Worry
from referrals.sharing.renewals import Ending, endings_of
from referrals.tracking import hooks
from referrals.tracking.clocks import RUNS_OUT, Clock, Kind
from referrals.tracking.holding import consented, consented_in_turn
from referrals.tracking.models import Referral
from referrals.tracking.states import State
from referrals.tracking.words import Due

# Counting stops here, so that a count takes no longer where there are more; a page says "250+".
MOST_COUNTED = 250


class Show(StrEnum):
    """Which part of the list."""

    TODAY = "today"
    ALL = "all"
    UNCALLED = "uncalled"
    HELP = "help"


def _open(community: Community) -> QuerySet[Referral]:
    found: QuerySet[Referral] = Referral.objects.of(community).exclude(state=State.CLOSED)
    return found


def every_open_case(community: Community) -> QuerySet[Referral]:
    """All open referrals of ``community`` that its team may follow, to be counted whole."""
    return consented(_open(community), Consent.Purpose.FOLLOW_UP)


def open_cases(community: Community, *, keepers: Collection[int] | None = None) -> QuerySet[Referral]:
    """The same, or those that one of ``keepers`` has, of which a page shows the first."""
    found = consented_in_turn(_open(community), Consent.Purpose.FOLLOW_UP)
    return found if keepers is None else found.filter(keeper__in=keepers)


def shown(cases: QuerySet[Referral], show: str, *, today: date) -> QuerySet[Referral]:
    """The part of ``cases`` to ``show``, whom to call first first.

    Families that want help, then those that say nobody called, then by clock, then by the last contact.
    """
    part = {
        Show.TODAY: cases.filter(call_on__lte=today),
        Show.ALL: cases,
        Show.UNCALLED: cases.filter(worry__in=[Worry.DISAGREE, Worry.UNCALLED]),
        Show.HELP: cases.filter(worry=Worry.HELP),
    }[Show(show)]
    return part.order_by("worry", "due_on", "quiet_since", "pk")


def counted(cases: QuerySet[Any], *, most: int | None = None) -> int:
    """How many, up to ``most``, or ``MOST_COUNTED``."""
    return cases.order_by()[: most or MOST_COUNTED].count()


def by_part(cases: QuerySet[Referral], *, today: date, known: dict[Show, int]) -> dict[Show, int]:
    """How many each part of the list has; what is ``known`` is not counted again."""
    return {one: known[one] if one in known else counted(shown(cases, one, today=today)) for one in Show}


def in_words(count: int) -> str:
    """A count as it is told: "250+" where counting stopped."""
    return f"{MOST_COUNTED}+" if count >= MOST_COUNTED else str(count)


@dataclass(frozen=True)
class Row:
    """One line of the list, with what it shows."""

    referral: Referral
    due: Due
    contact: Contact | None
    says: str
    # What the parent agreed to and ends first, within a month.
    ending: Ending | None = None

    @property
    def worry(self) -> Worry:
        return Worry(self.referral.worry)

    @property
    def contradicts(self) -> bool:
        return self.worry == Worry.DISAGREE


def rows(page: Sequence[Referral], *, today: date) -> list[Row]:
    """The lines of one page, in the order given; as many queries for 1 as for 30."""
    ids = [referral.pk for referral in page]
    contacts, says = last_contacts(ids), hooks.says_of(ids)
    children = [referral.child_id for referral in page]
    endings = endings_of(page[0].community, today=today, children=children) if page else {}
    return [
        Row(
            referral,
            _due(referral, today),
            contacts.get(referral.pk),
            says.get(referral.pk, ""),
            next(iter(endings.get(referral.child_id, ())), None),
        )
        for referral in page
    ]


def _due(referral: Referral, today: date) -> Due:
    """The next clock of an open referral, as its row keeps it: of a third birthday only the month."""
    assert referral.due_on is not None  # noqa: S101  only open ones are listed
    clock = Clock(Kind(referral.due_kind), referral.due_on)
    return Due(clock, clock.days_left(today), is_rounded=True)


def with_names(cases: QuerySet[Referral]) -> QuerySet[Referral]:
    """``cases`` with all that a line shows."""
    return cases.select_related("child__parent", "community", "organisation", "receiver", "keeper")


def is_over(today: date) -> Q:
    """Referrals whose stored clock has run out: of a third birthday once its month is over."""
    in_its_month = Q(due_kind=Kind.THIRD_BIRTHDAY, due_on__gte=today.replace(day=1))
    return Q(due_on__lt=today) & ~in_its_month


@dataclass(frozen=True)
class Counts:
    """What the home page says of the caseload; each stops at ``MOST_COUNTED``."""

    late: int
    runs_out: int
    uncalled: int
    help: int


def counts(community: Community) -> Counts:
    """How many clocks have run out, how many do within a week, and how many families wait for a call."""
    today, found = community.today(), open_cases(community)
    return Counts(
        late=counted(found.filter(is_over(today))),
        runs_out=counted(found.filter(~is_over(today), due_on__lte=today + timedelta(days=RUNS_OUT))),
        uncalled=counted(found.filter(worry__in=[Worry.DISAGREE, Worry.UNCALLED])),
        help=counted(found.filter(worry=Worry.HELP)),
    )
