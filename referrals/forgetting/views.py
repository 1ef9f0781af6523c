"""The page on which a coordinator erases a child at the parent's wish."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.core.access import door
from community.core.errors import tell
from referrals.forgetting.forms import EraseForm
from referrals.forgetting.rules import may_erase
from referrals.forgetting.selectors import same_children
from referrals.tracking.selectors import page_of
from referrals.tracking.services import note_read
from referrals.tracking.sights import seen_by


@door(may_erase, second_factor=True, methods=("GET", "HEAD", "POST"))
@never_cache
def erase(request: Any, pk: int) -> HttpResponse:
    """Say what goes and what stays, ask once more, and erase."""
    referral = get_object_or_404(page_of(request.person), pk=pk)
    children = same_children(referral.child)
    form = EraseForm(request.POST or None, by=request.person)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save(children)
        tell(request, _("The record is erased. The counts stay as they were."))
        return redirect("caseload")
    note_read(referral.child, by=request.person)
    seen = seen_by(request.person, referral)
    shown = {"referral": referral, "seen": seen, "form": form, "others": len(children) - 1}
    status = 400 if request.method == "POST" else 200
    return render(request, "forgetting/erase.html", shown, status=status)
