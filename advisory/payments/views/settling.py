"""Saying what became of payments: of one, of a whole run, or by the payer's file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.payments.forms import AllPaidForm, FailedForm, PaidForm, ResultsForm
from advisory.payments.models import Payment
from advisory.payments.reading import MOST_BYTES, Wrong
from advisory.payments.services import Taken, import_results, settle_all, settle_failed, settle_paid
from advisory.payments.views.runs import find_run, run_page
from community.core.access import door
from community.core.errors import BadInput, tell
from community.people.rules import is_finance


def _find(request: Any, pk: int) -> Payment:
    return get_object_or_404(Payment.objects.of(request.community), pk=pk)


@door(is_finance, second_factor=True, methods=("POST",))
def payment_paid(request: Any, pk: int) -> HttpResponse:
    """One payment was paid."""
    payment, form = _find(request, pk), PaidForm(request.POST)
    if not form.is_valid():
        raise BadInput(form.first_error())
    settle_paid(payment, by=request.person, **form.cleaned_data)
    tell(request, _("Written down as paid. The member gets a text."))
    return redirect("payment_run", payment.run_id)


@door(is_finance, second_factor=True, methods=("POST",))
def payment_failed(request: Any, pk: int) -> HttpResponse:
    """One payment did not go through, or came back."""
    payment, form = _find(request, pk), FailedForm(request.POST)
    if not form.is_valid():
        raise BadInput(form.first_error())
    settle_failed(payment, by=request.person, **form.cleaned_data)
    tell(request, _("Written down. What it paid is owed again, and the member gets a text."))
    return redirect("payment_run", payment.run_id)


@door(is_finance, second_factor=True, methods=("POST",))
def payment_run_paid(request: Any, pk: int) -> HttpResponse:
    """Every payment of a run that is on its way was paid."""
    run, form = find_run(request, pk), AllPaidForm(request.POST)
    if not form.is_valid():
        raise BadInput(form.first_error())
    count = settle_all(run, by=request.person, **form.cleaned_data)
    tell(
        request,
        ngettext("%(count)d payment is paid.", "%(count)d payments are paid.", count) % {"count": count},
    )
    return redirect("payment_run", pk)


@door(is_finance, second_factor=True, methods=("POST",))
def payment_run_results(request: Any, pk: int) -> HttpResponse:
    """The payer's file, sent back with what became of each payment."""
    run = find_run(request, pk)
    form = ResultsForm(request.POST, request.FILES, auto_id="results_%s")
    if not form.is_valid():
        return run_page(request, run, results=form, status=400)
    try:
        taken = import_results(run, form.cleaned_data["results"].read(MOST_BYTES + 1), by=request.person)
    except BadInput as refusal:
        form.add_error("results", refusal.message)
        mistakes = refusal.mistakes if isinstance(refusal, Wrong) else []
        return run_page(request, run, results=form, mistakes=mistakes, status=400)
    if taken.overtaken:
        return run_page(request, run, mistakes=taken.overtaken, status=409)
    tell(request, _words(taken))
    return redirect("payment_run", pk)


def _words(taken: Taken) -> str:
    if not taken.paid and not taken.failed:
        return _("This file says nothing new.")
    parts = [
        ngettext("%(count)d payment is paid.", "%(count)d payments are paid.", taken.paid)
        % {"count": taken.paid},
    ]
    if taken.failed:
        said = ngettext(
            "%(count)d payment did not go through.", "%(count)d payments did not go through.", taken.failed
        )
        parts.append(said % {"count": taken.failed})
    return " ".join(parts)
