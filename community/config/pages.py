"""Pages that belong to no room: choosing a language, and the style guide.

They stand in ``config`` because they concern the pages of every room alike.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from community.config.styleguide import sheets
from community.core.access import door

A_YEAR = 365 * 24 * 3600


@door(None, methods=("POST",))
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the picked language on this device, and go back to the page the visitor came from.

    A language we do not speak changes nothing.
    """
    response = redirect(page_to_return_to(request.POST.get("next", "")))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=A_YEAR,
            httponly=True,
            secure=settings.PRODUCTION,
            samesite="Lax",
        )
    return response


def page_to_return_to(address: str) -> str:
    """``address`` if it is a page of ours that a browser can simply open, else the first page.

    Only a path is accepted, never a host, so that nobody can be led away through us.
    """
    if address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        try:
            view = resolve(urlsplit(address).path).func
        except (Resolver404, ValueError):
            return reverse("home")
        of_door = getattr(view, "door", None)
        if of_door is None or "GET" in of_door.methods:
            return address
    return reverse("home")


@door(None)
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component, in light and in dark, with made-up content."""
    return render(request, "styleguide/page.html", {"sheets": sheets()})
