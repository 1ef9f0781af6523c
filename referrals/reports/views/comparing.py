"""The page that sets a place, or its groups, beside another: of what is released, and of nothing else."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from community.core.access import door
from community.people.rules import is_known
from referrals.equity import findings
from referrals.equity.selectors import published_indicators
from referrals.equity.views import compared_as_asked
from referrals.reports.selectors import released_entries


@door(is_known)
def equity(request: Any) -> HttpResponse:
    """Rates by group here and elsewhere, as the address asks.

    It hides what the releases hide, for everybody alike: beside a release it gives nothing away.
    """
    context = compared_as_asked(request, released_entries(request.community))
    context["indicators"] = [(findings.value(one), one) for one in published_indicators(request.community)]
    return render(request, "equity/equity.html", context | {"at": "compare"})
