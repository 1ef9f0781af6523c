"""Runs: what is ready to be paid, each run, and what its payer gets."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from advisory.payments.forms import AllPaidForm, FailedForm, PaidForm, ResultsForm, StartForm
from advisory.payments.models import Payment, PaymentRun
from advisory.payments.reading import Mistake
from advisory.payments.rules import may_pay_in
from advisory.payments.selectors import payments_in, ready_to_pay, runs_of, states_in
from advisory.payments.services import export_run, start_run
from advisory.payments.words import what_it_pays
from advisory.stipends.models import Stipend
from advisory.stipends.rules import Method
from community.core import audit
from community.core.access import door
from community.core.errors import BadInput, tell
from community.people.rules import handles_money, is_finance

ON_A_PAGE = 30
# So many mistakes of a file are listed; whoever mends them learns of the rest.
LISTED = 30
States = Payment.State
TAGS = {States.WAITING: "wait", States.PAID: "go", States.FAILED: "stop"}


@door(handles_money, second_factor=True)
def payment_runs(request: Any) -> HttpResponse:
    """What is ready to be paid by which way, and every run."""
    person, community = request.person, request.community
    pays = may_pay_in(person, community)
    ready = ready_to_pay(community, by=person) if pays else []
    approved = Stipend.objects.of(community).filter(state=Stipend.State.APPROVED).count()
    shown = {
        "pays": pays,
        "ready": ready,
        "left_out": approved - sum(line.number for line in ready),
        "page": Paginator(runs_of(community), ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "payments/runs.html", shown)


@door(is_finance, second_factor=True, methods=("POST",))
def payment_run_start(request: Any) -> HttpResponse:
    """Begin to pay everyone who is paid one way."""
    form = StartForm(request.POST)
    if not form.is_valid():
        raise BadInput(form.first_error())
    run = start_run(request.community, method=form.cleaned_data["method"], by=request.person)
    tell(request, _("The run has begun. Give it to the payer, then say what became of each payment."))
    return redirect("payment_run", run.pk)


def find_run(request: Any, pk: int) -> PaymentRun:
    """A run of this community."""
    rows = PaymentRun.objects.of(request.community).select_related("community", "started_by")
    return get_object_or_404(rows, pk=pk)


@door(handles_money, second_factor=True)
def payment_run(request: Any, pk: int) -> HttpResponse:
    """Each payment of a run, and what became of it."""
    return run_page(request, find_run(request, pk))


def run_page(
    request: Any,
    run: PaymentRun,
    *,
    results: ResultsForm | None = None,
    mistakes: Sequence[Mistake] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of ``run``, with what is wrong in a file that was sent to it."""
    pays = may_pay_in(request.person, request.community)
    listed = payments_in(run).order_by("-state", "person__display_name", "pk")
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    payment: Any
    for payment in page.object_list:
        payment.tag = TAGS[States(payment.state)]
        payment.words = what_it_pays(payment)
        payment.is_own = payment.person_id == request.person.pk
        payment.paid_form = PaidForm(auto_id=f"paid_{payment.pk}_%s")
        payment.failed_form = FailedForm(auto_id=f"failed_{payment.pk}_%s", initial={"seen": payment.state})
    states = states_in(run)
    shown = {
        "run": run,
        "page": page,
        "states": states,
        "cents": sum(one.cents for one in states),
        "waiting": states[0].number,
        "pays": pays,
        "is_signed_for": run.method == Method.CASH,
        "all_paid_form": AllPaidForm(auto_id="all_%s"),
        "results_form": results or ResultsForm(auto_id="results_%s"),
        "mistakes": mistakes[:LISTED],
        "unlisted": len(mistakes[LISTED:]),
    }
    return render(request, "payments/run.html", shown, status=status)


@door(is_finance, second_factor=True, methods=("POST",))
def payment_run_file(request: Any, pk: int) -> HttpResponse:
    """The payer's file. Every time it is taken stands in the audit, so it is a press and not a link."""
    text = export_run(find_run(request, pk), by=request.person)
    # With the mark at its beginning, spreadsheets read names with accents as they are.
    response = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="payments-{pk}.csv"'
    return response


@door(handles_money, second_factor=True)
def payment_run_sheet(request: Any, pk: int) -> HttpResponse:
    """A page to print: a line to sign for everyone who is paid in cash. Each look stands in the audit."""
    run = find_run(request, pk)
    audit.record(run, "print", by=request.person)
    payments = list(payments_in(run).exclude(state=States.FAILED))
    payment: Any
    for payment in payments:
        payment.words = what_it_pays(payment)
    return render(request, "payments/sheet.html", {"run": run, "payments": payments})
