"""Score: points for each candidate."""

from typing import Any

from advisory.counting.ballots import Ballot, Profile
from advisory.counting.choices import at_the_top
from advisory.counting.result import Result, Round, nobody_inactive


def count_score(profile: Profile) -> Result:
    """Who has the most points in all; several when they tie, which is then said.

    Every ballot gives each candidate points of one scale; a candidate left out gets none (Smith, "Range
    voting", 2000, rangevoting.org).
    """
    return most_points(profile, method="score", options={}, spoiled=frozenset())


def most_points(profile: Profile, *, method: str, options: dict[str, Any], spoiled: frozenset[int]) -> Result:
    """Add up the points of every ballot but the ``spoiled`` ones, by their place; those are overvotes."""
    counts, inactive = dict.fromkeys(profile.candidates, 0), nobody_inactive()
    for place, ballot in enumerate(profile.ballots):
        if place in spoiled:
            inactive["overvote"] += ballot.weight
            continue
        for candidate, points in ballot.scores.items():
            counts[candidate] += points * ballot.weight
        if unmarked(ballot):
            inactive["skipped"] += ballot.weight
    winners, ties = at_the_top(counts)
    return Result(
        method=method,
        options=options,
        ballots=profile.size,
        rounds=[Round(counts=dict(counts), inactive=inactive)],
        winners=winners,
        ties=ties,
        blank=inactive["skipped"],
    )


def unmarked(ballot: Ballot) -> bool:
    """Whether the ballot gives points to nobody."""
    return not any(ballot.scores.values())
