"""A yearly statement as a PDF that screen readers can read."""

from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from advisory.statements.selectors import Statement
from advisory.statements.words import headings, row_of
from community.core.printing import print_page

SHEET = Path(__file__).with_name("paper.css")


def facts(statement: Statement) -> dict[str, Any]:
    """What the page and the paper say of ``statement``, in the language in force."""
    return {
        "statement": statement,
        "payee": statement.person,
        "community": statement.person.community,
        "headings": headings(),
        "pay": [row_of(line) for line in statement.pay],
        "refunds": [row_of(line) for line in statement.refunds],
        "today": statement.person.community.today(),
    }


def pdf_of(statement: Statement) -> bytes:
    """The PDF, in the member's own language. Raises Refused (503) where the machine lacks Pango."""
    person = statement.person
    with translation.override(person.language), timezone.override(person.community.zone):
        html = render_to_string("statements/paper.html", facts(statement))
    return print_page(html, sheet=SHEET)
