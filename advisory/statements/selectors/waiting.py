"""How long members wait for their money, as everybody may know it and as the coordinator must."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Min

from advisory.payments.models import Payment, PaymentLine
from advisory.payments.selectors import median_days
from advisory.statements.rules import FEWEST
from advisory.stipends.models import Stipend
from advisory.stipends.selectors import Wish, wishes_of
from community.people.models import Community

A_YEAR = timedelta(days=365)
States = Stipend.State
OPEN = (States.OWED, States.APPROVED, States.SENDING)


class Promise(NamedTuple):
    """The median of the days to a payment over the last year; None where nothing was paid.

    ``is_public``: at least five members are behind it.
    """

    days: float | None
    is_public: bool


def promise_of(community: Community) -> Promise:
    """How long it took. Two queries."""
    since = community.today() - A_YEAR
    lines = PaymentLine.objects.of(community).filter(
        payment__state=Payment.State.PAID, payment__paid_on__gte=since
    )
    people = lines.order_by().values("payment__person").distinct()
    return Promise(median_days(community, since=since), is_public=people.count() >= FEWEST)


class Waits(NamedTuple):
    """How many members wait longest, and for how many days."""

    people: int
    days: int


def longest_wait(community: Community) -> Waits | None:
    """Who waits longest for what they did, leaving out who wants to wait; None where nobody waits."""
    waiting: Any = Stipend.objects.of(community).filter(state__in=OPEN)
    since: dict[int, date] = dict(waiting.order_by().values_list("person").annotate(first=Min("day")))
    wishes, today = wishes_of(since), community.today()
    days = [day for pk, day in since.items() if not wishes.get(pk, Wish()).holds_on(today)]
    if not days:
        return None
    return Waits(days.count(min(days)), max((today - min(days)).days, 0))
