"""Reading proposals: whose they are, what was said, how they changed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Count, Q, QuerySet

from advisory.decisions.models import Decision
from advisory.decisions.selectors import is_final, seats_of
from advisory.proposals.models import (
    Amendment,
    BroughtToVote,
    Position,
    Proposal,
    ProposalVersion,
    Stance,
    UnsignedPosition,
)
from advisory.proposals.rules import may_read
from community.minutes.marking import Piece, differences
from community.people.models import Group, Person
from community.people.rules import is_staff, runs_meetings

# Where somebody stands; a question or an answer takes no side.
SIDES = (Stance.FOR, Stance.CHANGES, Stance.CONCERNS, Stance.AGAINST)
# A question that ended without the group's yes.


def groups_to_propose_to(person: Person) -> list[Group]:
    """The groups ``person`` has a seat in, advisory boards first."""
    found = seats_of(person).order_by("pk")
    return sorted(found, key=lambda group: group.kind != Group.Kind.ADVISORY_BOARD)


def groups_open_to(person: Person) -> list[Group]:
    """The groups ``person`` may propose to: their own, and all for those who run meetings."""
    if runs_meetings(person):
        return list(Group.objects.of(person.community).order_by("pk"))
    return groups_to_propose_to(person)


def has_a_seat(person: Person, group: Group) -> bool:
    """Whether ``person`` has a seat in ``group`` today."""
    return seats_of(person).filter(pk=group.pk).exists()


def proposals_for(person: Person) -> QuerySet[Proposal]:
    """The proposals ``person`` may read, newest first, each with how many spoke under their name."""
    found = Proposal.objects.of(person.community).select_related("group", "proposed_by", "deferred_to")
    if not is_staff(person):
        found = found.filter(group__in=seats_of(person))
    shown = Q(positions__hidden_why="")
    return found.annotate(spoke=Count("positions__person", filter=shown, distinct=True)).order_by("-pk")


def can_read(person: Person, proposal: Proposal) -> bool:
    """Whether ``person`` may read ``proposal``."""
    return may_read(person, proposal.group, has_a_seat=has_a_seat(person, proposal.group))


def standing_version(proposal: Proposal) -> ProposalVersion:
    """The text as it stands."""
    return ProposalVersion.objects.filter(proposal=proposal).select_related("author").latest("number")


@dataclass(frozen=True)
class Change:
    """One version beside the one before it, and the amendment it came from."""

    version: ProposalVersion
    amendment: Amendment
    pieces: list[Piece]


def changes(versions: Sequence[ProposalVersion]) -> list[Change]:
    """How each of ``versions`` (of one proposal, oldest first) differs from the one before, newest first."""
    came_from = {
        amendment.became_id: amendment
        for amendment in Amendment.objects.filter(became__in=versions).select_related("author")
    }
    found = [
        Change(later, came_from[later.pk], differences(earlier.text, later.text))
        for earlier, later in pairwise(versions)
    ]
    return found[::-1]


@dataclass(frozen=True)
class Suggestion:
    """An amendment, how it differs from the text it changes, and whether that text still stands."""

    amendment: Amendment
    pieces: list[Piece]
    is_behind: bool


def suggestions(proposal: Proposal, standing: ProposalVersion) -> list[Suggestion]:
    """What waits for an answer, then what was declined, oldest first."""
    found = Amendment.objects.filter(version__proposal=proposal).select_related("version", "author")
    rows = sorted(
        found.exclude(state=Amendment.State.ACCEPTED), key=lambda row: row.state != Amendment.State.WAITING
    )
    return [
        Suggestion(row, differences(row.version.text, row.text), row.version_id != standing.pk)
        for row in rows
    ]


def positions_of(proposal: Proposal) -> QuerySet[Position]:
    """What was said under a name, oldest first."""
    return Position.objects.filter(proposal=proposal).select_related("person").order_by("pk")


def unsigned_of(proposal: Proposal) -> QuerySet[UnsignedPosition]:
    """What was said without a name, in an order that tells nothing."""
    return UnsignedPosition.objects.filter(proposal=proposal).order_by("pk")


def sides(positions: Iterable[Position]) -> list[tuple[str, int]]:
    """How many stand where, each by the last side they took (``positions``: oldest first)."""
    last: dict[Any, str] = {
        row.person_id: row.stance for row in positions if row.stance in SIDES and not row.hidden_why
    }
    counted = Counter(last.values())
    return [(str(side.label), counted[side]) for side in SIDES]


def votes_on(proposal: Proposal) -> QuerySet[BroughtToVote]:
    """The questions it was taken to, newest first."""
    found = BroughtToVote.objects.filter(version__proposal=proposal)
    whole = ("version", "decision__group__community", "decision__meeting", "decision__result")
    return found.select_related(*whole).order_by("-pk")


def brought_from(decision: Decision) -> BroughtToVote | None:
    """The proposal's version that ``decision`` decides, or None."""
    found = BroughtToVote.objects.filter(decision=decision).select_related("version__proposal__group")
    return found.first()


def may_come_back(proposal: Proposal) -> bool:
    """Whether a proposal that was taken to a vote may be talked about again: the group did not say yes."""
    last = votes_on(proposal).first()
    if last is None or last.decision.state in Decision.TAKEN_BACK:
        return True
    return last.decision.state == Decision.State.CLOSED and not is_final(last.decision)
