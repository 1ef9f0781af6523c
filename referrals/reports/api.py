"""The releases for programs: read only, described by OpenAPI, with the numbers that were issued."""

import json
import math
from collections.abc import Iterator
from typing import Any

from django.core.validators import slug_re
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from ninja import NinjaAPI, Path
from ninja.errors import Throttled
from ninja.throttling import AnonRateThrottle

from community.core.access import door
from community.core.numbers import key_in
from community.people.models import Community
from referrals.reports.models import Release
from referrals.reports.schemas import Line, Problem, Whole
from referrals.reports.selectors import newer_numbers, releases_of

ROOT = "/api/reports/"
api = NinjaAPI(
    title="Releases of figures",
    version="1",
    description="What a community has released, as it was issued. What is not shown is null, never 0.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="releases",
    throttle=[AnonRateThrottle("120/m")],
)


PROBLEMS = {404: Problem, 429: Problem}


@api.exception_handler(Http404)
def nothing_there(request: Any, _exception: Exception) -> HttpResponse:
    """In words, for whoever reads what a program was told."""
    said = _("There is no such community, or it has no release with this number.")
    return api.create_response(request, {"detail": said}, status=404)


@api.exception_handler(Throttled)
def too_often(request: Any, exception: Throttled) -> HttpResponse:
    """With the seconds to wait, where they are known."""
    said = _("That was asked too often in a minute. Wait, and ask again.")
    answer = api.create_response(request, {"detail": said}, status=429)
    if exception.wait:
        answer.headers["Retry-After"] = str(math.ceil(exception.wait))
    return answer


@api.get(
    "{slug}/releases/",
    response={200: list[Line], **PROBLEMS},
    url_name="api_releases",
    summary="All releases, newest first",
)
def api_releases(request: Any, slug: str) -> list[dict[str, Any]]:
    """The releases of the community called ``slug``."""
    community = _community(slug)
    newer = newer_numbers(community)
    return [_line(release, newer) for release in releases_of(community)]


@api.get(
    "{slug}/releases/{number}/",
    response={200: Whole, **PROBLEMS},
    url_name="api_release",
    summary="One release",
)
def api_release(request: Any, slug: str, number: Path[str]) -> dict[str, Any]:
    """Everything that a release says; ``release`` is what was issued, whose SHA-256 is ``sha256``."""
    community = _community(slug)
    release = get_object_or_404(releases_of(community), number=key_in(number))
    return {**_line(release, newer_numbers(community)), "release": json.loads(release.body)}


@door(None)
def api_description(request: Any) -> HttpResponse:
    """The OpenAPI description."""
    return JsonResponse(api.get_openapi_schema(path_prefix=ROOT))


def addresses() -> Iterator[URLPattern]:
    """The addresses of the API, open to everybody and kept for a while."""
    for found in api.urls[0]:
        if isinstance(found, URLPattern) and found.name in {"api_releases", "api_release"}:
            view = door(None)(cache_control(public=True, max_age=300)(found.callback))
            yield URLPattern(found.pattern, view, name=found.name)


def _community(slug: str) -> Community:
    """Letters that no slug has are not asked of the database: PostgreSQL has no NUL."""
    if not slug_re.match(slug):
        raise Http404
    return get_object_or_404(Community, slug=slug)


def _line(release: Release, newer: dict[str, int]) -> dict[str, Any]:
    withdrawal = getattr(release, "withdrawal", None)
    latest = newer.get(release.table, 0)
    return {
        "number": release.number,
        "issued_at": release.issued_at,
        "table": release.table,
        "is_sample": release.is_sample,
        "sha256": release.sha256,
        "withdrawn": None if withdrawal is None else {"at": withdrawal.at, "why": withdrawal.why},
        "newer": latest if latest > release.number else None,
    }
