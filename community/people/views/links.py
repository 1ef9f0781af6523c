"""The doors of signed links: /l/<token>/ and what stands behind it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from community.core import registry
from community.core.access import door
from community.people.middleware import language_of
from community.people.services import look_up_link

View = Callable[..., HttpResponse]


def discreet(view: View) -> View:
    """Keep the address, which is the key, out of caches, search engines and Referer headers."""

    @wraps(view)
    def quiet(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        # With "no-referrer" browsers also send "Origin: null" with a form, which Django refuses as forged.
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return quiet


def _open(request: Any, token: str, action: str) -> HttpResponse:
    """Let the link's purpose answer, as its person would see it.

    An unknown token is a 404, one that has run out a 410; both say how to get a new one. A link
    opens one page and signs nobody in: whoever is signed in on this device does not count here.
    """
    link = look_up_link(token)
    request.person, request.community = None, link.person.community if link else None
    if link is None or link.expires_at <= timezone.now():
        return render(
            request, "people/link_ended.html", {"known": link is not None}, status=410 if link else 404
        )
    purpose = registry.link_purposes.get(link.purpose)
    if purpose is None:
        raise Http404
    # A link is one factor: whoever holds it has none of the roles that need two.
    link.person.both_factors = False
    language = language_of(request, link.person)
    with translation.override(language), timezone.override(link.person.community.zone):
        request.LANGUAGE_CODE = language
        response = purpose.page(request, link, action)
        response.headers["Content-Language"] = language
        return response


@discreet
@door(None)
def link(request: Any, token: str, action: str = "") -> HttpResponse:
    """Show the page of a link, or a part of it."""
    return _open(request, token, action)


@discreet
@door(None, methods=("POST",))
def link_do(request: Any, token: str, action: str) -> HttpResponse:
    """Act as the person of a link. The form's token against forgery needs a cookie, but no sign-in."""
    return _open(request, token, action)
