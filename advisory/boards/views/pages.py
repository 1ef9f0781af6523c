"""The list of groups, and the page of one: its seats on any day, its subcommittees, its texts."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from advisory.boards import selectors, services
from advisory.boards.forms import DayForm, EndForm, JoinForm, SeatsForm, SubcommitteeForm
from advisory.boards.rules import may_keep
from advisory.boards.views.finding import find_group
from advisory.boards.words import voting_sentences
from community.core import registry
from community.core.access import door
from community.core.errors import BadInput, tell
from community.meetings.rules import reads_meetings
from community.people.models import Group, Membership
from community.people.rules import is_coordinator

reads_boards = reads_meetings


@door(reads_boards)
def boards(request: Any) -> HttpResponse:
    """The groups that this person may read, and which of them look for members."""
    found = selectors.groups_for(request.person)
    return render(request, "boards/boards.html", {"groups": found})


@door(reads_boards)
def board(request: Any, pk: int) -> HttpResponse:
    """Who sits where today or as of ``?on=YYYY-MM-DD``, the subcommittees, and what the group agreed on."""
    group, today = find_group(request, pk), request.community.today()
    form = DayForm({"on": request.GET.get("on") or today})
    day = form.cleaned_data["on"] if form.is_valid() else today
    places = selectors.roster_on(group, day)
    keeps = may_keep(request.person, group)
    shown = {
        "group": group,
        "form": form,
        "day": day,
        "is_today": day == today,
        "places": places,
        "held": sum(place.membership is not None for place in places),
        "subcommittees": selectors.subcommittees_of(group, day),
        "texts": selectors.texts_of(group, today),
        "rules": voting_sentences(selectors.rules_of(group, today)),
        "sections": [html for section in registry.group_sections if (html := section(group, request.person))],
        "keeps": keeps,
        "kinds": Group.Kind,
    }
    if keeps:
        shown |= _forms(group, today)
    return render(request, "boards/board.html", shown)


def _forms(group: Group, today: Any) -> dict[str, Any]:
    if group.parent_id is None:
        return {"seats_form": SeatsForm(initial={"since": today}), "subcommittee_form": SubcommitteeForm()}
    return {"join_form": JoinForm(people=selectors.may_join(group, today))}


@door(is_coordinator, second_factor=True, methods=("POST",))
def board_seats(request: Any, pk: int) -> HttpResponse:
    """More seats."""
    group, form = find_group(request, pk), SeatsForm(request.POST)
    if not form.is_valid():
        raise BadInput(form.first_error())
    services.add_seats(group, by=request.person, **form.cleaned_data)
    tell(request, _("The seats are there."))
    return redirect("board", pk)


@door(is_coordinator, second_factor=True, methods=("POST",))
def board_subcommittee(request: Any, pk: int) -> HttpResponse:
    """A new subcommittee."""
    group, form = find_group(request, pk), SubcommitteeForm(request.POST)
    if not form.is_valid():
        raise BadInput(form.first_error())
    made = services.found_subcommittee(group, by=request.person, **form.cleaned_data)
    tell(request, _("The subcommittee is there. Say who sits in it."))
    return redirect("board", made.pk)


@door(is_coordinator, second_factor=True, methods=("POST",))
def board_join(request: Any, pk: int) -> HttpResponse:
    """A member of the group above sits in this subcommittee too."""
    group, today = find_group(request, pk), request.community.today()
    form = JoinForm(request.POST, people=selectors.may_join(group, today))
    if not form.is_valid():
        raise BadInput(form.first_error())
    services.join_subcommittee(group, since=today, by=request.person, **form.cleaned_data)
    tell(request, _("Written down."))
    return redirect("board", pk)


@door(is_coordinator, second_factor=True, methods=("GET", "HEAD", "POST"))
def membership_end(request: Any, pk: int) -> HttpResponse:
    """The end of somebody's place in a group, with its last day and a reason."""
    rows = Membership.objects.of(request.community).select_related("group__community", "person")
    found = get_object_or_404(rows, pk=pk)
    form = EndForm(request.POST or None, initial={"on": request.community.today()})
    if request.method == "POST" and form.is_valid():
        services.end_membership(found, by=request.person, **form.cleaned_data)
        tell(request, _("Written down. The roster of earlier days stays as it was."))
        return redirect("board", found.group_id)
    shown = {"membership": found, "form": form}
    return render(request, "boards/end.html", shown, status=400 if form.errors else 200)
