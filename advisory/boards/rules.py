"""What a charter rules about votes, new members and pay, and who may do what. No database here."""

from dataclasses import dataclass
from typing import Any

from community.people.rules import has, is_coordinator, is_staff, runs_meetings

has_boards = has("coordinator", "facilitator", "board")


def rail_has_boards(person: Any) -> bool:
    """Whether the rail of ``person`` leads to the boards; a coordinator's is full without them."""
    return has_boards(person) and not is_coordinator(person)


# Where a group's charter counts its quorum: of those entitled, or of those who take part.
ENTITLED, PRESENT = "entitled", "present"
# From which stage on members see who would join them.
FROM_INTERVIEW, FROM_VOTE = "interview", "vote"


@dataclass(frozen=True)
class VotingRules:
    """How a group votes, by the version of its charter in force; the defaults are for those without one.

    ``quorum_percent`` of the members who are ``quorum_basis``: "entitled" (everyone on the roll) or
    "present" (those who take part). ``recused_count_toward_quorum``: who declared a conflict of interest
    and does not vote still counts as there. ``proxies_per_holder``: how many others one member may vote
    for. ``secret_by_text``: the group takes secret ballots by text, knowing that the phone company sees
    the words.
    """

    quorum_percent: int = 50
    quorum_basis: str = ENTITLED
    recused_count_toward_quorum: bool = False
    proxies_allowed: bool = False
    proxies_per_holder: int = 1
    secret_by_text: bool = False


@dataclass(frozen=True)
class JoiningRules:
    """How somebody comes to a seat, by the version of the charter in force.

    ``seats_without_vote``: the coordinator may give a seat without the group's vote.
    ``candidates_seen_from``: the stage from which members see who would join, "interview" or "vote".
    ``term_months``: how long a term is; None: no end is set. ``forget_after_days``: how long the
    application of somebody who was turned down or stepped back is kept.
    """

    seats_without_vote: bool = False
    candidates_seen_from: str = FROM_INTERVIEW
    term_months: int | None = None
    forget_after_days: int = 180


@dataclass(frozen=True)
class PayRules:
    """What a charter rules about pay. ``late_pay_percent``: the share of a meeting's pay for who comes later
    than the grace; 100: the whole, 0: none."""

    late_pay_percent: int = 100


def may_keep(person: Any, group: Any) -> bool:
    """Whether ``person`` may change the seats, terms and texts of ``group``."""
    return is_coordinator(person) and person.community_id == group.community_id


def may_run(person: Any, group: Any) -> bool:
    """Whether ``person`` runs the meetings of ``group``."""
    return runs_meetings(person) and person.community_id == group.community_id


def may_read(person: Any, group: Any, *, has_a_seat: bool) -> bool:
    """Whether ``person`` may read the charter and the roster of ``group``."""
    return person.community_id == group.community_id and (has_a_seat or is_staff(person))
