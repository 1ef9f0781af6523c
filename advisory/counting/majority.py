"""Majority: more than half of the votes cast."""

from advisory.counting.ballots import Profile
from advisory.counting.choices import at_the_top, first_choices
from advisory.counting.result import Result


def count_majority(profile: Profile) -> Result:
    """Who has more than half of the votes cast; nobody, if nobody has.

    "More than half of the votes cast by persons entitled to vote, excluding blanks or abstentions"
    (Robert's Rules of Order Newly Revised, 12th ed., 44:1). So a tie chooses nobody, and neither does a
    lead without a majority among three.
    """
    only, cast = first_choices(profile)
    winners = [one for one, votes in only.counts.items() if 2 * votes > cast]
    return Result(
        method="majority",
        options={},
        ballots=profile.size,
        rounds=[only],
        winners=winners,
        ties=at_the_top(only.counts)[1],
        blank=only.inactive["skipped"],
    )
