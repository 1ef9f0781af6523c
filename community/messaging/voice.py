"""Where Twilio asks what to say in a call, and the page that has us call somebody."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from community.core.access import door
from community.core.errors import Refused, tell
from community.core.numbers import key_in
from community.messaging import gateway
from community.messaging.selectors import community_texted_at
from community.messaging.services import calling, calls
from community.messaging.services.calls import Turn
from community.people.models import Community
from community.people.phones import is_e164

# What Twilio puts for a number that is withheld: these words on a phone's keys
# (https://help.twilio.com/articles/223179988).
_WITHHELD = frozenset({"+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"})
_SID = re.compile(r"[A-Za-z0-9]{1,34}")


@csrf_exempt
@door(None, methods=("POST",))
def begin(request: HttpRequest) -> HttpResponse:
    """Somebody called us, or has taken our call: greet them and read the first question."""
    if (no := _unsigned(request)) is not None:
        return no
    community, phone = _who(request)
    if community is None:
        return _polite_no(_("Nobody uses this number now. Goodbye."))
    if phone is None:
        return _polite_no(
            _("We cannot see which phone you call from. Please call from the phone that gets our texts.")
        )
    return _turn(calls.begin_call(community=community, phone=phone), number=1)


@csrf_exempt
@door(None, methods=("POST",))
def answer(request: HttpRequest) -> HttpResponse:
    """A number was pressed, or none. Told twice it counts once: the call and its turn name it."""
    if (no := _unsigned(request)) is not None:
        return no
    community, phone = _who(request)
    if community is None or phone is None:
        return _polite_no(_("Nobody uses this number now. Goodbye."))
    number = key_in(request.GET.get("turn", ""))
    digits = request.POST.get("Digits", "")
    turn = calls.hear_digits(
        community=community,
        phone=phone,
        digits=digits if re.fullmatch(r"[0-9]{1,4}", digits) else "",
        key=f"{request.POST.get('CallSid', '')}:{number}",
        after=key_in(request.GET.get("after", "")),
        turn=number,
        was_silent=request.GET.get("silent", "") != "",
    )
    return _turn(turn, number=number + 1)


def _unsigned(request: HttpRequest) -> HttpResponse | None:
    """Why this did not come from Twilio, or None."""
    if not gateway.signature_is_right(request):
        return HttpResponseForbidden(_("This was not signed by our texting service."))
    if not _SID.fullmatch(request.POST.get("CallSid", "")):
        return HttpResponseBadRequest(_("A call needs its CallSid."))
    return None


def _who(request: HttpRequest) -> tuple[Community | None, str | None]:
    """Whose number it is, and the family's phone (None: it is withheld), whichever of them called."""
    caller, called = request.POST.get("From", ""), request.POST.get("To", "")
    if request.POST.get("Direction", "").startswith("outbound"):
        caller, called = called, caller
    community = community_texted_at(called) if is_e164(called) else None
    return community, caller if is_e164(caller) and caller not in _WITHHELD else None


def _polite_no(words: str) -> HttpResponse:
    """For somebody whose language we cannot know."""
    return _twiml([(get_language() or "en", words)])


def _turn(turn: Turn, *, number: int) -> HttpResponse:
    """The TwiML of ``turn``. The address that answers it says where the call stands, not who calls."""
    if turn.is_last:
        return _twiml(turn.sentences)
    asked = {"turn": number, "after": turn.after, **({"silent": 1} if turn.was_silent else {})}
    goes_to = f"{reverse('voice_answer')}?{urlencode(asked)}"
    return _twiml(turn.sentences, answers_to=goes_to, keys=turn.keys)


def _twiml(sentences: Sequence[tuple[str, str]], **more: Any) -> HttpResponse:
    return HttpResponse(gateway.spoken(sentences, **more), content_type="text/xml")


def listen(request: Any, link: Any, action: str = "") -> HttpResponse:
    """The page behind a link of purpose "listen": a button that has us call the phone of its person."""
    if action not in ("", "call"):
        raise Http404
    if request.method == "POST":
        if not calling.call_person(link.person):
            raise Refused(_("We have just called. Wait two minutes, then press again."), status=429)
        tell(request, _("Your phone rings in a moment."))
        return redirect("link", token=request.resolver_match.kwargs["token"])
    here = {"person": link.person, "community": link.person.community}
    return render(request, "messaging/listen.html", here)
