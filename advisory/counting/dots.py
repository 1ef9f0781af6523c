"""Dots: everyone has the same number to spread."""

from django.utils.translation import gettext as _

from advisory.counting.ballots import Profile
from advisory.counting.result import CannotCount, Result
from advisory.counting.score import most_points


def count_dots(profile: Profile, *, dots: int) -> Result:
    """Who has the most dots; several when they tie, which is then said.

    Each ballot spreads at most ``dots`` over the candidates as it likes, all on one or some on several,
    and need not use them all: cumulative voting (Glasser, "Game theory and cumulative voting for corporate
    directors", Management Science 5, 1959). A ballot with more, or with fewer than none somewhere, is
    spoiled as a whole, an "overvote": nobody but the voter could say which dots to take back.

    Raises CannotCount when there is not at least one dot.
    """
    if dots < 1:
        raise CannotCount(_("Everyone needs at least one dot."))
    spoiled = frozenset(
        place
        for place, ballot in enumerate(profile.ballots)
        if sum(ballot.scores.values()) > dots or min(ballot.scores.values(), default=0) < 0
    )
    return most_points(profile, method="dots", options={"dots": dots}, spoiled=spoiled)
