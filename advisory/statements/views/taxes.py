"""The tax year: who is reported, who comes near, and the list for the payer."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.statements import services
from advisory.statements.forms import ThresholdForm
from advisory.statements.models import ReportingThreshold
from advisory.statements.rules import FIRST_OPEN_YEAR, may_keep_tax_year
from advisory.statements.selectors import newly_near, years_paid
from advisory.statements.selectors import tax_year as year_of
from community.core.access import door
from community.core.errors import Refused, tell
from community.core.sheets import sheet
from community.meetings.forms.fields import cents
from community.people.rules import handles_money, is_finance

HEADINGS = ("name", "year", "paid_cents", "threshold_cents")


@door(handles_money, second_factor=True)
def tax(request: Any) -> HttpResponse:
    """To this year."""
    return redirect("tax_year", year=request.community.today().year)


@door(handles_money, second_factor=True)
def tax_year(request: Any, year: int) -> HttpResponse:
    """Everybody who was paid in a year, held against its threshold."""
    found = year_of(request.community, year)
    shown = {
        "tax": found,
        "years": years_paid(request.community),
        "keeps": may_keep_tax_year(request.person, request.community),
        "new": len(newly_near(found)),
        "is_open": year >= FIRST_OPEN_YEAR,
    }
    return render(request, "statements/tax.html", shown)


@door(is_finance, second_factor=True)
def tax_csv(request: Any, year: int) -> HttpResponse:
    """Those who are reported, for the payer."""
    found = services.take_list(request.community, year=year, by=request.person)
    rows = [(payee.name, year, payee.paid, found.threshold) for payee in found.reported]
    return sheet(f"tax-{year}", HEADINGS, rows)


@door(is_finance, second_factor=True, methods=("POST",))
def tax_note(request: Any, year: int) -> HttpResponse:
    """Note who comes near."""
    number = services.note_near(request.community, year=year, by=request.person)
    tell(
        request, ngettext("%(number)d person noted.", "%(number)d people noted.", number) % {"number": number}
    )
    return redirect("tax_year", year=year)


@door(is_finance, second_factor=True, methods=("GET", "HEAD", "POST"))
def tax_threshold(request: Any, year: int) -> HttpResponse:
    """Say from how much on a year is reported."""
    set_already = ReportingThreshold.objects.of(request.community).filter(year=year).first()
    initial = {"dollars": set_already.cents / 100, "source": set_already.source} if set_already else {}
    form = ThresholdForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = {"cents": cents(form.cleaned_data["dollars"]), "source": form.cleaned_data["source"]}
        try:
            services.set_threshold(request.community, year=year, by=request.person, **said)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("The amount is set."))
            return redirect("tax_year", year=year)
    shown = {"form": form, "year": year}
    return render(request, "statements/threshold.html", shown, status=400 if form.errors else 200)
