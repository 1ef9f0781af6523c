"""Doors: every view says whom it opens to, and an architecture test reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from community.core.errors import NotAllowed

Predicate = Callable[..., bool]


@dataclass(frozen=True)
class Door:
    """Whom a view opens to. ``second_factor``: only a sign-in with two factors passes."""

    opens_to: Predicate | None
    second_factor: bool
    methods: tuple[str, ...]


def door(
    opens_to: Predicate | None, *, second_factor: bool = False, methods: tuple[str, ...] = ("GET", "HEAD")
) -> Callable[[Callable[..., HttpResponse]], Any]:
    """Open a view to the persons for whom ``opens_to(person)`` holds, or to anybody when it is None.

    A stranger is sent to sign in; a person of the wrong role gets a 403 in words. Rows are looked up
    inside the visitor's own community (``Model.objects.of(request.community)``), so a foreign id is a 404.
    """

    def hang(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if opens_to is not None:
                if request.person is None:  # type: ignore[attr-defined]
                    # One can come back to a page, but not to the pressing of a button.
                    came_from = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
                    return redirect_to_login(came_from)
                require(opens_to(request.person))  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.door = Door(opens_to, second_factor, methods)  # type: ignore[attr-defined]
        return guarded

    return hang


def require(allowed: bool) -> None:
    """Raise NotAllowed, in words, unless ``allowed``."""
    if not allowed:
        raise NotAllowed(_("This page is for other members of the team. Ask a coordinator if you need it."))
