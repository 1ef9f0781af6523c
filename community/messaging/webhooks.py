"""Where Twilio tells us of texts: one that came in, and what became of one that went out."""

import logging
import re
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseNotFound,
)
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from community.core import jobs
from community.core.access import door
from community.messaging import gateway, services
from community.messaging.selectors import community_texted_at, thread_between
from community.people.phones import is_e164

log = logging.getLogger(__name__)

SWEEP_ALL_JOB = "community.messaging.jobs.sweep"
_SID = re.compile(r"[A-Za-z0-9]{1,34}")
_NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


def _thanks() -> HttpResponse:
    """Empty TwiML: our answers go through the queue, where the house keeps what it sent."""
    return HttpResponse(_NOTHING_TO_SAY, content_type="text/xml")


@csrf_exempt
@door(None, methods=("POST",))
def inbound(request: HttpRequest) -> HttpResponse:
    """A text came in. Nothing is kept unless Twilio signed it and its number is one of ours."""
    return _take_in(request)


@csrf_exempt
@door(None, methods=("POST",))
def fallback(request: HttpRequest) -> HttpResponse:
    """A text came in, and its first webhook failed. If this fails too, the sweep takes the text in."""
    try:
        return _take_in(request)
    except Exception as fault:  # whatever is broken: Twilio does not come a third time
        # No traceback: the fault's own words may hold a phone number or a name.
        log.error("a text could not be taken in at the second address either: %s", type(fault).__name__)
        jobs.enqueue(SWEEP_ALL_JOB)
        return _thanks()


def _take_in(request: HttpRequest) -> HttpResponse:
    if not gateway.signature_is_right(request):
        return HttpResponseForbidden(_("This was not signed by our texting service."))
    sid, phone = request.POST.get("MessageSid", ""), request.POST.get("From", "")
    if not _SID.fullmatch(sid) or not is_e164(phone):
        return HttpResponseBadRequest(_("A text needs a MessageSid and a From number that can be texted."))
    texted = request.POST.get("To", "")
    number = texted if is_e164(texted) else ""
    thread = thread_between(number, phone)
    community = thread.community if thread else community_texted_at(number)
    if community is None:
        return HttpResponseNotFound(_("No community has this number."))
    services.receive_text(
        community=community,
        thread=thread,
        phone=phone,
        body=request.POST.get("Body", ""),
        sid=sid,
        carrier_said=request.POST.get("OptOutType", ""),
        pictures=min(_number(request.POST.get("NumMedia")) or 0, 99),
    )
    return _thanks()


@csrf_exempt
@door(None, methods=("POST",))
def status(request: HttpRequest) -> HttpResponse:
    """News of a text that went out."""
    if not gateway.signature_is_right(request):
        return HttpResponseForbidden(_("This was not signed by our texting service."))
    sid = request.POST.get("MessageSid", "")
    if not _SID.fullmatch(sid):
        return HttpResponseBadRequest(_("News of a text needs its MessageSid."))
    services.take_status(
        sid=sid,
        status=request.POST.get("MessageStatus", ""),
        error_code=_number(request.POST.get("ErrorCode")),
        message_id=_number(request.GET.get("message")),
    )
    return _thanks()


def _number(typed: Any) -> int | None:
    """``typed`` as a number that fits our columns, or None."""
    return int(typed) if typed and re.fullmatch(r"[0-9]{1,9}", typed) else None
