"""Who may run a budget round, and why its count came out as it did. Nothing here reads the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from community.messaging.rules import first_word
from community.people.rules import runs_meetings

# The word that begins an idea by text, and the language it is written in; "idea" is Spanish too.
IDEA_WORDS = {"idea": None, "ideas": None, "lide": "ht", "ide": "ht"}
LONGEST_IDEA = 300
# More from one sender in one round is for a conversation, not for a list.
MOST_IDEAS = 20


def may_run(person: Any, group: Any) -> bool:
    """Whether ``person`` may run the budget rounds of ``group``."""
    return runs_meetings(person) and person.community_id == group.community_id


def idea_in(body: str) -> tuple[str | None, str] | None:
    """The language that the first word of an idea by text tells (None: it tells none), and the idea.

    None when ``body`` is no idea: a question ("ideas?") is for a person.
    """
    word, rest = first_word(body)
    if word not in IDEA_WORDS or body.strip().endswith("?"):
        return None
    return IDEA_WORDS[word], " ".join(rest.split())


@dataclass(frozen=True)
class Paid:
    """Who paid for a project: how many, and the least and the most that one of them gave, in cents."""

    people: int
    least: Fraction
    most: Fraction


def paid_for(shares: Mapping[str, Sequence[Any]], place: int) -> Paid | None:
    """What ``Result.count`` of a decision says of the payers of the choice at ``place``; None: nobody paid,
    or the method has no shares. There amounts are dollars, whole ones or "a/b" of them."""
    amounts = [100 * Fraction(amount) for amount in shares.get(str(place), ())]
    return Paid(len(amounts), min(amounts), max(amounts)) if amounts else None


def why_not_chosen(*, votes: int, cost_cents: int, left_cents: int) -> str:
    """Why the count passed a project over: "no_votes", "too_dear" or "others_money".

    "others_money": it would fit into what was left, but that belonged to voters who wanted something else
    (Equal Shares pays for a project out of its own supporters' shares alone).
    """
    if not votes:
        return "no_votes"
    return "too_dear" if cost_cents > left_cents else "others_money"


@dataclass(frozen=True)
class Total:
    """What the readings of a measure come to. ``counted`` and ``not_recorded`` are numbers of readings.

    ``count`` is None where nothing was ever counted, which is not the same as 0.
    """

    count: int | None
    counted: int
    not_recorded: int


def total_of(counts: Iterable[int | None]) -> Total:
    """Add readings up; those that nobody counted are kept apart."""
    listed = list(counts)
    known = [count for count in listed if count is not None]
    return Total(sum(known) if known else None, len(known), len(listed) - len(known))
