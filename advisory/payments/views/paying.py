"""Paying one stipend, or one meeting, at once."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.payments.services import mark_paid, pay_meeting
from advisory.stipends.models import Stipend
from advisory.stipends.views.money import back, for_meeting
from community.core.access import door
from community.core.errors import tell
from community.people.rules import handles_money

States = Stipend.State


@door(handles_money, second_factor=True, methods=("POST",))
def stipend_pay(request: Any, pk: int) -> HttpResponse:
    """Mark one paid."""
    stipend = get_object_or_404(Stipend.objects.of(request.community), pk=pk)
    mark_paid(stipend, by=request.person)
    tell(request, _("Marked paid. The member gets a text."))
    return back(States.APPROVED)


@door(handles_money, second_factor=True, methods=("POST",))
def meeting_pay(request: Any, pk: int) -> HttpResponse:
    """Mark what is approved for one meeting paid."""
    count = for_meeting(request, pk, pay_meeting)
    tell(
        request,
        ngettext("%(count)d stipend marked paid.", "%(count)d stipends marked paid.", count)
        % {"count": count},
    )
    return back(States.APPROVED)
