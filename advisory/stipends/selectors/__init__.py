"""Reading what is paid for what, and what is owed to whom."""

from advisory.stipends.selectors.owed import (
    Total,
    months,
    own_stipends,
    standing,
    stipends_of,
    sums_of,
    totals,
)
from advisory.stipends.selectors.rates import (
    Rates,
    coming_rates,
    groups_of,
    groups_that_pay,
    paid_work,
    rate_on,
    rates_in,
    rates_of,
)
from advisory.stipends.selectors.unpaid import Unpaid, unpaid_meetings
from advisory.stipends.selectors.wishes import Wish, wish_of, wishes_of

__all__ = [
    "Rates",
    "Total",
    "Unpaid",
    "Wish",
    "coming_rates",
    "groups_of",
    "groups_that_pay",
    "months",
    "own_stipends",
    "paid_work",
    "rate_on",
    "rates_in",
    "rates_of",
    "standing",
    "stipends_of",
    "sums_of",
    "totals",
    "unpaid_meetings",
    "wish_of",
    "wishes_of",
]
