"""The yearly statement: one's own, and a payee's for those who handle money."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from advisory.statements.paper import facts, pdf_of
from advisory.statements.selectors import statement_of, years_of
from community.core import audit
from community.core.access import door
from community.people.models import Person
from community.people.rules import handles_money, is_known


@door(is_known)
def my_statements(request: Any) -> HttpResponse:
    """The years in which one was paid."""
    return render(request, "statements/years.html", {"years": years_of(request.person)})


@door(is_known)
def my_statement(request: Any, year: int) -> HttpResponse:
    """What one was paid in a year."""
    return _page(request, request.person, year)


@door(is_known)
def my_statement_pdf(request: Any, year: int) -> HttpResponse:
    """The same on paper."""
    return _paper(request.person, year)


@door(handles_money, second_factor=True)
def payee_statement(request: Any, pk: int, year: int) -> HttpResponse:
    """What a payee was paid in a year. Who read it is kept."""
    return _page(request, _read(request, pk, year), year)


@door(handles_money, second_factor=True)
def payee_statement_pdf(request: Any, pk: int, year: int) -> HttpResponse:
    """The same on paper, in the payee's language."""
    return _paper(_read(request, pk, year), year)


def _read(request: Any, pk: int, year: int) -> Person:
    payee = get_object_or_404(Person.objects.of(request.community).select_related("community"), pk=pk)
    audit.record(payee, "read_statement", by=request.person, to_state=str(year))
    return payee


def _page(request: Any, payee: Person, year: int) -> HttpResponse:
    shown = facts(statement_of(payee, year))
    return render(request, "statements/statement.html", {**shown, "is_own": payee.pk == request.person.pk})


def _paper(payee: Person, year: int) -> HttpResponse:
    answer = HttpResponse(pdf_of(statement_of(payee, year)), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="statement-{year}.pdf"'
    answer.headers["Content-Language"] = payee.language
    return answer
