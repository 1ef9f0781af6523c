"""Writing into the book that something is owed, out of a fund that may pay for it."""

from collections.abc import Sequence

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
    """The fund that pays ``stipend``; where it has none yet, ``fund`` or the first that can, from now on.

    Raises Refused, with what is left, where none can.
    """
    community = stipend.group.community
    hold(community)
    if stipend.fund is not None:
        return stipend.fund
    use = USE_OF[Kind(stipend.kind)]
    allowed = funds_for(community, use=use, day=stipend.day)
    if fund is not None and not allowed.filter(pk=fund.pk).exists():
        raise Refused(_("%(fund)s may not pay for this, or not on that day.") % {"fund": fund.name})
    found = fund or funds_for(community, use=use, day=stipend.day, cents=stipend.amount_cents).first()
    if found is None:
        left = money_in_words(sum(one.left_cents for one in allowed))
        needed = money_in_words(stipend.amount_cents)
        raise Refused(
            _("No fund can pay this: %(left)s is left, %(needed)s is needed. Add a fund first.")
            % {"left": left, "needed": needed}
        )
    post(
        community,
        [
            line(Step.REVERSAL, stipend, f"unfunded:{stipend.pk}", fund_id=None),
            line(Step.ACCRUAL, stipend, f"funded:{stipend.pk}", fund_id=found.pk),
        ],
    )
    stipend.fund = found
    return found
