"""Pages of offers. No browser keeps a copy: they name children."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.core.access import door, require
from community.core.errors import BadInput, Refused, tell
from community.people.models import Consent, Organisation
from referrals.directory.models import Service
from referrals.directory.words import Line
from referrals.offers import services as changes
from referrals.offers.forms import DeclineForm, SendForm, WaitForm
from referrals.offers.models import Offer
from referrals.offers.rules import may_answer, may_send, may_withdraw, sees_offers
from referrals.offers.selectors import (
    Choice,
    choices_for,
    offers_for,
    others_for,
    positions,
    sent_and_waiting,
    to_answer,
    went_back,
)
from referrals.offers.states import ALIVE
from referrals.tracking.models import Referral
from referrals.tracking.rules import follows_referrals, purpose_of
from referrals.tracking.selectors import page_of, referrals_for
from referrals.tracking.services import note_names_shown, note_read
from referrals.tracking.sights import seen_by
from referrals.tracking.wordings import sharing_wording

PAGE = 25
LISTS = {"answer": to_answer, "back": went_back, "sent": sent_and_waiting}


@door(sees_offers, second_factor=True)
@never_cache
def offers(request: Any, *, which: str = "answer") -> HttpResponse:
    """What waits for an answer, what went back, or what one sent oneself."""
    page = Paginator(LISTS[which](request.person), PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    note_names_shown([row.referral for row in rows], by=request.person)
    places = positions(rows)
    shown = {
        "page": page,
        "rows": [(row, places.get(row.pk)) for row in rows],
        "which": which,
        "counts": {name: found(request.person).count() for name, found in LISTS.items()},
    }
    return render(request, "offers/offers.html", shown)


@door(sees_offers, second_factor=True)
@never_cache
def offer(request: Any, pk: int) -> HttpResponse:
    """One family that an organization is asked to take."""
    return _show(request, get_object_or_404(offers_for(request.person), pk=pk))


def _show(request: Any, row: Offer, **forms: Any) -> HttpResponse:
    note_read(row.referral.child, by=request.person, purpose=purpose_of(request.person, row.referral))
    acting = row.state in ALIVE and may_answer(request.person, row)
    shown = {
        "offer": row,
        "seen": seen_by(request.person, row.referral),
        "position": positions([row]).get(row.pk),
        "line": Line(row.service) if row.service else None,
        "decline_form": forms.get("decline") or (DeclineForm() if acting else None),
        "wait_form": forms.get("wait")
        or (WaitForm(initial={"expected_on": row.expected_on}) if acting else None),
        "may_withdraw": row.state in ALIVE and may_withdraw(request.person, row.referral),
        "problem": forms.get("problem"),
    }
    status = forms.get("status", 400 if forms else 200)
    return render(request, "offers/offer.html", shown, status=status)


@door(sees_offers, second_factor=True, methods=("POST",))
@never_cache
def offer_accept(request: Any, pk: int) -> HttpResponse:
    """Take the family."""
    row = get_object_or_404(offers_for(request.person), pk=pk)
    try:
        changes.accept_offer(row, by=request.person)
    except Refused as refusal:
        if refusal.status != 409:
            raise
        row.refresh_from_db(fields=["state"])
        return _show(request, row, problem=refusal.message, status=409)
    tell(request, _("You take the family. Next: call them."))
    return redirect("referral", pk=row.referral_id)


@door(sees_offers, second_factor=True, methods=("POST",))
@never_cache
def offer_decline(request: Any, pk: int) -> HttpResponse:
    """Say no, with the reason."""
    row = get_object_or_404(offers_for(request.person), pk=pk)
    require(may_answer(request.person, row))
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _show(request, row, decline=form)
    changes.decline_offer(row, by=request.person, **form.cleaned_data)
    tell(request, _("Thank you. Who sent the family looks for another place."))
    return redirect("offers")


@door(sees_offers, second_factor=True, methods=("POST",))
@never_cache
def offer_wait(request: Any, pk: int) -> HttpResponse:
    """Put the family on the waiting list."""
    row = get_object_or_404(offers_for(request.person), pk=pk)
    require(may_answer(request.person, row))
    form = WaitForm(request.POST)
    if form.is_valid():
        try:
            changes.put_on_waiting_list(row, by=request.person, **form.cleaned_data)
        except BadInput as refusal:
            form.add_error("expected_on", refusal.message)
    if form.errors:
        return _show(request, row, wait=form)
    tell(request, _("The family is on your waiting list. Who sent them sees the day."))
    return redirect("offers")


@door(sees_offers, second_factor=True, methods=("POST",))
@never_cache
def offer_withdraw(request: Any, pk: int) -> HttpResponse:
    """Take an offer back."""
    row = get_object_or_404(offers_for(request.person), pk=pk)
    changes.withdraw_offer(row, by=request.person)
    tell(request, _("Taken back. You can send the family to somebody else."))
    return redirect("referral", pk=row.referral_id)


@door(follows_referrals, second_factor=True, methods=("GET", "HEAD", "POST"))
@never_cache
def referral_send(request: Any, pk: int) -> HttpResponse:
    """Who could help, with open places, languages and the next free day; then the parent's yes."""
    row = get_object_or_404(page_of(request.person), pk=pk)
    require(may_send(request.person, row))
    choices, others = choices_for(row), others_for(row)
    chosen = _chosen(request, choices, others)
    form = None
    if chosen is not None:
        form = SendForm(request.POST or None, **_said(row, chosen))
    if request.method == "POST" and form is not None and form.is_valid():
        changes.send_to(row, to=chosen, by=request.person)
        tell(request, _("Sent. Their staff is told now, and again if they do not answer."))
        return _after(request, row)
    note_read(row.child, by=request.person, purpose=purpose_of(request.person, row))
    shown = {
        "referral": row,
        "seen": seen_by(request.person, row),
        "choices": [(choice, Line(choice.service)) for choice in choices],
        "others": others,
        "chosen": chosen,
        "chosen_line": Line(chosen) if isinstance(chosen, Service) else None,
        "chosen_name": chosen.listing.name if isinstance(chosen, Service) else chosen,
        "nothing_chosen": request.method == "POST" and chosen is None,
        "form": form,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "offers/send.html", shown, status=status)


@door(follows_referrals, second_factor=True, methods=("POST",))
@never_cache
def referral_give_back(request: Any, pk: int) -> HttpResponse:
    """Who logged the referral is to act again."""
    row = get_object_or_404(page_of(request.person), pk=pk)
    changes.give_back(row, by=request.person)
    tell(request, _("The family is with %(organisation)s again.") % {"organisation": row.organisation.name})
    return _after(request, row)


def _chosen(request: Any, choices: list[Choice], others: QuerySet[Organisation]) -> Any:
    """The service or the organization that was pressed, or None where none was or none such is there."""
    service = request.POST.get("service") or request.GET.get("service")
    body = request.POST.get("organisation") or request.GET.get("organisation")
    services = (choice.service for choice in choices if str(choice.service.pk) == service)
    return next(services, None) or next((one for one in others if str(one.pk) == body), None)


def _said(row: Referral, chosen: Service | Organisation) -> dict[str, str]:
    """What the parent agrees to, in their language."""
    body = chosen.listing.organisation if isinstance(chosen, Service) else chosen
    home, language = row.community, row.child.parent.language
    wording = sharing_wording(Consent.Purpose.SHARE, language, community=home, organisation=body)
    return {"wording": wording, "language": language}


def _after(request: Any, row: Referral) -> HttpResponse:
    """Back to the referral. Who passed on what they received sees it no more."""
    if referrals_for(request.person).filter(pk=row.pk).exists():
        return redirect("referral", pk=row.pk)
    return redirect("referrals")
