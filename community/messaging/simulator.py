"""Phones on a page: for the demo and for trying things out, never for the world."""

from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from community.core.access import door
from community.core.errors import BadInput
from community.core.numbers import key_in
from community.live.entry import audience_for, picked_language
from community.live.panels import snapshot
from community.messaging import gateway
from community.messaging.forms.inbox import CallForm, PhoneForm
from community.messaging.selectors import demo_community, phone_owner, phones_by_role
from community.messaging.services import phones_board
from community.people.models import Person

_DIGITS = range(1, 9)
_KEYS = (*range(1, 10), 0)


@door(None, methods=("GET", "HEAD", "POST"))
def simulator(request: Any) -> HttpResponse:
    """Pick up somebody's phone: read what came, and text back through the same door as Twilio."""
    community = request.community or demo_community()
    if community is None:
        raise Http404
    asked = request.GET.get("person", "")
    owner = phone_owner(community.pk, key_in(asked))
    if asked and owner is None:
        raise Http404
    if owner is None:
        return render(request, "messaging/simulator.html", {"phones": phones_by_role(community)})
    owner.community = community
    form = PhoneForm(request.POST)
    if request.method == "POST" and form.is_valid():
        answer = _text_from(request, owner, form.cleaned_data["body"])
        return _went(request, owner, answer)
    board = phones_board(community)
    audience = audience_for(
        board, request.person, claimed=str(owner.pk), language=picked_language(request.COOKIES)
    )
    if audience is None:
        raise Http404
    here = {
        "phones": phones_by_role(community),
        "owner": owner,
        "home": community,
        "board": board,
        "digits": _DIGITS,
        **snapshot(board, audience),
    }
    return render(request, "messaging/simulator.html", here)


def _went(request: HttpRequest, owner: Person, answer: HttpResponse) -> HttpResponse:
    """What the page says when a text was handed in: to its script in JSON, else by showing itself again."""
    taken = answer.status_code == 200
    words = _("Sent.") if taken else _("The text was not taken: %(why)s") % {"why": answer.content.decode()}
    gone = phone_owner(owner.community_id, owner.pk) is None
    if gone:
        words = _("This number is not that of %(name)s any more.") % {"name": owner.first_name}
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"said": words})
    if gone or not taken:
        messages.error(request, words)
    return redirect("simulator" if gone else f"{reverse('simulator')}?person={owner.pk}#body")


def _text_from(request: HttpRequest, owner: Person, body: str) -> HttpResponse:
    """Hand a text to whatever answers Twilio's address."""
    fields = {
        "MessageSid": gateway.made_up_sid(),
        "From": str(owner.phone),
        "To": owner.community.number or "",
        "Body": body,
    }
    return _hand_in(request, reverse("sms_inbound"), fields)


def _hand_in(request: HttpRequest, address: str, fields: dict[str, str]) -> HttpResponse:
    """Post ``fields`` to ``address``, a path of ours, signed as Twilio signs."""
    raw = urlencode(fields).encode()
    path, _mark, asked = address.partition("?")
    kept = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "HTTP_X_FORWARDED_PROTO")
    environ = {
        **{key: request.META[key] for key in kept if key in request.META},
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": asked,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(raw)),
        "wsgi.input": BytesIO(raw),
        "wsgi.url_scheme": request.scheme,
    }
    full = WSGIRequest(environ).build_absolute_uri()
    environ["HTTP_X_TWILIO_SIGNATURE"] = gateway.sign_for_simulator(full, fields)
    return resolve(path).func(WSGIRequest(environ))


@door(None, methods=("GET", "HEAD", "POST"))
def simulated_call(request: Any, pk: int) -> HttpResponse:
    """Call the community from somebody's phone: read what is said, and press keys."""
    community = request.community or demo_community()
    owner = phone_owner(community.pk, pk) if community else None
    if community is None or owner is None:
        raise Http404
    here: dict[str, Any] = {"owner": owner, "home": community, "digits": _KEYS}
    if request.method == "POST":
        form = CallForm(request.POST)
        if not form.is_valid():
            raise BadInput(_("Call again: this call has ended."))
        sid, goes_to = form.cleaned_data["call"] or gateway.made_up_sid("CA"), form.cleaned_data["goes_to"]
        fields = {
            "CallSid": sid,
            "From": str(owner.phone),
            "To": community.number or "",
            "Direction": "inbound",
        }
        if goes_to:
            fields["Digits"] = form.cleaned_data["digits"]
        answer = _hand_in(request, goes_to or reverse("voice_begin"), fields)
        here |= {"heard": gateway.heard(answer.content.decode()), "call": sid}
    return render(request, "messaging/simulated_call.html", here)
