"""The page of a parent: who holds what of each child, who has looked, and the buttons that end it."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.core.errors import tell
from community.people.models import Channel, Consent, Organisation, Person
from referrals.sharing.models import Glass
from referrals.sharing.selectors import Held, children_of, ended_of, held_of, looked_at
from referrals.sharing.services import allow_again, end_holding, said_last
from referrals.sharing.words import BROKEN, Look, look_of, purpose_and_place, what_for
from referrals.tracking.models import Child

ON_A_PAGE = 20


@dataclass(frozen=True)
class Line:
    """One holder as the page shows it: the name in full, what for, and the words of the yes."""

    key: str
    name: str
    what_for: str
    consent: Consent


@dataclass(frozen=True)
class Shared:
    """What is held of one child, and what was ended."""

    child: Child
    held: list[Line]
    ended: list[Line]


def follow_shared(request: Any, link: Any, action: str = "") -> HttpResponse:
    """The page behind a link of purpose "sharing". A POST to "end" or "allow" names a child and a holder;
    a child that is not, or no longer, of the link's person is a 404."""
    parent: Person = link.person
    children = {str(child.pk): child for child in children_of(parent).select_related("community")}
    token = request.resolver_match.kwargs["token"]
    if request.method == "POST":
        child = children.get(request.POST.get("child", ""))
        if child is None or action not in ("end", "allow"):
            raise Http404
        _press(request, child, ends=action == "end")
        return redirect("link", token)
    chosen = children.get(request.GET.get("child", "")) or next(iter(children.values()), None)
    if action or chosen is None:
        raise Http404
    lines = Paginator(looked_at(chosen), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "all": [_shared(child) for child in children.values()],
        "chosen": chosen,
        "page": lines,
        "looks": _looks(list(lines.object_list), parent),
        "token": token,
        "person": parent,
        "community": parent.community,
    }
    return render(request, "sharing/own.html", shown)


def _press(request: Any, child: Child, *, ends: bool) -> None:
    """End one holder's sight of ``child``, or give it back."""
    key = request.POST.get("holder", "")
    about: Any = {"channel": Channel.WEB, "children": [child.pk]}
    if ends:
        if end_holding(child.parent, key, **about) is None:
            raise Http404
        tell(request, _("Ended. From now on they see nothing of it. You can allow it again below."))
        return
    ended = said_last([child.pk], key)
    if ended is None:
        raise Http404
    allow_again(child.parent, ended, **about)
    tell(request, _("It is as before. You can end it again at any time."))


def _shared(child: Child) -> Shared:
    held = held_of([child.pk])
    return Shared(
        child=child,
        held=[_line(one.key, one.recipient, one.latest, child) for one in held],
        ended=[
            _line(Held.key_of(consent), consent.recipient, consent, child)
            for consent in ended_of([child.pk], held)
        ],
    )


def _line(key: str, recipient: Organisation | None, consent: Consent, child: Child) -> Line:
    name = recipient.name if recipient else child.community.name
    return Line(key=key, name=name, what_for=what_for(consent.purpose), consent=consent)


def _looks(lines: list[Any], parent: Person) -> list[Look]:
    """``lines`` of the audit as the parent reads them; two queries more, for names and reasons."""
    places = {purpose_and_place(line)[1] for line in lines}
    names = {body.pk: body.name for body in Organisation.objects.of(parent.community).filter(pk__in=places)}
    broken = [line.why for line in lines if line.verb == BROKEN]
    opened = Glass.objects.of(parent.community).filter(pk__in=broken)
    told: Any = {
        "team": parent.community.name,
        "organisations": names,
        "reasons": {str(glass.pk): glass.reason for glass in opened},
    }
    return [look_of(line, **told) for line in lines]
