"""Pages of bills and of the book itself."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from advisory.ledger.forms import BillForm
from advisory.ledger.models import Bill, Closing, LedgerEntry
from advisory.ledger.rules import Account, may_close_months
from advisory.ledger.selectors import balances
from advisory.ledger.services import close_month, enter_bill, next_to_close, take_back_bill
from community.core.access import door
from community.core.errors import BadInput, Refused, tell
from community.people.rules import handles_money, is_finance

ON_A_PAGE = 50


@door(handles_money, second_factor=True)
def bills(request: Any) -> HttpResponse:
    """What was bought, newest first."""
    listed = Bill.objects.of(request.community).select_related("fund", "meeting__group", "entered_by")
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "ledger/bills.html", {"page": page})


@door(handles_money, second_factor=True, methods=("GET", "HEAD", "POST"))
def bill_new(request: Any) -> HttpResponse:
    """Write down a bill."""
    form = BillForm(request.POST or None, community=request.community)
    if request.method == "POST" and form.is_valid():
        try:
            enter_bill(form.cleaned_data["fund"], form.bought(), by=request.person)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("The bill is in the book."))
            return redirect("bills")
    return render(request, "ledger/bill.html", {"form": form}, status=400 if form.errors else 200)


@door(handles_money, second_factor=True, methods=("POST",))
def bill_back(request: Any, pk: int) -> HttpResponse:
    """Take a bill back."""
    bill = get_object_or_404(Bill.objects.of(request.community), pk=pk)
    take_back_bill(bill, by=request.person, why=request.POST.get("why", ""))
    tell(request, _("The bill is taken back. The book keeps both lines."))
    return redirect("bills")


@door(handles_money, second_factor=True)
def book(request: Any) -> HttpResponse:
    """Every line, newest first, the balances, and which months are closed."""
    community = request.community
    lines = LedgerEntry.objects.of(community).select_related("fund", "stipend__person").order_by("-number")
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    names = dict(Account.choices)
    shown = {
        "page": page,
        "balances": [(names[key], cents) for key, cents in balances(community).items()],
        "closed": Closing.objects.of(community).first(),
        "to_close": next_to_close(community) if may_close_months(request.person, community) else None,
    }
    return render(request, "ledger/book.html", shown)


@door(is_finance, second_factor=True, methods=("POST",))
def month_close(request: Any) -> HttpResponse:
    """Close the next month."""
    try:
        through = parse_date(request.POST.get("through", ""))
    except ValueError:
        through = None
    if through is None:
        raise BadInput(_("Say which month to close."))
    close_month(request.community, through=through, by=request.person)
    tell(request, _("The month is closed."))
    return redirect("ledger_book")
