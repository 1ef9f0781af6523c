"""The staff's inbox."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import door
from community.core.errors import Refused, tell
from community.core.numbers import key_in
from community.messaging import rules, services
from community.messaging.forms import WriteForm
from community.messaging.models import Thread
from community.messaging.selectors import inbox as threads_of
from community.messaging.selectors import people_by_phone, texts_of
from community.messaging.words import trouble_of, what_happened
from community.people.rules import is_staff
from community.people.selectors import people_at

A_PAGE = 40
SHOWN = 200


@door(is_staff, second_factor=True)
def inbox(request: Any) -> HttpResponse:
    """Every phone that we text with; those that wait for a person first."""
    page = Paginator(threads_of(request.community), A_PAGE).get_page(request.GET.get("page"))
    people = people_by_phone(request.community, [thread.phone for thread in page])
    for thread in page:
        thread.shown_body = rules.without_ways_in(thread.shown_body)  # type: ignore[attr-defined]
        thread.people = people.get(thread.phone, [])  # type: ignore[attr-defined]
    return render(request, "messaging/inbox.html", {"page": page})


@door(is_staff, second_factor=True, methods=("GET", "HEAD", "POST"))
def thread(request: Any, pk: int) -> HttpResponse:
    """The texts with one phone, and a form that adds one. Who reads them is kept."""
    found = get_object_or_404(Thread.objects.of(request.community).select_related("community"), pk=pk)
    form = WriteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_to(found, body=form.cleaned_data["body"], by=request.person, seen=_seen(request))
        except Refused as refusal:
            form.add_error("body", refusal.message)
        else:
            tell(request, _("Your text is on its way."))
            return redirect("thread", pk=pk)
    audit.record(found, "read", by=request.person)
    texts = texts_of(found, last=SHOWN)
    for text in texts:
        text.trouble = trouble_of(text)  # type: ignore[attr-defined]
        text.happened = what_happened(text) if text.reduced_at else ""  # type: ignore[attr-defined]
    here = {"thread": found, "texts": texts, "people": people_at(found.community, found.phone), "form": form}
    here["seen"] = texts[-1].pk if texts else 0
    return render(request, "messaging/thread.html", here, status=400 if form.errors else 200)


@door(is_staff, second_factor=True, methods=("POST",))
def thread_done(request: Any, pk: int) -> HttpResponse:
    """Nothing waits in this thread any more."""
    found = get_object_or_404(Thread.objects.of(request.community).select_related("community"), pk=pk)
    try:
        services.finish_thread(found, by=request.person, seen=_seen(request))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("thread", pk=pk)
    tell(request, _("Done. Nothing waits there now."))
    return redirect("inbox")


def _seen(request: Any) -> int:
    """The newest text on the page whose button was pressed."""
    return key_in(request.POST.get("seen", ""))
