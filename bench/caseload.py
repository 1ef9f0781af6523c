"""What the Ambassador opens all day, of few and of many referrals: the list, and the case conference.

Both come out of an index, page by page, so they must cost the same however many families there are; so must
the search for the same child at an intake, and the check that a text for many names no child.
``python -m bench.caseload measure FEW MANY`` is what runs in a run's own database; ``python -m bench.caseload
1000 100000`` is the whole size. SQLite and, where one answers, PostgreSQL are measured.
"""

import json
import statistics
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

from bench import machine
from bench.aims import say
from bench.book import seconds
from bench.filling import copy, days_from_today, one_of

FEW, MANY = 1_000, 20_000
ROUNDS = 9
FIRST_NAMES = (
    *("Amara", "Beatriz", "Caleb", "Denzel", "Esther", "Fabiola", "Gideon", "Hadiya", "Imani", "Jovan"),
    *("Kaya", "Lamar", "Milos", "Naomi", "Omari", "Pilar", "Quincy", "Rosalie", "Samir", "Tamika"),
)
FAMILIES = (
    "Baptiste",
    "Cruz",
    "Desir",
    "Ellison",
    "Figueroa",
    "Garvey",
    "Hyppolite",
    "Innis",
    "Joseph",
    "King",
)
PURPOSES = ("follow_up", "conference")
TEXT = "The library on Thomas Boyland St opens on Saturdays from 9 to 1. Bring your card, and a friend."
LABELS = {
    "list": "The Ambassador's list",
    "own": "Her own families alone",
    "conference": "The page of the case conference",
    "same": "The search for the same child at an intake",
    "text": "The check that a text names no child",
}


def measure(few: int, many: int) -> None:
    """Fill two communities, and print how long each question takes: the middle of the rounds."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    settings.DEBUG = False  # which would keep a log of every query
    asked: dict[str, dict[str, Callable[[], Any]]] = {
        slug: questions(fill(slug, number)) for slug, number in (("few", few), ("many", many))
    }
    with connection.cursor() as asking:
        asking.execute("ANALYZE")  # as any database has done that is not a minute old
    found: dict[str, dict[str, float]] = {name: {} for name in LABELS}
    for name in LABELS:
        for slug, asks in asked.items():
            asks[name]()  # the first answer warms up
            with CaptureQueriesContext(connection) as captured:
                asks[name]()
            # The next request empties the log.
            found[name][f"{slug} queries"] = len(captured)
        # In turn, so that a slow moment of the machine is both's.
        rounds = [{slug: seconds(asks[name]) for slug, asks in asked.items()} for _round in range(ROUNDS)]
        found[name] |= {slug: statistics.median(one[slug] for one in rounds) for slug in asked}
    print(json.dumps(found))


def questions(ambassador: Any) -> dict[str, Callable[[], Any]]:
    """What is asked of her community, by name."""
    from django.conf import settings
    from django.test import Client

    from bench.evening import sign_in
    from community.messaging.services import check_wording
    from community.people.sessions import METHODS_KEY
    from referrals.conference.services import begin_conference
    from referrals.tracking.likeness import Entry
    from referrals.tracking.services.duplicates import children_like

    factors = [{"method": "password", "at": 0}, {"method": "mfa", "type": "totp", "at": 0}]
    browser = Client(HTTP_HOST="localhost")
    browser.cookies[settings.SESSION_COOKIE_NAME] = sign_in([ambassador], **{METHODS_KEY: factors})[0]
    conference = begin_conference(by=ambassador)
    home, child = ambassador.community, Entry("Amara Cruz", date(2025, 5, 5), "", "11212")

    def page(address: str) -> None:
        answer = browser.get(address)
        assert answer.status_code == 200, answer.status_code

    return {
        "list": lambda: page("/caseload/?of=all"),
        "own": lambda: page("/caseload/?of=mine"),
        "conference": lambda: page(f"/conference/{conference.pk}/"),
        "same": lambda: children_like(home, child),
        "text": lambda: check_wording(home, TEXT, "en"),
    }


def fill(slug: str, many: int) -> Any:
    """The Ambassador of a community with ``many`` open referrals of as many families."""
    from community.models import Community, Organisation, Person, StaffRole
    from referrals.equity.watch import unwatch, watch

    unwatch()
    community = Community.objects.create(name=slug, slug=slug, number=f"+1718556{len(slug):04d}")
    ambassador = _person(community, "Imani")
    StaffRole.objects.create(person=ambassador, role="ambassador", since=date(2026, 1, 1))
    clinic = Organisation.objects.create(community=community, name="Elm Street Clinic")
    parent = Person.objects.create(community=community, display_name="Rosa", language="es")
    copy(parent, many, {})
    child = _children(community, parent, many)
    _consents(child, parent, clinic, many)
    _referrals(child, clinic, ambassador, many)
    watch()
    return Person.objects.select_related("community", "user").get(pk=ambassador.pk)


def _person(community: Any, name: str) -> Any:
    from bench.evening import make_people

    person = make_people(community, 1, area=800 + len(community.slug))[0]
    person.display_name, person.user.phone = name, None
    person.user.email = f"{community.slug}@example.org"
    person.user.save()
    person.save()
    return person


def _children(community: Any, parent: Any, many: int) -> Any:
    """Children of many names, each with the marks that it is found by."""
    from referrals.models import Child, ChildMark
    from referrals.sealing.keys import seal
    from referrals.tracking.services.duplicates import keep_marks

    child = Child.objects.create(
        community=community,
        name="Amara Cruz",
        birth_date=date(2025, 5, 5),
        zip_code="11212",
        language="es",
        parent=parent,
    )
    names = tuple(f"{first} {family}" for first in FIRST_NAMES for family in FAMILIES)
    copy(
        child,
        many,
        {
            "parent_id": f"{parent.pk} + n",
            "name": one_of(tuple(map(seal, names))),
            "birth_date": one_of(tuple(seal(f"2025-{month:02d}-17") for month in range(1, 13))),
        },
    )
    keep_marks([child])
    kept = list(ChildMark.objects.filter(child=child).order_by("pk"))
    for number, row in enumerate(kept, start=1):
        copy(row, many, {"child_id": f"{child.pk} + n", "mark": _mark(number)}, shift=number * (many + 1))
    return child


def _mark(number: int) -> str:
    """A mark that no other child has."""
    from django.db import connection

    if connection.vendor == "postgresql":
        return f"'{number:x}' || lpad(to_hex(n), 31, '0')"
    return f"printf('{number:x}%031x', n)"


def _consents(child: Any, parent: Any, clinic: Any, many: int) -> None:
    from community.models import Consent

    told = {"person": parent, "wording": "yes", "language": "es", "channel": "voice", "recorded_by": parent}
    wanted = [("referral", clinic), *((purpose, None) for purpose in PURPOSES)]
    rows = [
        Consent.objects.create(purpose=purpose, recipient=recipient, subject_id=child.pk, **told)
        for purpose, recipient in wanted
    ]
    for number, row in enumerate(rows, start=1):
        changed = {"person_id": f"{parent.pk} + n", "subject_id": f"{child.pk} + n"}
        copy(row, many, changed, shift=number * (many + 1))


def _referrals(child: Any, clinic: Any, ambassador: Any, many: int) -> None:
    """Open referrals of the last year with a step and, of every second, a call; half are the Ambassador's."""
    from community.models import Consent
    from referrals.models import Contact, Referral, Step

    today = child.community.today()
    referral = Referral.objects.create(
        community=child.community,
        child=child,
        organisation=clinic,
        referred_by=ambassador,
        consent=Consent.objects.get(subject_id=child.pk, purpose="referral"),
        age_band="1",
        referred_on=today,
        state_since=today,
        due_on=today,
        due_kind="plan",
    )
    step = Step.objects.create(referral=referral, state="referred", happened_on=today, recorded_by=ambassador)
    call = Contact.objects.create(
        referral=referral,
        number=1,
        kind="call",
        outcome="no_answer",
        happened_on=today,
        next_on=today,
        recorded_by=ambassador,
    )
    past = days_from_today("-(n % 365)")
    copy(
        referral,
        many,
        {
            "child_id": f"{child.pk} + n",
            "keeper_id": f"CASE n % 2 WHEN 0 THEN {ambassador.pk} END",
            "worry": "CASE n % 50 WHEN 0 THEN 1 WHEN 1 THEN 2 ELSE 9 END",
            "call_on": days_from_today("n % 21 - 10"),
            "due_on": days_from_today("n % 90 - 20"),
            **dict.fromkeys(("referred_on", "state_since", "quiet_since"), past),
        },
    )
    on = {"referral_id": f"{referral.pk} + n", "happened_on": past, "recorded_at": past}
    copy(step, many, on)
    copy(call, many, on, where="n % 2 = 0")


def run(few: int = FEW, many: int = MANY) -> None:
    """Measure on both databases, and print what was promised beside it."""
    for environment in machine.houses("caseload"):
        print(f"Caseloads of {few:,} and {many:,} referrals, {machine.describe(environment)}")
        found = json.loads(machine.seed(environment, "bench.caseload", "measure", str(few), str(many)))
        for name, took in found.items():
            counted = {took["few queries"], took["many queries"]}
            told = f"{counted.pop()} queries" if len(counted) == 1 else "NOT THE SAME QUERIES"
            print(f"  {name}: {took['few'] * 1e3:.1f} and {took['many'] * 1e3:.1f} ms, {told}")
            say(LABELS[name], took["many"] / took["few"], at_most=1.3)
    print()


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(*map(int, sys.argv[2:]))
    else:
        run(*map(int, sys.argv[1:]))
