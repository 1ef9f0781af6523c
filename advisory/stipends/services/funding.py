"""Writing into the book that something is owed, out of a fund that may pay for it."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from advisory.ledger.models import Fund
from advisory.ledger.rules import Kind as Step
from advisory.ledger.selectors import funds_for
from advisory.ledger.services import Line, hold, post
from advisory.stipends.models import Stipend
from advisory.stipends.rules import USE_OF, Kind
from community.core.errors import Refused
from community.core.words import money_in_words
from community.people.models import Community


def line(
    step: str, stipend: Stipend, once_key: str, *, fund_id: int | None, payment_id: int | None = None
) -> Line:
    """The line of the book for one step of ``stipend``."""
    return Line(
        step,
        stipend.amount_cents,
        once_key,
        fund_id,
        use=USE_OF[Kind(stipend.kind)],
        currency=stipend.currency,
        stipend_id=stipend.pk,
        payment_id=payment_id,
    )


def owe(community: Community, stipends: Sequence[Stipend]) -> None:
    """Write what ``stipends`` make owed, each from the first fund that has enough left.

    Who did the work is owed the money whether or not a fund can pay for it: what none can pay for stands
    in the book without one, and must be given one before it is approved.
    """
    hold(community)
    purses: dict[int, int] = {}
    lines = []
    for stipend in stipends:
        stipend.fund = _first_with_enough(community, stipend, purses)
        lines.append(line(Step.ACCRUAL, stipend, f"accrual:{stipend.pk}", fund_id=stipend.fund_id))
    Stipend.objects.bulk_update([one for one in stipends if one.fund_id], ["fund"])
    post(community, lines)


def _first_with_enough(community: Community, stipend: Stipend, purses: dict[int, int]) -> Fund | None:
    for fund in funds_for(community, use=USE_OF[Kind(stipend.kind)], day=stipend.day):
        left = purses.setdefault(fund.pk, fund.left_cents)
        if left >= stipend.amount_cents:
            purses[fund.pk] = left - stipend.amount_cents
            return fund
    return None


def give_fund(stipend: Stipend, fund: Fund | None = None) -> Fund:
    """The fund that pays ``stipend``: ``fund`` from now on, else its own, else the first that can.

    Raises Refused, with what is left, where that one or none can.
    """
    community = stipend.group.community
    hold(community)
    before = stipend.fund
    if before is not None and fund in (None, before):
        return before
    can = funds_that_pay(stipend)
    found = can.filter(pk=fund.pk).first() if fund is not None else can.first()
    if found is None:
        raise Refused(_why_not(stipend, fund))
    # A stipend can come back and be given another fund again: its lines are counted.
    turn = stipend.entries.count()
    post(
        community,
        [
            line(Step.REVERSAL, stipend, f"unfunded:{stipend.pk}:{turn}", fund_id=stipend.fund_id),
            line(Step.ACCRUAL, stipend, f"funded:{stipend.pk}:{turn}", fund_id=found.pk),
        ],
    )
    stipend.fund = found
    return found


def funds_that_pay(stipend: Stipend) -> QuerySet[Fund]:
    """The funds that may pay ``stipend`` and have enough left, the one that ends first leading."""
    use = USE_OF[Kind(stipend.kind)]
    return funds_for(stipend.group.community, use=use, day=stipend.day, cents=stipend.amount_cents)


def _why_not(stipend: Stipend, fund: Fund | None) -> str:
    allowed = funds_for(stipend.group.community, use=USE_OF[Kind(stipend.kind)], day=stipend.day)
    if fund is not None:
        allowed = allowed.filter(pk=fund.pk)
        if not allowed:
            return _("%(fund)s may not pay for this, or not on that day.") % {"fund": fund.name}
    left = money_in_words(sum(one.left_cents for one in allowed))
    facts = {"left": left, "needed": money_in_words(stipend.amount_cents), "fund": fund.name if fund else ""}
    if fund is not None:
        return _("%(fund)s cannot pay this: %(left)s is left, %(needed)s is needed.") % facts
    return _("No fund can pay this: %(left)s is left, %(needed)s is needed. Add a fund first.") % facts
