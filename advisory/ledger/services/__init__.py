"""Changing the book: writing lines, funds, bills, and closing months."""

from advisory.ledger.services.bills import Bought, enter_bill, take_back_bill
from advisory.ledger.services.closing import close_month, last_day, next_to_close
from advisory.ledger.services.funds import Grant, change_fund, open_fund
from advisory.ledger.services.posting import Line, hold, post

__all__ = [
    "Bought",
    "Grant",
    "Line",
    "change_fund",
    "close_month",
    "enter_bill",
    "hold",
    "last_day",
    "next_to_close",
    "open_fund",
    "post",
    "take_back_bill",
]
