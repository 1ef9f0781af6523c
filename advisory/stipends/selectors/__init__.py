"""Reading what is paid for what, and what is owed to whom."""

from advisory.stipends.selectors.owed import (
    Total,
    months,
    own_stipends,
    standing,
    stipends_of,
    totals,
)
from advisory.stipends.selectors.rates import Rates, rate_on, rates_of
from advisory.stipends.selectors.unpaid import Unpaid, unpaid_meetings
from advisory.stipends.selectors.wishes import Wish, wish_of, wishes_of

__all__ = [
    "Rates",
    "Total",
    "Unpaid",
    "Wish",
    "months",
    "own_stipends",
    "rate_on",
    "rates_of",
    "standing",
    "stipends_of",
    "totals",
    "unpaid_meetings",
    "wish_of",
    "wishes_of",
]
