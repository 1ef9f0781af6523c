"""Pages of people."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from community.core import registry
from community.core.access import door


@door(None)
def home(request: Any) -> HttpResponse:
    """What to do next, for whoever is here."""
    found = [todo for todos in registry.todos for todo in todos(request.person)] if request.person else []
    return render(request, "people/home.html", {"todos": sorted(found, key=lambda todo: todo.urgency)})
