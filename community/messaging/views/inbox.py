"""The list of conversations. What is searched for is a name as often as not, so no address holds it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from community.core.access import door
from community.core.numbers import key_in
from community.messaging.forms.inbox import SearchForm
from community.messaging.panels.inbox import list_panels, list_view, read_list, seen_as
from community.messaging.selectors import sieves, where_said
from community.messaging.services import inbox_board
from community.people.rules import is_staff, runs_meetings

WORDS_KEY = "inbox_words"


@door(is_staff, second_factor=True)
def threads(request: Any) -> HttpResponse:
    """Every phone that we text with; those that wait for a person first.

    ``?state=`` picks a list, ``?search=on`` what was last looked for. A search does not renew itself.
    """
    state, community = _state(request.GET.get("state")), request.community
    words = request.session.get(WORDS_KEY, "") if request.GET.get("search") else ""
    board = None if words else inbox_board(community)
    number = max(1, key_in(request.GET.get("page")))
    found = read_list(
        community,
        state,
        number,
        person_id=request.person.pk,
        among=where_said(community, words) if words else None,
    )
    view = list_view(state, found["page"].number)
    here = {
        **found,
        "words": words,
        "form": SearchForm(initial={"words": words}),
        "board": board,
        "sends_to_many": runs_meetings(request.person),
        "panels": list_panels({**found, "words": words}),
        "view": view,
        "seen_as": seen_as(view, request.person, language=get_language()).mark,
    }
    return render(request, "messaging/inbox.html", here)


@door(is_staff, second_factor=True, methods=("POST",))
def search(request: Any) -> HttpResponse:
    """Keep what is looked for in the session, and show what is found; nothing typed ends the search."""
    form = SearchForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    asked = {"state": _state(request.POST.get("state"))}
    if words:
        request.session[WORDS_KEY] = words
        asked["search"] = "on"
    else:
        request.session.pop(WORDS_KEY, None)
    return redirect(f"{reverse('inbox')}?{urlencode(asked)}")


def _state(asked: str | None) -> str:
    return asked if asked in sieves(0) else "all"
