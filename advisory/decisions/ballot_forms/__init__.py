"""The ballot as a form: one for each way of marking. The same on a page, behind a link and on a board.

``said()`` of a valid one is what ``cast_vote`` takes: option, marks and reason. What a ballot may hold
the service decides; here only that is said which needs the field it stands in.
"""

from collections.abc import Sequence
from typing import Any

from advisory.decisions.ballot_forms.base import BallotForm
from advisory.decisions.ballot_forms.paper import ApprovalPaper, PointsPaper, RanksPaper, YesNoPaper
from advisory.decisions.ballot_forms.screen import (
    ApprovalForm,
    PointsForm,
    RanksForm,
    YesNoForm,
    with_cost,
)
from advisory.decisions.marks import APPROVING
from advisory.decisions.models import Choice, Decision

__all__ = ["BallotForm", "ballot_form", "is_plain", "paper_form", "sent_ballot", "with_cost"]


def ballot_form(
    decision: Decision, data: Any = None, *, choices: Sequence[Choice] | None = None, **more: Any
) -> BallotForm:
    """The ballot of ``decision``; ``more`` are further arguments of ``BallotForm``.

    ``choices`` spares the question for them where they are known, or not stored yet.
    """
    kind: type[BallotForm] = RanksForm
    if decision.method in Decision.YES_OR_NO:
        kind = YesNoForm
    elif decision.method in APPROVING:
        kind = ApprovalForm
    elif decision.method in Decision.POINTS:
        kind = PointsForm
    return _made(kind, decision, data, choices, more)


def sent_ballot(decision: Decision, data: Any) -> BallotForm | None:
    """The ballot that came in, to be checked; None where there is none to check: one press says it all, or
    the vote is not open, which comes before what is wrong with its marks."""
    is_open = decision.state == Decision.State.OPEN
    return ballot_form(decision, data) if is_open and not is_plain(decision) else None


def paper_form(decision: Decision, data: Any = None, **more: Any) -> BallotForm:
    """The same for a sheet of paper, which is kept as it was marked."""
    kind: type[BallotForm] = RanksPaper
    if decision.method in Decision.YES_OR_NO:
        kind = YesNoPaper
    elif decision.method in APPROVING:
        kind = ApprovalPaper
    elif decision.method in Decision.POINTS:
        kind = PointsPaper
    return _made(kind, decision, data, None, more)


def _made(kind: type[BallotForm], decision: Decision, data: Any, choices: Any, more: Any) -> BallotForm:
    if choices is None:
        choices = list(decision.choices.all()) if decision.chooses else []
    return kind(data, decision=decision, choices=choices, **more)


def is_plain(decision: Decision) -> bool:
    """Whether one press can answer it: yes or no, open, and without a reason."""
    return not decision.chooses and not decision.is_secret and decision.method != Decision.Method.CONSENT
