"""The life of a round: collect ideas, look at them, vote, deliver."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.budgets.models import Idea, Project, Round
from advisory.budgets.rules import may_run
from advisory.budgets.selectors import votes_for
from advisory.budgets.services.holding import hold, only_in
from advisory.decisions.models import Decision
from advisory.decisions.selectors import ballots_of, is_final, winners_of
from advisory.decisions.services import NewChoice, draft_decision, refuse_while_one_stands
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.lifecycle import Move, transition, transition_all
from community.core.tidying import one_line
from community.messaging.services import refuse_private
from community.people.models import Group, Person

State = Round.State


@transaction.atomic
def begin_round(
    group: Group,
    *,
    title: str,
    budget_cents: int,
    by: Person,
    text: str = "",
    ideas_until: date | None = None,
) -> Round:
    """Begin a round that collects ideas. Nobody sees it before it is published."""
    if not may_run(by, group):
        raise NotAllowed(_("Only a facilitator or a coordinator can change a budget round."))
    title = one_line(title, most=120)
    refuse_private(group.community, title)
    if budget_cents < 1:
        raise BadInput(_("Say how much money there is."))
    if ideas_until is not None and ideas_until < group.community.today():
        raise BadInput(_("That day has passed. Choose a later one, or none."))
    Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    last = Round.objects.filter(group=group).aggregate(last=Max("number"))["last"] or 0
    begun = Round.objects.create(
        group=group,
        number=last + 1,
        title=title,
        text=text.strip(),
        budget_cents=budget_cents,
        ideas_until=ideas_until,
    )
    audit.record(begun, "begin", by=by, to_state=begun.state)
    return begun


@transaction.atomic
def publish_round(found: Round, *, by: Person) -> Round:
    """Let everybody read the round; it stays public. Publishing it again changes nothing."""
    held = hold(found, by=by)
    if held.published_at is None:
        held.published_at = timezone.now()
        held.save(update_fields=["published_at"])
        audit.record(held, "publish", by=by)
    return held


@transaction.atomic
def review_round(found: Round, *, by: Person) -> Round:
    """End the time of ideas."""
    return transition(hold(found, by=by), "review", by=by)


@transaction.atomic
def collect_again(found: Round, *, by: Person, why: str) -> Round:
    """Take more ideas after all."""
    return transition(
        hold(found, by=by), "collect_again", by=by, why=one_line(why, most=200), ideas_until=None
    )


@transaction.atomic
def put_to_vote(
    found: Round, *, by: Person, method: str, quorum_percent: int = 50, is_secret: bool = False
) -> Decision:
    """Draft the vote between the projects that can be done; opening it is the decision's own verb.

    ``method`` is one of ``Decision.BUDGETS``. Raises Refused while an idea waits to be read or a project to
    be looked at, and BadInput where there are fewer than two projects.
    """
    held = hold(found, by=by)
    only_in(held, State.REVIEW)
    if method not in Decision.BUDGETS:
        raise BadInput(_("Choose how the money is shared out."))
    if Idea.objects.filter(round=held, state=Idea.State.NEW).exists():
        raise Refused(_("Some ideas have not been read yet. Read them first."))
    if Project.objects.filter(round=held, state=Project.State.DRAFT).exists():
        raise Refused(_("Some projects are still being looked at. Say first whether they can be done."))
    feasible = list(Project.objects.filter(round=held, state=Project.State.FEASIBLE))
    decision = draft_decision(
        held.group,
        title=held.title,
        text=held.text,
        method=method,
        by=by,
        quorum_percent=quorum_percent,
        is_secret=is_secret,
        budget_cents=held.budget_cents,
        choices=[NewChoice(project.title, project.cost_cents, project.place) for project in feasible],
    )
    for project, choice in zip(feasible, decision.choices.all(), strict=True):
        project.choice = choice
    Project.objects.bulk_update(feasible, ["choice"])
    transition(held, "put_to_vote", by=by, decision=decision)
    return decision


@transaction.atomic
def review_again(found: Round, *, by: Person, why: str) -> Round:
    """Back to looking at the projects, when the vote was taken back or did not count."""
    held = hold(found, by=by)
    only_in(held, State.VOTE)
    refuse_while_one_stands(Decision.objects.filter(budget_round=held))
    return _review_again(held, by=by, why=one_line(why, most=200))


def _review_again(held: Round, *, by: Person | None, why: str) -> Round:
    Project.objects.filter(round=held).update(choice=None)
    return transition(held, "review_again", by=by, why=why)


def settle(decision: Decision, result: Any) -> None:
    """Give every project its result when the vote of its round closes (``registry.decision_closed``).

    A vote that another body has still to approve settles nothing until that body has; one that did not
    pass sends the round back to where its projects are looked at.
    """
    decided = decision.ratifies if decision.ratifies is not None else decision
    found = Round.objects.select_for_update(of=("self",)).filter(decision=decided, state=State.VOTE).first()
    if found is None:
        return
    if is_final(decided):
        _share_out(found, decided)
    elif not result.passed:
        _review_again(found, by=None, why=_("The vote did not pass."))


def _share_out(found: Round, decision: Decision) -> None:
    won = {choice.pk for choice in winners_of(decision)}
    votes = votes_for(decision, ballots_of(decision).values_list("marks", flat=True))
    projects = Project.objects.filter(round=found, state=Project.State.FEASIBLE).select_related(
        "choice", "round__group__community"
    )
    transition_all(
        [
            Move(
                project,
                "choose" if project.choice_id in won else "pass_over",
                {"votes": votes[project.choice.place] if project.choice else 0},
            )
            for project in projects
        ],
        by=None,
    )
    transition(found, "decide", by=None)


@transaction.atomic
def finish_round(found: Round, *, by: Person) -> Round:
    """Say that everything chosen is done. Raises Refused while a project is not."""
    held = hold(found, by=by)
    if Project.objects.filter(round=held, state=Project.State.CHOSEN).exists():
        raise Refused(_("Some chosen projects are not done yet."))
    Idea.objects.filter(round=held, phone__isnull=False).update(phone=None)
    return transition(held, "finish", by=by)
