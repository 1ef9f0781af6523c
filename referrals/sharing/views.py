"""Pages of records opened with a reason, and of what remains when a parent has ended the sharing."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.core.access import door
from community.core.errors import Refused, tell
from community.people.models import Channel
from referrals.sharing.forms import GlassForm, HeardForm
from referrals.sharing.models import Glass
from referrals.sharing.renewals import first_to_end, to_answer
from referrals.sharing.rules import keeps_watch, may_break
from referrals.sharing.selectors import glasses_of, kept_for
from referrals.sharing.services import SeesAlready, answer_renewal, note_look, read_through
from referrals.sharing.wordings import renewed_wording
from referrals.tracking.hooks import says_of
from referrals.tracking.rules import follows_referrals, is_ambassador
from referrals.tracking.selectors import page_of, way_of
from referrals.tracking.sights import Role, Seen

ON_A_PAGE = 25


@door(may_break, second_factor=True, methods=("GET", "HEAD", "POST"))
@never_cache
def glass(request: Any) -> HttpResponse:
    """Open one record that one may not see, with a reason."""
    sent = request.POST if request.method == "POST" else None
    form = GlassForm(sent, by=request.person, initial={"number": request.GET.get("number")})
    if sent is not None and form.is_valid():
        try:
            opened = form.save()
        except SeesAlready:
            return redirect("referral", pk=form.cleaned_data["number"])
        if opened is not None:
            return redirect("glass_record", pk=opened.pk)
    own = Glass.objects.of(request.community).filter(person=request.person).order_by("-pk")[:5]
    still_open = [one for one in own if one.is_open]
    shown = {"form": form, "still_open": still_open}
    return render(request, "sharing/glass.html", shown, status=200 if sent is None else 400)


@door(may_break, second_factor=True)
@never_cache
def glass_record(request: Any, pk: int) -> HttpResponse:
    """The whole record, for whoever opened it, until the hour is over."""
    rows = Glass.objects.of(request.community).select_related(
        *("referral__child__parent", "referral__community", "referral__organisation", "referral__consent"),
        "referral__receiver",
    )
    opened = get_object_or_404(rows, pk=pk, person=request.person)
    referral = read_through(opened, by=request.person)
    shown = {
        "glass": opened,
        "referral": referral,
        "seen": Seen(referral, Role.GLASS, today=request.community.today()),
        "steps": way_of(referral),
        "says": says_of([referral.pk]).get(referral.pk),
    }
    return render(request, "sharing/glass_record.html", shown)


@door(keeps_watch, second_factor=True)
@never_cache
def glass_list(request: Any) -> HttpResponse:
    """Everything that was opened with a reason, and into what nobody has looked yet."""
    page = Paginator(glasses_of(request.community), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "sharing/glass_list.html", {"page": page})


@door(keeps_watch, second_factor=True, methods=("POST",))
@never_cache
def glass_seen(request: Any, pk: int) -> HttpResponse:
    """Somebody has looked into it."""
    note_look(get_object_or_404(Glass.objects.of(request.community), pk=pk), by=request.person)
    tell(request, _("Noted that you looked into it."))
    return redirect("glass_list")


@door(is_ambassador, second_factor=True, methods=("GET", "HEAD", "POST"))
@never_cache
def renewal_heard(request: Any, pk: int) -> HttpResponse:
    """What a parent says on the phone about what ends soon: the words to read to them, then their answer."""
    referral = get_object_or_404(page_of(request.person), pk=pk)
    consent = first_to_end(referral)
    if consent is None:
        raise Refused(_("Nothing that the parent agreed to ends within a month."))
    sent = request.POST if request.method == "POST" else None
    form = HeardForm(sent)
    if sent is not None and form.is_valid():
        goes_on = form.cleaned_data["answer"] == "yes"
        answer_renewal(consent, goes_on=goes_on, channel=Channel.VOICE, by=request.person)
        tell(request, _("Noted what the parent said."))
        return redirect("referral", pk=pk)
    language = consent.person.language
    shown = {
        "referral": referral,
        "form": form,
        "wordings": [renewed_wording(row, language) for row in to_answer(consent)],
        "language": language,
    }
    return render(request, "sharing/heard.html", shown, status=200 if sent is None else 400)


@door(follows_referrals, second_factor=True)
@never_cache
def kept(request: Any) -> HttpResponse:
    """What the law makes one keep of referrals whose parents have ended the sharing. No names."""
    page = Paginator(kept_for(request.person), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "sharing/kept.html", {"page": page})
