"""Changing the book: writing lines, funds, bills, and closing months."""

from advisory.ledger.services.funds import Grant, change_fund, open_fund
from advisory.ledger.services.posting import Line, hold, post

__all__ = ["Grant", "Line", "change_fund", "hold", "open_fund", "post"]
