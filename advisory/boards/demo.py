"""Sample seats, a charter in its second version, an agreement and a subcommittee."""

from datetime import timedelta
from typing import Any

from advisory.boards.models import Seat, Term
from advisory.boards.services import (
    adopt_text,
    found_subcommittee,
    join_subcommittee,
    keep_dissent,
    write_version,
)
from advisory.boards.services.charters import Wording
from community.people.models import Membership

PURPOSES = {"es": "speaks Spanish", "ht": "speaks Haitian Creole"}
VACANT = 2
CHARTER = """## Who we are

We are families of Brownsville with children under five. Each of us has one seat and one vote.

## How we decide

We look for consent first. Where we vote, half of us take part.

## Terms

A term is two years. Who has served one may serve another.
"""
LATER = CHARTER.replace("half of us take part", "six of ten of us take part") + (
    "\n## Voting for another\n\nA member who cannot come may ask one other member to vote for them.\n"
)
AGREEMENT = """- One person speaks at a time.
- What is said about our children stays in the room.
- We speak for ourselves: “I think”, not “everybody knows”.
"""


def seed(cast: Any) -> None:
    """The board sits in numbered seats; two are free, and two terms are over this month."""
    coordinator = cast.staff["coordinator"]
    _seats(cast)
    first = Wording(CHARTER, "en", cast.joined, rules={"term_months": 24})
    charter = adopt_text(cast.board, kind="charter", title="Charter", wording=first, by=coordinator)
    rules = {"quorum_percent": 60, "proxies_allowed": True, "term_months": 24}
    second = Wording(
        LATER,
        "en",
        cast.today - timedelta(days=200),
        review_on=cast.today - timedelta(days=5),
        rules=rules,
    )
    why = "More of us take part before we decide"
    version = write_version(charter, after=1, wording=second, why=why, by=coordinator)
    words = "Six of ten is too many for a winter evening. We will sit there and not be able to decide."
    keep_dissent(version, words=words, by=cast.members[7], is_named=True)
    keep_dissent(version, words="I would rather nobody voted for me.", by=cast.members[10], is_named=False)
    adopt_text(
        cast.board,
        kind="agreement",
        title="How we talk with each other",
        wording=Wording(AGREEMENT, "en", cast.joined, review_on=cast.today + timedelta(days=90)),
        by=coordinator,
    )
    dinner = found_subcommittee(cast.board, name="Dinner and child care", code="DINNER", by=coordinator)
    for person in cast.members[2:5]:
        join_subcommittee(dinner, person=person, since=cast.today, by=coordinator)


def _seats(cast: Any) -> None:
    """Everyone has sat there since the board began; two terms are over in 20 days, the others later."""
    places = Membership.objects.filter(group=cast.board, status__in=Membership.SEATED)
    for number, membership in enumerate(places.select_related("person").order_by("pk"), 1):
        seat = Seat.objects.create(
            group=cast.board,
            number=number,
            purpose=PURPOSES.get(membership.person.language, ""),
            since=cast.joined,
        )
        days = 20 if number in (4, 9) else 190
        Term.objects.create(seat=seat, membership=membership, due_on=cast.today + timedelta(days=days))
    last = len(cast.members)
    for number in range(last + 1, last + 1 + VACANT):
        Seat.objects.create(group=cast.board, number=number, since=cast.joined)
