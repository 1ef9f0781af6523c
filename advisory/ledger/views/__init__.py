"""Pages of the book."""

from advisory.ledger.views.funds import fund_change, fund_new, funds
from advisory.ledger.views.spending import bill_back, bill_new, bills, book, month_close

__all__ = ["bill_back", "bill_new", "bills", "book", "fund_change", "fund_new", "funds", "month_close"]
