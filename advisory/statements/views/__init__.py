"""Pages of statements, of the tax year, and of the open book."""

from advisory.statements.views.own import (
    my_statement,
    my_statement_pdf,
    my_statements,
    payee_statement,
    payee_statement_pdf,
)
from advisory.statements.views.public import book, book_csv
from advisory.statements.views.taxes import tax, tax_csv, tax_note, tax_threshold, tax_year

__all__ = [
    "book",
    "book_csv",
    "my_statement",
    "my_statement_pdf",
    "my_statements",
    "payee_statement",
    "payee_statement_pdf",
    "tax",
    "tax_csv",
    "tax_note",
    "tax_threshold",
    "tax_year",
]
