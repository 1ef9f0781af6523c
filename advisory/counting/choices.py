"""What the simple methods share: one choice a ballot, and who stands at the top."""

from collections.abc import Mapping

from advisory.counting.ballots import OVERVOTE, Amount, Profile
from advisory.counting.result import Round, Tie, nobody_inactive


def first_choices(profile: Profile) -> tuple[Round, int]:
    """Each ballot for its one first choice, and how many votes were cast.

    A ballot without a first choice abstains: "skipped". One with several is an "overvote": a vote cast,
    but for nobody, as Robert's Rules of Order Newly Revised (12th ed., §45) counts illegal votes.
    """
    counts = dict.fromkeys(profile.candidates, 0)
    inactive = nobody_inactive()
    for ballot in profile.ballots:
        chosen = ballot.ranks[0] if ballot.ranks else frozenset()
        if len(chosen) == 1 and chosen != OVERVOTE:
            counts[next(iter(chosen))] += ballot.weight
        else:
            inactive["overvote" if chosen else "skipped"] += ballot.weight
    return Round(counts=dict(counts), inactive=inactive), sum(counts.values()) + inactive["overvote"]


def at_the_top(counts: Mapping[str, Amount]) -> tuple[list[str], list[Tie]]:
    """Everyone with the most, if that is more than nothing, and the tie when that is several."""
    most = max(counts.values(), default=0)
    leaders = [one for one, votes in counts.items() if votes == most and most > 0]
    return leaders, [Tie(round=1, tied=tuple(leaders), to="win")] if len(leaders) > 1 else []
