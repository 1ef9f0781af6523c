"""Pages of people."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from community.core import registry
from community.core.access import door
from community.people.forms import DirectoryForm
from community.people.models import Consent, Person
from community.people.rules import is_staff
from community.people.selectors import directory


@door(None, second_factor=True)
def home(request: Any) -> HttpResponse:
    """What to do next, for whoever is here."""
    if not request.user.is_authenticated:
        return render(request, "people/welcome.html")
    found = _lines(registry.todos, request.person)
    steps = (offer(request.person) for offer in registry.first_steps) if request.person else ()
    found.sort(key=lambda todo: todo.urgency)
    shown = {
        "todos": [todo for todo in found if todo.urgency < registry.NEWS],
        "news": [todo for todo in found if todo.urgency >= registry.NEWS],
        "ways_in": _lines(registry.ways_in, request.person),
        "first_step": next((step for step in steps if step), None),
    }
    return render(request, "people/home.html", shown)


def _lines(
    plugs: Iterable[Callable[[Any], Iterable[registry.Todo]]], person: Person | None
) -> list[registry.Todo]:
    return [line for lines in plugs for line in lines(person)] if person else []


@door(is_staff, second_factor=True)
def people(request: Any) -> HttpResponse:
    """Who has a seat or a post, today or as of ``?on=YYYY-MM-DD``, in all groups or in one."""
    day, group = request.community.today(), None
    asked = {"group": request.GET.get("group"), "on": request.GET.get("on") or day}
    form = DirectoryForm(asked, community=request.community)
    if form.is_valid():
        day, group = form.cleaned_data["on"], form.cleaned_data["group"]
    found = directory(request.community, day, group=group)
    return render(request, "people/people.html", {"form": form, "day": day, "found": found})


@door(is_staff, second_factor=True)
def person(request: Any, pk: int) -> HttpResponse:
    """One person: how to reach them, and their places and posts over time."""
    who = get_object_or_404(
        Person.objects.of(request.community).select_related("organisation", "household"), pk=pk
    )
    return render(
        request,
        "people/person.html",
        {
            "who": who,
            "places": who.memberships.select_related("group").order_by("-since"),
            "posts": who.staff_roles.order_by("-since"),
            "agreed": _agreed_in_the_open(who),
        },
    )


def _agreed_in_the_open(who: Person) -> QuerySet[Consent]:
    """What stands of ``who``'s consents, but for referrals: those are only for who follows the child."""
    standing = Consent.objects.filter(person=who, withdrawal=None)
    return standing.exclude(purpose__in=Consent.OF_A_CHILD).order_by("-given_at")
