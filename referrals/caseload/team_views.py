"""Who looks after whom, what stands in the way, and where providers and families disagree."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from community.core.access import door
from community.core.errors import BadInput, tell
from referrals.caseload import selectors
from referrals.caseload.forms import CoverForm, HandAllForm, HandForm
from referrals.caseload.models import Cover
from referrals.caseload.rules import keeps_caseload
from referrals.caseload.services import end_cover, hand_all_over, hand_over
from referrals.caseload.views import list_of
from referrals.family.gap import FEWEST, truth_gap


@door(keeps_caseload, second_factor=True, methods=("GET", "HEAD", "POST"))
@never_cache
def ambassadors(request: Any) -> HttpResponse:
    """How many families each Ambassador has, and who stands in for whom; the form is of the latter."""
    form = CoverForm(request.POST or None, by=request.person)
    if request.method == "POST" and form.is_valid() and form.save():
        tell(request, _("Noted. The list is theirs on these days, and goes back by itself."))
        return redirect("ambassadors")
    return render(
        request,
        "caseload/ambassadors.html",
        {
            "hands": selectors.caseload_sizes(request.community),
            "covers": selectors.covers_to_come(request.community, request.community.today()),
            "form": form,
            "hand_form": HandAllForm(by=request.person),
        },
        status=400 if request.method == "POST" else 200,
    )


@door(keeps_caseload, second_factor=True, methods=("POST",))
@never_cache
def hand_families(request: Any) -> HttpResponse:
    """Give the families ticked on the list to somebody."""
    form = HandForm(request.POST, by=request.person)
    if not form.is_valid():
        raise BadInput(str(next(iter(form.errors.values()))[0]))
    chosen = [referral.pk for referral in form.cleaned_data["referral"]]
    _tell_moved(request, hand_over(chosen, to=form.cleaned_data["to"], by=request.person))
    return redirect(list_of(request.POST))


@door(keeps_caseload, second_factor=True, methods=("POST",))
@never_cache
def hand_all(request: Any) -> HttpResponse:
    """Give all families of one to another."""
    form = HandAllForm(request.POST, by=request.person)
    if not form.is_valid():
        raise BadInput(str(next(iter(form.errors.values()))[0]))
    moved = hand_all_over(form.cleaned_data["of"], to=form.cleaned_data["to"], by=request.person)
    _tell_moved(request, moved)
    return redirect("ambassadors")


def _tell_moved(request: Any, moved: int) -> None:
    words = ngettext("%(count)s family changed hands.", "%(count)s families changed hands.", moved)
    tell(request, words % {"count": moved})


@door(keeps_caseload, second_factor=True, methods=("POST",))
@never_cache
def cover_end(request: Any, pk: int) -> HttpResponse:
    """Who was away is back early."""
    end_cover(get_object_or_404(Cover.objects.of(request.community), pk=pk), by=request.person)
    tell(request, _("Noted: nobody stands in any more."))
    return redirect("ambassadors")


@door(keeps_caseload, second_factor=True)
@never_cache
def barriers(request: Any) -> HttpResponse:
    """What stands in families' way, counted. It shows no name."""
    found = selectors.barriers_named(request.community)
    return render(request, "caseload/barriers.html", {"found": found})


@door(keeps_caseload, second_factor=True)
@never_cache
def gap(request: Any) -> HttpResponse:
    """Where providers say that they called and families that nobody did, as counts. It shows no child."""
    return render(request, "caseload/gap.html", {"gap": truth_gap(request.community), "fewest": FEWEST})
