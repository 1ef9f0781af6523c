"""The demo's door: sign in as anybody with one press. Its addresses exist in demo mode only."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from django.contrib.auth import login
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from community.core import registry
from community.core.access import door
from community.people.models import Community, Person, StaffRole
from community.people.selectors import may_sign_in_by_phone, roles_by_person
from community.people.services import give_phone_sign_in
from community.people.sessions import PERSON_KEY

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEADINGS = [
    (StaffRole.Role.COORDINATOR, _("Coordinators")),
    (StaffRole.Role.FACILITATOR, _("Facilitators")),
    (StaffRole.Role.AMBASSADOR, _("Early Intervention Ambassadors")),
    (StaffRole.Role.FINANCE, _("Money")),
    ("provider", _("Providers")),
    ("board", _("Board members")),
    ("", _("Families")),
]
# Hundreds of families stand behind the sample referrals; a few are enough to try.
FAMILIES_SHOWN = 6


def cast() -> QuerySet[Person]:
    """Everyone of the sample communities."""
    return Person.objects.filter(community__in=Community.objects.filter(is_sample=True)).select_related(
        "community", "organisation", "user"
    )


@door(None)
def demo(request: Any) -> HttpResponse:
    """Whom one can be, by role, and what each would try first."""
    by_role: dict[str, list[Person]] = {role: [] for role, _heading in HEADINGS}
    for community in Community.objects.filter(is_sample=True):
        roles = roles_by_person(community)
        for person in cast().filter(community=community):
            person.roles_held = roles.get(person.pk, frozenset())
            if person.user_id is not None or may_sign_in_by_phone(person):
                by_role[_main_role(person)].append(person)
    del by_role[""][FAMILIES_SHOWN:]
    groups = [
        (heading, [(person, what_to_try(person)) for person in by_role[role]])
        for role, heading in HEADINGS
        if by_role[role]
    ]
    return render(request, "people/demo.html", {"groups": groups})


def _main_role(person: Person) -> str:
    return next(role for role, _heading in HEADINGS if not role or role in person.roles_held)


def what_to_try(person: Person) -> list[tuple[str, str]]:
    """What ``person`` would try first, as (words, address), from every room that has something."""
    offers = (plug.offer(person) for plug in registry.demo_tries)
    return [offer for offer in offers if offer is not None]


@door(None, methods=("POST",))
def demo_enter(request: Any, pk: int) -> HttpResponse:
    """Sign in as one person of the sample community, with every factor shown."""
    person = get_object_or_404(cast(), pk=pk)
    user = person.user or give_phone_sign_in(person)
    login(request, user, backend=BACKEND)
    request.session[PERSON_KEY] = person.pk
    if user.email is None:
        record_authentication(request, user, method="code", phone=user.phone)
    else:
        record_authentication(request, user, method="password")
        record_authentication(request, user, method="mfa", type="totp")
    return redirect(get_next_redirect_url(request) or "home")
