"""Seeds a meeting under way with an open vote, and signs its members in. Prints what the clients need.

``python -m bench.evening 300`` seeds 300 members; ``python -m bench.evening votes`` counts their votes.
"""

import json
import sys
from collections import Counter
from datetime import date, timedelta

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone

from advisory.decisions.models import Ballot
from advisory.decisions.services import draft_decision, open_decision
from advisory.decisions.services.telling import ask_the_roll
from community.meetings.services import open_meeting, plan_meeting
from community.models import Community, Group, Membership, Person, StaffRole, User

SINCE = date(2025, 1, 1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def members_of(group: Group, number: int) -> list[Person]:
    """New members, each with a phone and a sign-in of their own."""
    users = [User(email=f"member{n}@example.org", password="!") for n in range(number)]  # noqa: S106  unusable
    User.objects.bulk_create(users)
    people = Person.objects.bulk_create(
        Person(
            community=group.community,
            display_name=f"Rosa {n}",
            phone=f"+1347{5550000 + n}",
            user=user,
        )
        for n, user in enumerate(users)
    )
    Membership.objects.bulk_create(Membership(group=group, person=person, since=SINCE) for person in people)
    return people


def session_of(user: User) -> str:
    """The key of a browser session in which ``user`` has signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key or ""


@transaction.atomic
def seed(number: int) -> dict:
    """A meeting of ``number`` members that is open, with an open decision."""
    community = Community.objects.create(
        name="Maple Street", slug="maple", number="+17185550100", languages=["en", "es", "ht"]
    )
    group = Group.objects.create(
        community=community, name="Family Advisory Board", code="FAB", kind=Group.Kind.ADVISORY_BOARD
    )
    charlie = Person.objects.create(community=community, display_name="Charlie")
    StaffRole.objects.create(person=charlie, role="facilitator", since=SINCE)
    people = members_of(group, number)
    now = timezone.now()
    meeting = plan_meeting(
        group, number=31, starts_at=now, ends_at=now + timedelta(hours=2), place="The library", by=charlie
    )
    open_meeting(meeting, by=charlie)
    decision = draft_decision(
        group, title="Saturday hours at the library", method="majority", meeting=meeting, by=charlie
    )
    open_decision(decision, by=charlie)
    ask_the_roll(decision)
    return {
        "meeting": meeting.pk,
        "board": meeting.board_id,
        "decision": decision.pk,
        "number": community.number,
        "phones": [person.phone for person in people],
        "sessions": [session_of(person.user) for person in people],
    }


def votes() -> dict[str, int]:
    """How many votes of the evening say what, by the digit that says it."""
    digits = {"yes": "1", "no": "2", "abstain": "3"}
    return Counter(digits[option] for option in Ballot.objects.values_list("option", flat=True))


if __name__ == "__main__":
    wanted = sys.argv[1]
    print(json.dumps(votes() if wanted == "votes" else seed(int(wanted))))
