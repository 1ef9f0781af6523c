"""A member's own money: what stands where, how they are paid, and what they did outside of meetings."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from advisory.stipends.forms import ChoiceForm, WorkForm, initial_of
from advisory.stipends.selectors import (
    coming_rates,
    groups_of,
    own_stipends,
    paid_work,
    sums_of,
    wish_of,
)
from advisory.stipends.services import enter_work, wish_for
from advisory.stipends.words import coming_words, own_words, wish_words
from community.core.access import door
from community.core.errors import Refused, tell
from community.people.models import Person
from community.people.rules import is_known

ON_A_PAGE = 30


@door(is_known)
def my_stipends(request: Any) -> HttpResponse:
    """What one is owed and was paid, what changes soon, and how one is paid."""
    shown = own_money(request, request.person)
    shown["can_write_down"] = bool(paid_work(groups_of(request.person)))
    return render(request, "stipends/mine.html", shown)


def own_money(request: Any, person: Person) -> dict[str, Any]:
    """What the pages of one's own money show."""
    page = Paginator(own_stipends(person), ON_A_PAGE).get_page(request.GET.get("page"))
    stipend: Any
    for stipend in page.object_list:
        stipend.words = own_words(stipend)
    return {
        "page": page,
        "sums": sums_of(person),
        "coming": [coming_words(rate) for rate in coming_rates(person)],
        "wish": wish_words(wish_of(person), person.community.today()),
    }


@door(is_known, methods=("GET", "HEAD", "POST"))
def pay_choice(request: Any) -> HttpResponse:
    """Choose how one is paid, how much, and when."""
    form = choice_form(request, request.person)
    if request.method == "POST" and choose(request, request.person, form):
        return redirect("my_stipends")
    return render(request, "stipends/choice.html", {"form": form}, status=400 if form.errors else 200)


def choice_form(request: Any, person: Person) -> ChoiceForm:
    """The choice as it stands, or as it was sent."""
    initial = initial_of(wish_of(person), person.community.today())
    return ChoiceForm(request.POST if request.method == "POST" else None, initial=initial)


def choose(request: Any, person: Person, form: ChoiceForm) -> bool:
    """Keep what was sent; False where something in it is not right, which the form then says."""
    if not form.is_valid():
        return False
    try:
        wish_for(person, by=person, **form.wish())
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    tell(request, _("Kept. It holds for what you do from now on; what is owed already stays as it is."))
    return True


@door(is_known, methods=("GET", "HEAD", "POST"))
def my_work(request: Any) -> HttpResponse:
    """Write down one's own work or receipt."""
    person = request.person
    today = person.community.today()
    sent = request.POST if request.method == "POST" else None
    form = WorkForm(sent, groups=groups_of(person), today=today, initial={"day": today})
    if sent is not None and form.is_valid():
        told = form.cleaned_data
        try:
            enter_work(told["group"], person, form.done(told["kind"], told["day"]), by=person)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("Written down. A coordinator looks at it, and you get a text."))
            return redirect("my_stipends")
    return render(request, "stipends/work.html", {"form": form}, status=400 if form.errors else 200)


def follow_pay(request: Any, link: Any, action: str = "") -> HttpResponse:
    """The page behind a link of purpose "pay": one's own money, and how one is paid."""
    person: Person = link.person
    if action != ("choose" if request.method == "POST" else ""):
        raise Http404
    token = request.resolver_match.kwargs["token"]
    form = choice_form(request, person)
    if request.method == "POST" and choose(request, person, form):
        return redirect("link", token)
    shown = own_money(request, person) | {"form": form, "token": token}
    shown |= {"person": person, "community": person.community}
    return render(request, "stipends/link.html", shown, status=400 if form.errors else 200)
