"""The page of one seat: who has held it, who could, and what becomes of the seat itself."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from advisory.boards import selectors, services
from advisory.boards.forms import GiveForm
from advisory.boards.models import Seat, Term
from advisory.boards.rules import may_keep
from advisory.boards.services.terms import may_seat_without_vote
from advisory.boards.views.finding import find_seat
from advisory.boards.views.pages import reads_boards
from community.core.access import door
from community.core.errors import BadInput, tell
from community.core.numbers import key_in
from community.people.models import Person
from community.people.rules import is_coordinator
from community.people.selectors import directory


@door(reads_boards)
def seat(request: Any, pk: int) -> HttpResponse:
    """Everyone who has held a seat; a coordinator gives, renews and ends terms here."""
    found, today = find_seat(request, pk), request.community.today()
    keeps = may_keep(request.person, found.group)
    terms = list(selectors.terms_of(found))
    is_held = any(term.membership.until is None or term.membership.until >= today for term in terms)
    shown = {"seat": found, "terms": terms, "keeps": keeps, "today": today, "is_held": is_held}
    if keeps and not is_held and found.until is None:
        shown["form"] = GiveForm(people=_who_may_sit(found), initial={"since": today})
        shown["open_to_all"] = may_seat_without_vote(found.group, today)
    return render(request, "boards/seat.html", shown)


def _who_may_sit(seat: Seat) -> QuerySet[Person]:
    """Members without a seat; where no vote is needed, everybody with a place in the community."""
    today = seat.group.community.today()
    if may_seat_without_vote(seat.group, today):
        return directory(seat.group.community, today)
    return selectors.without_seat(seat.group, today)


def _term(seat: Seat, sent: Any) -> Term:
    """The term that was on the page: a second press must not renew the one that follows it."""
    found = seat.terms.select_related("membership", "seat__group__community").filter(pk=key_in(sent)).first()
    if found is None:
        raise BadInput(_("That is not here any more. Load the page again."))
    return found


@door(is_coordinator, second_factor=True, methods=("POST",))
def seat_do(request: Any, pk: int, action: str) -> HttpResponse:
    """Give the seat, renew its term, or take the seat away."""
    found, today = find_seat(request, pk), request.community.today()
    if action == "give":
        form = GiveForm(request.POST, people=_who_may_sit(found))
        if not form.is_valid():
            raise BadInput(form.first_error())
        services.give_seat(found, by=request.person, **form.cleaned_data)
        tell(request, _("The seat is theirs."))
    elif action == "renew":
        services.renew_term(_term(found, request.POST.get("term")), by=request.person)
        tell(request, _("A further term is written down."))
    elif action == "close":
        services.close_seat(found, on=today, by=request.person)
        tell(request, _("Today is the last day of this seat."))
    else:
        raise Http404
    return redirect("seat", pk)
