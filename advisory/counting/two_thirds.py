"""Two thirds of the votes cast."""

from advisory.counting.ballots import Profile
from advisory.counting.choices import first_choices
from advisory.counting.result import Result


def count_two_thirds(profile: Profile) -> Result:
    """Who has at least two thirds of the votes cast; nobody, if nobody has.

    "At least two thirds of the votes cast by persons entitled to vote, excluding blanks or abstentions"
    (Robert's Rules of Order Newly Revised, 12th ed., 44:3): 3 * votes >= 2 * cast, in whole numbers.
    An abstention, a ballot left blank, is no vote and changes nothing, neither for nor against.
    """
    only, cast = first_choices(profile)
    winners = [one for one, votes in only.counts.items() if votes and 3 * votes >= 2 * cast]
    return Result(
        method="two-thirds",
        options={},
        ballots=profile.size,
        rounds=[only],
        winners=winners,
        blank=only.inactive["skipped"],
    )
