"""Who may see and run decisions, and how votes are counted. Nothing here reads the database."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from community.people.rules import is_staff, runs_meetings

# The share it asks for, as (yes, of yes and no).
TWO_THIRDS = (2, 3)


def may_run(person: Any, group: Any) -> bool:
    """Whether ``person`` may draft, open and close decisions of ``group``."""
    return runs_meetings(person) and person.community_id == group.community_id


def may_see(person: Any, decision: Any, *, belongs: bool) -> bool:
    """Whether ``person`` may read ``decision``: the staff, and those with a seat or a place on the roll.

    A draft is for those who run meetings only.
    """
    if person.community_id != decision.group.community_id:
        return False
    return runs_meetings(person) if decision.state == "draft" else belongs or is_staff(person)


class Tally(NamedTuple):
    """What the votes come to."""

    cast: int
    yes: int
    no: int
    abstain: int
    quorum: int
    quorum_met: bool
    passed: bool


def quorum_of(entitled: int, percent: int) -> int:
    """How many of ``entitled`` must take part: ``percent`` of them, rounded up to whole people."""
    return -(-entitled * percent // 100)


def quorum_met(*, entitled: int, present: int, cast: int, percent: int, basis: str) -> bool:
    """Whether enough people took part.

    ``basis`` is what the charter says. "entitled": a quorum is about being there, so everyone who takes
    part counts toward it, also those who abstain and those in the room who do not vote: it is met when
    100 * present >= percent * entitled. "present": of those who are there, ``percent`` must send a ballot.
    Either way somebody must take part.
    """
    if basis == "present":
        return cast > 0 and 100 * cast >= percent * present
    return present > 0 and 100 * present >= percent * entitled


def tally(
    counts: Mapping[str, int],
    *,
    entitled: int,
    present: int,
    quorum_percent: int,
    method: str,
    basis: str = "entitled",
) -> Tally:
    """Count a vote of yes and no, in exact integers.

    ``counts`` has the ballots by "yes", "no" and "abstain"; ``present`` is everyone on the roll who takes
    part, in the room or by a ballot from elsewhere, so it is never less than the ballots.
    For ``basis`` see ``quorum_met``.

    A majority is about the votes cast, "excluding blanks or abstentions" (Robert's Rules of Order Newly
    Revised, 12th ed., 44:1 and 44:3), so only yes and no are compared:
    "majority" passes with yes > no, a tie fails; "two_thirds" with 3 * yes >= 2 * (yes + no) and at
    least one yes. "consent" passes when somebody consents and nobody objects; to stand aside is no
    objection (Sociocracy For All, "Consent decision making"). Without a quorum nothing passes.

    Raises ValueError for counts that cannot be: negative ones, more ballots than people who take part,
    more of those than are entitled, or an unknown method.
    """
    yes, no, abstain = (counts.get(option, 0) for option in ("yes", "no", "abstain"))
    cast = yes + no + abstain
    if min(yes, no, abstain) < 0 or not cast <= present <= entitled:
        raise ValueError(f"{cast} ballots, {present} present and {entitled} entitled cannot be")
    share, of = TWO_THIRDS
    enough = {
        "consent": yes > 0 and no == 0,
        "majority": yes > no,
        "two_thirds": yes > 0 and of * yes >= share * (yes + no),
    }
    if method not in enough:
        raise ValueError(f"{method!r} is no method for yes and no")
    met = quorum_met(entitled=entitled, present=present, cast=cast, percent=quorum_percent, basis=basis)
    return Tally(
        cast=cast,
        yes=yes,
        no=no,
        abstain=abstain,
        quorum=quorum_of(present if basis == "present" else entitled, quorum_percent),
        quorum_met=met,
        passed=met and enough[method],
    )
