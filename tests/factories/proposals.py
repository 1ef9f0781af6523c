"""Proposals for tests: by a member of a board, with others to talk about it."""

from typing import Any, NamedTuple

from advisory.proposals import services
from advisory.proposals.models import Proposal
from community.models import Group, Person
from tests.factories.people import GroupFactory, member, staff

BENCHES = "More benches at the park"
TEXT = "Put three benches at the north gate, in the shade."


class Talk(NamedTuple):
    """A proposal, who runs the meetings, who proposed it, and two other members."""

    proposal: Proposal
    facilitator: Person
    rosa: Person
    others: list[Person]

    @property
    def group(self) -> Group:
        return self.proposal.group


def proposed(group: Group | None = None, *, by: Person | None = None, **said: Any) -> Proposal:
    """A proposal on the page."""
    group = group or GroupFactory()
    by = by or member(group, display_name="Rosa Diaz")
    return services.propose(group, by=by, **{"title": BENCHES, "text": TEXT, "channel": "web", **said})


def talk(**said: Any) -> Talk:
    """A board with a proposal of Rosa Diaz."""
    group = GroupFactory()
    facilitator = staff(group.community, "facilitator", display_name="Luis Herrera")
    rosa = member(group, display_name="Rosa Diaz")
    others = [member(group, display_name=name) for name in ("Denise Carter", "Andre Walker")]
    return Talk(proposed(group, by=rosa, **said), facilitator, rosa, others)
