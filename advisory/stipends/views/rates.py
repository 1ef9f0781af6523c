"""Pages of what is paid for what."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from advisory.stipends.forms import RateForm
from advisory.stipends.selectors import rates_in
from advisory.stipends.services import set_rate
from community.core.access import door
from community.core.errors import Refused, tell
from community.people.rules import handles_money


@door(handles_money, second_factor=True)
def rates(request: Any) -> HttpResponse:
    """Every rate, by group and kind, with the day from which it holds and the day it was told."""
    today = request.community.today()
    return render(request, "stipends/rates.html", {"rates": rates_in(request.community), "today": today})


@door(handles_money, second_factor=True, methods=("GET", "HEAD", "POST"))
def rate_new(request: Any) -> HttpResponse:
    """Say what something pays from a day on."""
    form = RateForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        try:
            rate = set_rate(form.cleaned_data["group"], by=request.person, **form.rate())
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            told = _("The rate is set. The members get a text.")
            tell(request, told if rate.follows_id else _("The rate is set."))
            return redirect("rates")
    return render(request, "stipends/rate.html", {"form": form}, status=400 if form.errors else 200)
