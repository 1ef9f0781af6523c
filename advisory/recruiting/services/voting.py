"""The group's own vote about those who would join it, and what follows from it."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from advisory.boards.selectors import rules_of
from advisory.decisions.models import Decision
from advisory.decisions.selectors import is_final, winners_of
from advisory.decisions.services import NewChoice, draft_decision
from advisory.recruiting.models import Applicant
from advisory.recruiting.rules import called
from advisory.recruiting.selectors import may_stand
from advisory.recruiting.services.steps import check_recruiter, move
from advisory.recruiting.states import OVER, State
from community.core.errors import BadInput
from community.meetings.models import Meeting
from community.people.models import Group, Person

ALONE = Decision.YES_OR_NO
SEVERAL = (Decision.Method.APPROVAL, Decision.Method.IRV)


@transaction.atomic
def put_to_vote(
    group: Group,
    *,
    applicants: Sequence[Applicant],
    title: str,
    method: str,
    by: Person,
    is_secret: bool,
    seats: int = 1,
    meeting: Meeting | None = None,
) -> Decision:
    """Draft the vote of ``group`` about one candidate (yes or no) or several (``seats`` of them win).

    The charter in force gives the quorum. Raises BadInput when the method does not fit the number of
    candidates, or when one of them is not at that stage.
    """
    check_recruiter(by, group)
    keys = [applicant.pk for applicant in applicants]
    locked = list(may_stand(group).select_for_update(of=("self",)).filter(pk__in=keys))
    if not keys or len(locked) != len(set(keys)):
        raise BadInput(_("Choose people who have been to a group interview."))
    if (len(locked) == 1) != (method in ALONE):
        raise BadInput(_("One person is voted on by yes and no; several by a vote that chooses."))
    names = _names(locked)
    decision = draft_decision(
        group,
        title=title,
        method=method,
        by=by,
        meeting=meeting,
        quorum_percent=rules_of(group, group.community.today()).quorum_percent,
        choices=[NewChoice(name) for name in names] if method not in ALONE else (),
        is_secret=is_secret,
        seats=seats,
    )
    for place, applicant in enumerate(locked, 1):
        move(applicant, "stand", by=by, decision=decision, place=place if method not in ALONE else None)
    return decision


def _names(applicants: Sequence[Applicant]) -> list[str]:
    """The names on a ballot: short where that tells them apart; whole, or else with a number, where not."""
    whole = [applicant.person.display_name[:70] for applicant in applicants]
    short = [called(name) for name in whole]
    numbered = [f"{name} ({place})" for place, name in enumerate(whole, 1)]
    return [
        name if short.count(name) == 1 else full if whole.count(full) == 1 else last
        for name, full, last in zip(short, whole, numbered, strict=True)
    ]


def follow_vote(decision: Any, _result: Any) -> None:
    """Write down whom the group chose (``registry.decision_closed``): only where the vote is final.

    A first pass chooses nobody, and where another group must approve too, its vote is waited for.
    """
    _take_over(decision)
    for voted in (decision, decision.ratifies):
        if voted is None or voted.is_first_pass:
            continue
        final = is_final(voted)
        if not final and not _is_lost(voted):
            continue
        won = {choice.place for choice in winners_of(voted)} if final else set()
        candidates = Applicant.objects.filter(decision=voted, state=State.CANDIDATE)
        for applicant in candidates.order_by("pk"):
            chosen = final and (applicant.place is None or applicant.place in won)
            move(applicant, "choose" if chosen else "pass_over", by=None)


def _take_over(decision: Decision) -> None:
    """A question asked again is about the same people, but for those who have stepped back or sit."""
    if decision.reopens_id is not None:
        before = Applicant.objects.filter(decision=decision.reopens_id).exclude(state__in=OVER)
        for applicant in before.order_by("pk"):
            move(applicant, "stand", by=None, decision=decision)


def _is_lost(decision: Decision) -> bool:
    """Whether ``decision`` is closed and can no longer hold: it failed, or another body said no."""
    if decision.state != Decision.State.CLOSED:
        return False
    others = decision.ratifications.exclude(state__in=Decision.TAKEN_BACK)
    return not decision.result.passed or others.filter(result__passed=False).exists()
