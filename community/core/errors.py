"""Saying no in plain words."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation


class Refused(Exception):
    """A rule of the house says no. The message is for the person who asked, in their language.

    ``status`` is the HTTP status a page answers with: 409 when the moment is wrong, 400 when the
    input is, 403 when the person may not.
    """

    status = 409

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.status = status or self.status
        self.afterwards: Callable[[], Any] | None = None

    def leave_to_do(self, work: Callable[[], Any]) -> None:
        """Have ``work`` done once the caller's transaction is over: kept, or undone by this refusal.

        Where the refusal is what ends the transaction, Django forgets what waited for the commit:
        whoever opened it calls ``undone`` behind it.
        """
        self.afterwards = work
        transaction.on_commit(work, robust=True)

    def undone(self) -> None:
        """Behind a transaction that this refusal has undone: do what it left to do. Its failure is logged."""
        if self.afterwards is not None:
            transaction.on_commit(self.afterwards, robust=True)


class BadInput(Refused):
    """What was entered cannot be right."""

    status = 400


class NotAllowed(Refused):
    """The person may not do this."""

    status = 403


class SayWhy:
    """Middleware: a refusal becomes a page (or JSON, for scripts) that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"error": str(exception)}, status=exception.status)
        # A signed link speaks its person's language, which is no longer in force here.
        language = getattr(request, "LANGUAGE_CODE", None) or translation.get_language()
        with translation.override(language):
            page = render(request, "base/refused.html", {"reason": exception}, status=exception.status)
        page.headers["Content-Language"] = language
        return page


def tell(request: HttpRequest, message: str) -> None:
    """Show ``message`` on the next page this visitor sees."""
    messages.success(request, message)
