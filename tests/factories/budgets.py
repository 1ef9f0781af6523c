"""Budget rounds for tests: with projects that can be done, put to the vote, and voted on."""

from typing import Any

from advisory.budgets import services
from advisory.budgets.models import Project, Round
from advisory.budgets.services.projects import Words
from advisory.decisions.models import Ballot, Decision
from advisory.decisions.services import cast_vote, close_decision, open_decision
from community.models import Group, Person
from tests.factories.people import GroupFactory, member, staff


def begun(group: Group | None = None, **facts: Any) -> tuple[Round, Person]:
    """A published round that collects ideas, and the facilitator who began it."""
    group = group or GroupFactory()
    by = facts.pop("by", None) or staff(group.community, "facilitator")
    facts = {"title": "Small things that help", "budget_cents": 100_00, **facts}
    found = services.begin_round(group, by=by, **facts)
    return services.publish_round(found, by=by), by


def project(found: Round, title: str, dollars: int | None, *, by: Person, feasible: bool = True) -> Project:
    """A project, found feasible unless said otherwise."""
    cost = dollars * 100 if dollars else None
    made = services.write_project(found, by=by, texts={"en": Words(title, "Why not.")}, cost_cents=cost)
    if feasible:
        services.add_note(made, by=by, body="Two offers came in.")
        services.find_feasible(made, by=by)
    return made


def voted(
    costs: list[int], ballots: list[list[int]], *, method: str = "equal_shares", budget_cents: int = 100_00
) -> tuple[Round, Decision, Person]:
    """A round whose vote has closed: projects "A", "B" … that cost so many dollars, one ballot a member."""
    found, by = begun(budget_cents=budget_cents)
    for at, dollars in enumerate(costs):
        project(found, f"Project {chr(65 + at)}", dollars, by=by)
    board = [member(found.group) for _ballot in ballots]
    services.review_round(found, by=by)
    decision = services.put_to_vote(found, by=by, method=method)
    open_decision(decision, by=by)
    for person, places in zip(board, ballots, strict=True):
        if places:
            cast_vote(decision, voter=person, channel=Ballot.Channel.PHONE, marks=places)
    close_decision(decision, by=by)
    found.refresh_from_db()
    return found, decision, by
