"""Who is at the door, in which language, and whether a second factor was shown."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.people.services import has_set_up_second_factor
from community.people.sessions import methods_of, person_of

Handler = Callable[[HttpRequest], HttpResponse]


class WhoIsHere:
    """Sets ``request.person`` and ``request.community`` (both None for strangers) and the local time zone.

    A visitor without a session costs no query; one who is signed in costs one beside Django's own two.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.person = person_of(request.user, request.session)
        request.community = request.person.community if request.person else None
        with timezone.override(request.community.zone if request.community else None):
            return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Somebody who shares a sign-in and has not said who they are is asked first."""
        door = getattr(view, "door", None)
        if door is None or request.person is not None or not request.user.is_authenticated:
            return None
        if door.opens_to is None and not door.second_factor:
            return None
        return redirect(_with_next("who", request))


class OwnLanguage:
    """The visitor's language: what they picked on this device, else their own, else the browser's."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        language = language_of(request, request.person)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def language_of(request: HttpRequest, person: Any) -> str:
    """The language to speak with ``person`` (None: somebody we do not know) on this device."""
    offered = dict(settings.LANGUAGES)
    picked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    own = person.language if person else None
    known = next((code for code in (picked, own) if code in offered), None)
    return known or translation.get_language_from_request(request)


class SecondFactor:
    """Doors that ask for two factors lead those who owe the second to it, and refuse them until then.

    This only leads the way. What keeps the door shut is ``Person.roles``, which has no role that
    needs two factors until both were shown; so no other door can be a way around.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        door = getattr(view, "door", None)
        if door is None or not door.second_factor or request.person is None:
            return None
        if not request.person.owes_second_factor:
            return None
        if "password" not in methods_of(request.user, request.session):
            return _refuse(
                request,
                _(
                    "You work with the team now, so you sign in by e-mail and password. "
                    "Ask a coordinator if you have none yet."
                ),
            )
        if request.method not in ("GET", "HEAD") or request.headers.get("HX-Request"):
            return _refuse(request, _("First show your second factor: open the first page again."))
        is_set_up = has_set_up_second_factor(request.user)
        return redirect(_with_next("mfa_reauthenticate" if is_set_up else "mfa_activate_totp", request))


def _with_next(url_name: str, request: HttpRequest) -> str:
    """The address of ``url_name``, from which one comes back to where one was going."""
    came_from = request.get_full_path() if request.method == "GET" else reverse("home")
    return f"{reverse(url_name)}?{urlencode({'next': came_from})}"


def _refuse(request: HttpRequest, reason: str) -> HttpResponse:
    # An exception raised before the view is not turned into a page by ``SayWhy``.
    return render(request, "base/refused.html", {"reason": reason}, status=403)
