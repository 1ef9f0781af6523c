"""Seeds a meeting under way with an open vote, and signs its people in. Prints what the clients need.

``python -m bench.evening seed maple 300 100`` seeds 300 members and 100 guests of a community of that name;
``python -m bench.evening votes maple`` counts its votes; ``python -m bench.evening ring maple`` goes on to
another item of its agenda.
"""

import json
import sys
import zlib
from collections import Counter
from datetime import date, timedelta
from itertools import cycle
from typing import Any

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from advisory.decisions.models import Ballot
from advisory.decisions.services import draft_decision, open_decision
from advisory.decisions.services.telling import ask_the_roll
from community.meetings.models import AgendaItem, Invitation, Meeting
from community.meetings.services import add_agenda_item, next_item, open_meeting, plan_meeting
from community.models import Community, Group, Membership, Person, StaffRole, User
from community.people.sessions import METHODS_KEY, METHODS_USER_KEY

SINCE = date(2025, 1, 1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LANGUAGES = ("en", "es", "ht")
ITEMS = 8


def make_people(community: Community, number: int, *, area: int) -> list[Person]:
    """New people, each with a phone (in ``area``) and a user of their own, in the three languages in turn."""
    users = [User(email=f"{area}{n}@{community.slug}.example.org", password="!") for n in range(number)]  # noqa: S106  unusable
    User.objects.bulk_create(users)
    return Person.objects.bulk_create(
        Person(
            community=community,
            display_name=f"Rosa {n}",
            phone=f"+1{area}{5550000 + n}",
            user=user,
            language=language,
        )
        for n, (user, language) in enumerate(zip(users, cycle(LANGUAGES), strict=False))
    )


def sign_in(people: list[Person], **more: Any) -> list[str]:
    """The keys of browser sessions in which they have signed in."""
    store, until = SessionStore(), timezone.now() + timedelta(days=1)
    sessions = []
    for person in people:
        user: Any = person.user
        said = {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: BACKEND}
        said |= {HASH_SESSION_KEY: user.get_session_auth_hash(), METHODS_USER_KEY: str(user.pk), **more}
        key = store._get_new_session_key()
        sessions.append(Session(session_key=key, session_data=store.encode(said), expire_date=until))
    return [session.session_key for session in Session.objects.bulk_create(sessions)]


@transaction.atomic
def seed(slug: str, members: int, guests: int) -> dict[str, Any]:
    """A meeting that is open, with an agenda and an open decision."""
    line = zlib.crc32(slug.encode()) % 1000
    community = Community.objects.create(
        name=f"{slug.title()} Street", slug=slug, number=f"+1718555{line:04}", languages=list(LANGUAGES)
    )
    group = Group.objects.create(
        community=community, name="Family Advisory Board", code="FAB", kind=Group.Kind.ADVISORY_BOARD
    )
    luis = make_people(community, 1, area=646)[0]
    StaffRole.objects.create(person=luis, role="facilitator", since=SINCE)
    board = make_people(community, members, area=347)
    Membership.objects.bulk_create(Membership(group=group, person=person, since=SINCE) for person in board)
    now = timezone.now()
    meeting = plan_meeting(
        group, number=31, starts_at=now, ends_at=now + timedelta(hours=2), place="The library", by=luis
    )
    for number in range(ITEMS):
        add_agenda_item(meeting, title=f"Point {number} of the evening", by=luis)
    visitors = make_people(community, guests, area=929)
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, person=person, standing=Invitation.Standing.GUEST) for person in visitors
    )
    open_meeting(meeting, by=luis)
    decision = draft_decision(
        group, title="Saturday hours at the library", method="majority", meeting=meeting, by=luis
    )
    open_decision(decision, by=luis)
    ask_the_roll(decision)
    factors = [{"method": "password", "at": 0}, {"method": "mfa", "type": "totp", "at": 0}]
    return {
        "name": slug,
        "meeting": meeting.pk,
        "board": meeting.board_id,
        "decision": decision.pk,
        "number": community.number,
        "items": list(AgendaItem.objects.filter(meeting=meeting).values_list("pk", flat=True)),
        "phones": [person.phone for person in board],
        "members": sign_in(board),
        "guests": sign_in(visitors),
        "facilitator": sign_in([luis], **{METHODS_KEY: factors})[0],
    }


def ring(slug: str) -> int:
    """Go on to the next item; returns the board's version then."""
    meeting = Meeting.objects.select_related("board").get(group__community__slug=slug)
    luis = Person.objects.get(community__slug=slug, staff_roles__role="facilitator")
    next_item(meeting, seen=meeting.current_item_id, by=luis)
    meeting.board.refresh_from_db()
    return meeting.board.version


def votes(slug: str) -> dict[str, int]:
    """How many votes of the evening say what, by the digit that says it."""
    digits = {"yes": "1", "no": "2", "abstain": "3"}
    cast = Ballot.objects.filter(entry__decision__group__community__slug=slug)
    return Counter(digits[option] for option in cast.values_list("option", flat=True))


def look_over() -> None:
    """Have PostgreSQL count what was seeded, as its autovacuum does within a minute: plans depend on it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


if __name__ == "__main__":
    wanted, name, *numbers = sys.argv[1:]
    print(json.dumps({"seed": seed, "ring": ring, "votes": votes}[wanted](name, *map(int, numbers))))
    look_over()
