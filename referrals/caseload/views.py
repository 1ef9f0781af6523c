"""The Ambassador's pages."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.core.access import door
from community.core.errors import BadInput, tell
from referrals.caseload import selectors
from referrals.caseload.forms import ContactForm, PressForm
from referrals.caseload.rules import keeps_caseload
from referrals.caseload.selectors import Show
from referrals.caseload.services import log_contact
from referrals.tracking import hooks
from referrals.tracking.models import Referral
from referrals.tracking.selectors import page_of
from referrals.tracking.services import note_names_shown, note_read

PAGE = 25
# No number of a page is longer.
DIGITS = 6
ADDRESSES = {
    Show.TODAY: "caseload",
    Show.ALL: "caseload_all",
    Show.UNCALLED: "caseload_uncalled",
    Show.HELP: "caseload_help",
}


class Pages(Paginator):
    """Pages of the list. Counting stops where it would take long, or one page after the one asked for."""

    def __init__(self, cases: Any, asked: str) -> None:
        super().__init__(cases, PAGE)
        number = int(asked[:DIGITS]) if asked.isdecimal() else 1
        self.most = max(selectors.MOST_COUNTED, (number + 1) * PAGE)

    @cached_property
    def count(self) -> int:
        cases: Any = self.object_list
        return selectors.counted(cases, most=self.most)

    @property
    def goes_on(self) -> bool:
        """Whether there may be more than were counted, so that nobody knows the last page."""
        return self.count >= self.most


@door(keeps_caseload, second_factor=True)
@never_cache
def caseload(request: Any, *, show: str = Show.TODAY) -> HttpResponse:
    """By name, whom to call first."""
    today, of = request.community.today(), request.GET.get("of")
    own = selectors.open_cases(request.community, keepers=selectors.keepers_for(request.person))
    is_own = of == "mine" or (of != "all" and own.exists())
    cases = own if is_own else selectors.open_cases(request.community)
    found = selectors.with_names(selectors.shown(cases, show, today=today))
    asked = request.GET.get("page", "")
    page = Pages(found, asked).get_page(asked)
    rows = selectors.rows(list(page), today=today)
    note_names_shown([row.referral for row in rows], by=request.person)
    counts = selectors.by_part(cases, today=today, known={Show(show): page.paginator.count})
    shown = {
        "page": page,
        "rows": rows,
        "show": show,
        "tabs": [(one, selectors.in_words(counts[one])) for one in Show],
        "of": "mine" if is_own else "all",
        "ambassadors": selectors.ambassadors_of(request.community),
    }
    return render(request, "caseload/caseload.html", shown)


@door(keeps_caseload, second_factor=True, methods=("GET", "HEAD", "POST"))
@never_cache
def case(request: Any, pk: int) -> HttpResponse:
    """All that was tried for one family, and the form of the next. Each reading is a line in the audit."""
    referral = get_object_or_404(page_of(request.person), pk=pk)
    contacts = list(selectors.contacts_of(referral))
    form = ContactForm(request.POST or None, referral=referral, by=request.person, seen=len(contacts))
    if request.method == "POST" and form.is_valid() and form.save():
        tell(request, _("Noted. Thank you for calling."))
        return redirect("case", pk=pk)
    note_read(referral.child, by=request.person)
    is_open = referral.state != Referral.State.CLOSED
    shown = {
        "referral": referral,
        "contacts": contacts,
        "form": form if is_open else None,
        "sections": [section(referral, request.person) for section in hooks.sections],
    }
    return render(request, "caseload/case.html", shown, status=400 if request.method == "POST" else 200)


@door(keeps_caseload, second_factor=True, methods=("POST",))
@never_cache
def case_call(request: Any, pk: int) -> HttpResponse:
    """One press on the list: a call today."""
    referral = get_object_or_404(page_of(request.person), pk=pk)
    form = PressForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Choose what came of it."))
    contact = log_contact(referral, form.told(), seen=form.cleaned_data["seen"], by=request.person)
    tell(request, _("Noted: %(outcome)s.") % {"outcome": contact.get_outcome_display()})
    return redirect(list_of(request.POST))


def list_of(post: Any) -> str:
    """The address of the list from which somebody pressed, as far as ``post`` says it rightly."""
    asked = {
        "of": post.get("of") if post.get("of") in ("all", "mine") else "",
        "page": post.get("page") if post.get("page", "").isdecimal() and post["page"] != "1" else "",
    }
    said = urlencode({name: value for name, value in asked.items() if value})
    address = reverse(ADDRESSES.get(post.get("show"), "caseload"))
    return f"{address}?{said}" if said else address
