"""One stipend: where it comes from, taking it back, putting it right; and writing down somebody's work."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from advisory.ledger.models import Fund
from advisory.stipends.forms import CorrectForm, FundForm, MethodForm, WorkOfForm
from advisory.stipends.models import Stipend
from advisory.stipends.rules import Method, may_approve, may_correct
from advisory.stipends.selectors import groups_that_pay, wish_of
from advisory.stipends.services import correct_work, enter_work, funds_that_pay, reverse_stipend, wish_for
from advisory.stipends.words import source_words
from community.core.access import door
from community.core.errors import BadInput, Refused, tell
from community.people.rules import handles_money

States = Stipend.State


@door(handles_money, second_factor=True)
def stipend(request: Any, pk: int) -> HttpResponse:
    """Where it comes from, every line of the book about it, and what can be put right."""
    rows = Stipend.objects.of(request.community).select_related(
        *("person", "group", "meeting__group", "work", "rate", "fund"),
        *("entered_by", "approved_by", "paid_by"),
    )
    found = get_object_or_404(rows, pk=pk)
    can = found.state in (States.OWED, States.APPROVED) and may_correct(request.person, found)
    approves = found.state == States.OWED and may_approve(request.person, found)
    funds = funds_that_pay(found) if approves else Fund.objects.none()
    # What is on its way or paid already goes as it goes.
    wish = wish_of(found.person) if found.state in (States.OWED, States.APPROVED) else None
    shown = {
        "stipend": found,
        "source": source_words(found),
        "entries": found.entries.select_related("fund").order_by("number"),
        "may_approve": approves,
        "fund_form": FundForm(funds=funds) if len(funds) > 1 else None,
        "method": Method(wish.method).label if wish else "",
        "method_form": MethodForm(initial={"method": wish.method}) if wish else None,
        "can_correct": can,
        "form": CorrectForm(stipend=found) if can and found.work_id else None,
    }
    return render(request, "stipends/one.html", shown)


@door(handles_money, second_factor=True, methods=("POST",))
def stipend_method(request: Any, pk: int) -> HttpResponse:
    """Note how its member asked to be paid from now on."""
    found = get_object_or_404(
        Stipend.objects.of(request.community).select_related("person__community"), pk=pk
    )
    form = MethodForm(request.POST)
    if not form.is_valid():
        raise BadInput(form.first_error())
    wish_for(found.person, method=form.cleaned_data["method"], by=request.person)
    tell(request, _("Noted. The member gets a text."))
    return redirect("stipend", pk)


@door(handles_money, second_factor=True, methods=("POST",))
def stipend_reverse(request: Any, pk: int) -> HttpResponse:
    """Take one back."""
    found = get_object_or_404(Stipend.objects.of(request.community), pk=pk)
    reverse_stipend(found, by=request.person, why=request.POST.get("why", ""))
    tell(request, _("Taken back. The book keeps both lines, and the member gets a text."))
    return redirect("stipend", pk)


@door(handles_money, second_factor=True, methods=("POST",))
def stipend_correct(request: Any, pk: int) -> HttpResponse:
    """Put another amount in its place."""
    found = get_object_or_404(Stipend.objects.of(request.community), pk=pk)
    form = CorrectForm(request.POST, stipend=found)
    if not form.is_valid():
        raise BadInput(form.first_error())
    done = form.done(found.kind, found.day)
    right = correct_work(found, done, by=request.person, why=form.cleaned_data["why"])
    tell(request, _("Put right. Another coordinator approves it."))
    return redirect("stipend", right.pk)


@door(handles_money, second_factor=True, methods=("GET", "HEAD", "POST"))
def work_new(request: Any) -> HttpResponse:
    """Write down what somebody did outside of meetings, or spent."""
    today = request.community.today()
    sent = request.POST if request.method == "POST" else None
    form = WorkOfForm(sent, groups=groups_that_pay(request.community), today=today, initial={"day": today})
    if sent is not None and form.is_valid():
        told = form.cleaned_data
        try:
            done = form.done(told["kind"], told["day"])
            made = enter_work(told["group"], told["person"], done, by=request.person)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("Written down. A coordinator who is not you approves it."))
            return redirect("stipend", made.pk)
    return render(request, "stipends/work_of.html", {"form": form}, status=400 if form.errors else 200)
