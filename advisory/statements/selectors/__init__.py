"""Reading what was paid to whom, what comes near a threshold, and what the open book shows."""

from advisory.statements.selectors.book import Book, FundBook, Quarter, book_of
from advisory.statements.selectors.paid import Statement, statement_of, years_of
from advisory.statements.selectors.taxes import (
    Payee,
    TaxYear,
    newly_near,
    tax_year,
    threshold_of,
    years_paid,
)
from advisory.statements.selectors.waiting import Promise, Waits, longest_wait, promise_of

__all__ = [
    "Book",
    "FundBook",
    "Payee",
    "Promise",
    "Quarter",
    "Statement",
    "TaxYear",
    "Waits",
    "book_of",
    "longest_wait",
    "newly_near",
    "promise_of",
    "statement_of",
    "tax_year",
    "threshold_of",
    "years_of",
    "years_paid",
]
