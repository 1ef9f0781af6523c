"""Who is at the door, in which language, and whether a second factor was shown."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.core.errors import NotAllowed
from community.people.models import Person
from community.people.selectors import people_behind

PERSON_KEY = "person"
Handler = Callable[[HttpRequest], HttpResponse]


def person_of(request: HttpRequest) -> Person | None:
    """The person this session acts as: the only one behind its sign-in, or the one they chose."""
    user = request.user
    if not user.is_authenticated:
        return None
    people = list(people_behind(user))
    chosen = request.session.get(PERSON_KEY)
    for person in people:
        if person.pk == chosen or len(people) == 1:
            return person
    return None


class WhoIsHere:
    """Sets ``request.person`` and ``request.community`` (both None for strangers) and the local time zone."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.person = person_of(request)
        request.community = request.person.community if request.person else None
        with timezone.override(request.community.zone if request.community else None):
            return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Somebody who shares a sign-in and has not said who they are is asked first."""
        opens_to = getattr(getattr(view, "door", None), "opens_to", None)
        if opens_to is not None and request.person is None and request.user.is_authenticated:
            return redirect(f"{reverse('who')}?next={request.path}")
        return None


class OwnLanguage:
    """The visitor's language: what they picked on this device, else their own, else the browser's."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        offered = dict(settings.LANGUAGES)
        picked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        own = request.person.language if request.person else None
        language = next(
            (code for code in (picked, own) if code in offered), None
        ) or translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SecondFactor:
    """Doors that ask for two factors refuse a sign-in with one, and lead to setting up the second."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        door = getattr(view, "door", None)
        if door is None or not door.second_factor or request.person is None or showed_second_factor(request):
            return None
        if request.method != "GET":
            raise NotAllowed(_("Sign in with your second factor first."))
        return redirect("mfa_activate_totp")


def showed_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened with a second factor (allauth keeps the list of methods)."""
    methods = request.session.get("account_authentication_methods", [])
    return any(method.get("method") == "mfa" for method in methods)
