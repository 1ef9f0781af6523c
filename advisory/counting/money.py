"""What both ways of spending a budget share: projects, their cost, and how much each voter wants them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from advisory.counting.ballots import Amount, Profile
from advisory.counting.result import CannotCount


@dataclass(frozen=True)
class Spending:
    """A budget question. ``points`` is by project: voter to points, voters numbered from 0 as ballots come.

    An approval is one point. A project that a ballot gives none is not supported by it.
    """

    budget: Amount
    costs: dict[str, Amount]
    points: dict[str, dict[int, int]]
    voters: int
    blank: int

    def votes(self, project: str) -> int:
        return sum(self.points[project].values())


def spending(profile: Profile) -> Spending:
    """The budget question of ``profile``. Raises CannotCount without a budget, or a cost for each project."""
    if profile.budget is None:
        raise CannotCount(_("The file does not say how much money there is."))
    missing = [one for one in profile.candidates if one not in profile.costs]
    if missing:
        raise CannotCount(
            _("The file does not say what “%(name)s” costs.") % {"name": profile.name(missing[0])}
        )
    points: dict[str, dict[int, int]] = {project: {} for project in profile.candidates}
    voter = blank = 0
    for ballot in profile.ballots:
        marks = dict(ballot.scores) or dict.fromkeys(ballot.approvals, 1)
        blank += 0 if any(marks.values()) else ballot.weight
        for number in range(voter, voter + ballot.weight):
            for project, given in marks.items():
                if given:
                    points[project][number] = given
        voter += ballot.weight
    costs = {project: profile.costs[project] for project in profile.candidates}
    return Spending(budget=profile.budget, costs=costs, points=points, voters=voter, blank=blank)
