"""The Ambassador's page."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from community.core.access import door
from referrals.caseload import selectors
from referrals.caseload.rules import keeps_caseload
from referrals.tracking.services import note_names_shown

PAGE = 25


@door(keeps_caseload, second_factor=True)
@never_cache
def caseload(request: Any, *, only_uncalled: bool = False) -> HttpResponse:
    """By name, what is due first; or only the families who say that nobody called."""
    found = selectors.cases(request.community)
    uncalled = [case for case in found if case.nobody_called]
    page = Paginator(uncalled if only_uncalled else found, PAGE).get_page(request.GET.get("page"))
    rows = selectors.rows(list(page))
    note_names_shown([row.referral for row in rows], by=request.person)
    shown = {
        "page": page,
        "rows": rows,
        "all_count": len(found),
        "uncalled_count": len(uncalled),
        "only_uncalled": only_uncalled,
    }
    return render(request, "caseload/caseload.html", shown)
