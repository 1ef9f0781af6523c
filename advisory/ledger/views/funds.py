"""Pages of the funds."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from advisory.ledger.forms import FundForm, initial_of
from advisory.ledger.models import Fund
from advisory.ledger.rules import USES
from advisory.ledger.selectors import funds_of
from advisory.ledger.services import change_fund, open_fund
from community.core.access import door
from community.core.errors import Refused, tell
from community.people.rules import handles_money


@door(handles_money, second_factor=True)
def funds(request: Any) -> HttpResponse:
    """Every fund: what it had, what is left, until when, and what it may pay for."""
    today = request.community.today()
    shown = [
        (fund, [use.label for use in USES if fund.pays(use)], fund.starts_on <= today <= fund.ends_on)
        for fund in funds_of(request.community)
    ]
    return render(request, "ledger/funds.html", {"funds": shown})


@door(handles_money, second_factor=True, methods=("GET", "HEAD", "POST"))
def fund_new(request: Any) -> HttpResponse:
    """Write down a grant."""
    form = FundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_fund(request.community, form.grant(), by=request.person)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("The fund is in the book."))
            return redirect("funds")
    return render(request, "ledger/fund.html", {"form": form}, status=400 if form.errors else 200)


@door(handles_money, second_factor=True, methods=("GET", "HEAD", "POST"))
def fund_change(request: Any, pk: int) -> HttpResponse:
    """Bring a grant up to date."""
    fund = get_object_or_404(Fund.objects.of(request.community), pk=pk)
    form = FundForm(request.POST or None, initial=initial_of(fund))
    if request.method == "POST" and form.is_valid():
        try:
            change_fund(fund, form.grant(), by=request.person)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("The fund is up to date."))
            return redirect("funds")
    shown = {"form": form, "fund": fund}
    return render(request, "ledger/fund.html", shown, status=400 if form.errors else 200)
