"""What the pages for everybody share: nothing on them is one visitor's, so they may be kept for a while."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control

from community.people.models import LANGUAGES, Community

View = Callable[..., HttpResponse]

# Short, so that everybody soon reads what was withdrawn or changed.
for_a_while = cache_control(public=True, max_age=300)


def in_its_language(view: View) -> View:
    """The language stands in the address, so a page is the same for everybody who asks for it."""

    @wraps(view)
    def spoken(request: Any, slug: str, *args: Any, language: str, **kwargs: Any) -> HttpResponse:
        if language not in dict(LANGUAGES):
            raise Http404
        community = get_object_or_404(Community, slug=slug)
        with translation.override(language), timezone.override(community.zone):
            response = view(request, slug, *args, language=language, **kwargs)
        response.headers["Content-Language"] = language
        return response

    return spoken
