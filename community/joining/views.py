"""The page that asks for our texts, its flyer, and where the staff finds both."""

from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from community.core.access import door
from community.core.errors import Refused
from community.core.scanning import picture_of
from community.joining import services
from community.joining.forms import NAMES, JoinForm
from community.joining.rules import KEYWORD, text_link
from community.joining.selectors import waiting_requests
from community.joining.wordings import agreement
from community.people.models import Community
from community.people.rules import is_staff
from community.people.views.ways_in import taking_even_time


def _open_to_all(slug: str) -> Community:
    """The community behind ``slug``, if it has a number to text from."""
    return get_object_or_404(Community, slug=slug, number__isnull=False)


@door(None, methods=("GET", "HEAD", "POST"))
@taking_even_time
def join(request: Any, slug: str) -> HttpResponse:
    """Who texts, about what, how often, and a form. It says the same whoever has the number."""
    community = _open_to_all(slug)
    form = JoinForm(request.POST or None, community=community)
    if request.method == "POST" and form.is_valid():
        # ACCOUNT_RATE_LIMITS; it counts every text that leaves, so that nobody sends them by the hundred.
        if not ratelimit.consume(request, action="join"):
            raise Refused(_("Too many tries. Wait a few minutes, then try again."), status=429)
        services.ask_to_join(
            community,
            phone=form.cleaned_data["phone"],
            first_name=form.cleaned_data["first_name"],
            language=form.cleaned_data["language"],
            wording=form.wording,
        )
        return redirect("join_asked", slug=slug)
    here = {
        "community": community,
        "form": form,
        "keyword": KEYWORD[request.LANGUAGE_CODE],
        "text_link": text_link(str(community.number), request.LANGUAGE_CODE),
    }
    return render(request, "joining/join.html", here, status=400 if form.errors else 200)


@door(None)
def asked(request: Any, slug: str) -> HttpResponse:
    """What happens next."""
    here = {"community": _open_to_all(slug), "keyword": KEYWORD[request.LANGUAGE_CODE]}
    return render(request, "joining/asked.html", here)


@door(None)
def flyer(request: Any, slug: str, language: str) -> HttpResponse:
    """One page of US Letter to print and hand out, in ``language`` whoever looks at it.

    Its picture opens the phone's own texts with number and keyword filled in, not our page: families
    without a data plan or an e-mail can use it, there is no form to type, and a text from the phone itself
    proves whose it is. Number and keyword stand beside it in print, for phones whose camera leaves the word
    out.
    """
    community = _open_to_all(slug)
    if language not in dict(NAMES):
        raise Http404
    with translation.override(language):
        here = {
            "community": community,
            "keyword": KEYWORD[language],
            "picture": picture_of(text_link(str(community.number), language)),
            "agreement": agreement(community),
            "address": _address(request, community),
        }
        response = render(request, "joining/flyer.html", here)
    response.headers["Content-Language"] = language
    return response


@door(is_staff, second_factor=True)
def invite(request: Any) -> HttpResponse:
    """How families come in: the page to send, the flyers to print, and who has asked so far."""
    community = request.community
    here = {
        "address": _address(request, community) if community.number else "",
        "flyers": [(code, name, KEYWORD[code]) for code, name in NAMES],
        "waiting": waiting_requests(community),
    }
    return render(request, "joining/invite.html", here)


def _address(request: Any, community: Community) -> str:
    path = reverse("join", args=[community.slug])
    return settings.PUBLIC_URL + path if settings.PUBLIC_URL else request.build_absolute_uri(path)
