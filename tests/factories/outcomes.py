"""Decisions that were made, for tests of what comes of them."""

from typing import Any, NamedTuple

from advisory.decisions.models import Decision
from advisory.decisions.services import cast_vote, close_decision, open_decision
from community.models import Group, Person
from tests.factories.decisions import drafted
from tests.factories.people import GroupFactory, member, staff


class Made(NamedTuple):
    """A closed decision, who runs the meetings, those who voted, and one member who did not."""

    decision: Decision
    facilitator: Person
    voters: list[Person]
    silent: Person


def made(group: Group | None = None, *, option: str = "yes", ballots: int = 2, **draft: Any) -> Made:
    """A vote that ``ballots`` members answered with ``option``, closed today."""
    group = group or GroupFactory()
    facilitator = draft.pop("by", None) or staff(group.community, "facilitator", display_name="Luis Herrera")
    voters = [member(group, display_name=f"Rosa {index:02d}") for index in range(ballots)]
    silent = member(group, display_name="Silent Sam")
    draft = {"quorum_percent": 1, **draft}
    decision = open_decision(drafted(group, by=facilitator, **draft), by=facilitator)
    for voter in voters:
        cast_vote(decision, voter=voter, option=option, channel="phone")
    close_decision(decision, by=facilitator)
    return Made(Decision.objects.get(pk=decision.pk), facilitator, voters, silent)
