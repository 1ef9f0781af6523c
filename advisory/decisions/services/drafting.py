"""Drafting: the question, the method it is decided by, and what there is to choose from."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from advisory.decisions.models import Choice, Decision
from advisory.decisions.rules import may_run
from community.core import audit
from community.core.errors import BadInput, NotAllowed
from community.live.services import ring
from community.meetings.models import Meeting
from community.messaging.services import refuse_private
from community.people.models import Group, Person

MOST_CHOICES = 26
SEVERAL_SEATS = (Decision.Method.APPROVAL, Decision.Method.SCORE, Decision.Method.DOTS)


class NewChoice(NamedTuple):
    """Something to choose. ``cost_cents`` where a budget is shared out, else None."""

    title: str
    cost_cents: int | None = None
    note: str = ""


@transaction.atomic
def draft_decision(
    group: Group,
    *,
    title: str,
    method: str,
    by: Person,
    text: str = "",
    meeting: Meeting | None = None,
    quorum_percent: int = 50,
    choices: Sequence[NewChoice] = (),
    is_secret: bool = False,
    is_first_pass: bool = False,
    ratifies: Decision | None = None,
    reopens: Decision | None = None,
    seats: int = 1,
    top_mark: int | None = None,
    budget_cents: int | None = None,
) -> Decision:
    """Write down a question and the method it is decided by. Nothing of it changes later.

    ``method`` is one of ``Decision.Method``; ``quorum_percent`` is the share of the members who must take
    part, from 1 to 100. A decision with a ``meeting`` is shown on that meeting's board.
    Methods that choose take 2 to 26 ``choices``; ``seats`` is how many can win; ``top_mark`` the most
    points of a choice (score) or the dots of each voter (dots), from 1 to 100; ``budget_cents`` what a
    budget has, and then every choice has its cost.
    Texts repeat titles as they are typed, so they may not tell of a child or a provider.
    """
    if not may_run(by, group):
        raise NotAllowed(_("Only a facilitator or a coordinator can write a question to vote on."))
    title = " ".join(title.split())
    if not title:
        raise BadInput(_("Write the question in a few words."))
    if len(title) > 120:
        raise BadInput(_("That title is too long for a text. Use 120 letters at most."))
    refuse_private(group.community, title)
    if not 1 <= quorum_percent <= 100:
        raise BadInput(_("The share who must take part is from 1 to 100 percent."))
    if method not in Decision.Method.values:
        raise BadInput(_("Choose how it is decided."))
    if meeting is not None and meeting.group_id != group.pk:
        raise BadInput(_("That meeting is of another group."))
    if ratifies is not None and ratifies.group.community_id != group.community_id:
        raise BadInput(_("That decision is of another community."))
    named = checked_choices(group, method, choices, seats=seats, top_mark=top_mark, budget_cents=budget_cents)
    decision = Decision.objects.create(
        group=group,
        meeting=meeting,
        title=title,
        text=text.strip(),
        quorum_percent=quorum_percent,
        method=method,
        is_secret=is_secret,
        is_first_pass=is_first_pass,
        ratifies=ratifies,
        reopens=reopens,
        seats=seats,
        top_mark=top_mark,
        budget_cents=budget_cents,
    )
    Choice.objects.bulk_create(
        Choice(decision=decision, place=place, **choice._asdict()) for place, choice in enumerate(named, 1)
    )
    audit.record(decision, "draft", by=by, to_state=decision.state)
    if meeting is not None and meeting.board_id is not None:
        ring(meeting.board_id)
    return decision


def checked_choices(
    group: Group,
    method: str,
    choices: Sequence[NewChoice],
    *,
    seats: int,
    top_mark: int | None,
    budget_cents: int | None,
) -> list[NewChoice]:
    """The choices with their titles tidied; raises BadInput unless they fit the method."""
    named = [one._replace(title=" ".join(one.title.split()), note=one.note.strip()) for one in choices]
    if method in Decision.YES_OR_NO:
        if named:
            raise BadInput(_("A vote of yes and no has no choices."))
        return []
    _check_names(named)
    for choice in named:
        refuse_private(group.community, choice.title)
    _check_money(method, named, budget_cents)
    if method in Decision.POINTS and not 1 <= (top_mark or 0) <= 100:
        raise BadInput(_("Say how many points there are, from 1 to 100."))
    if method not in Decision.POINTS and top_mark is not None:
        raise BadInput(_("Only scores and dots have points."))
    if seats != 1 and method not in SEVERAL_SEATS:
        raise BadInput(_("Only approval, scores and dots can fill several seats."))
    if not 1 <= seats < len(named):
        raise BadInput(_("Fewer choices win than there are."))
    return named


def _check_names(named: Sequence[NewChoice]) -> None:
    if not 2 <= len(named) <= MOST_CHOICES:
        raise BadInput(_("Write from 2 to %(most)d choices.") % {"most": MOST_CHOICES})
    if not all(0 < len(choice.title) <= 80 for choice in named):
        raise BadInput(_("Name each choice in 80 letters at most."))
    if len({choice.title.casefold() for choice in named}) != len(named):
        raise BadInput(_("Two choices have the same name."))


def _check_money(method: str, named: Sequence[NewChoice], budget_cents: int | None) -> None:
    if method not in Decision.BUDGETS:
        if budget_cents is not None or any(choice.cost_cents is not None for choice in named):
            raise BadInput(_("Only a budget has costs."))
        return
    if not budget_cents or budget_cents < 1:
        raise BadInput(_("Say how much money there is."))
    if any(not choice.cost_cents or choice.cost_cents < 1 for choice in named):
        raise BadInput(_("Say what each choice costs."))
