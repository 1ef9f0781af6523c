"""Approval: a mark for everything one could live with."""

from advisory.counting.ballots import Profile
from advisory.counting.choices import at_the_top
from advisory.counting.result import Result, Round, nobody_inactive


def count_approval(profile: Profile) -> Result:
    """Who is approved on the most ballots; several when they tie, which is then said.

    Each ballot gives one vote to every candidate that it approves (Brams and Fishburn, "Approval Voting",
    American Political Science Review 72, 1978, doi:10.2307/1955105).
    """
    counts, inactive = dict.fromkeys(profile.candidates, 0), nobody_inactive()
    for ballot in profile.ballots:
        for candidate in ballot.approvals:
            counts[candidate] += ballot.weight
        if not ballot.approvals:
            inactive["skipped"] += ballot.weight
    winners, ties = at_the_top(counts)
    return Result(
        method="approval",
        options={},
        ballots=profile.size,
        rounds=[Round(counts=dict(counts), inactive=inactive)],
        winners=winners,
        ties=ties,
        blank=inactive["skipped"],
    )
