"""The shortlist by its rule, the group's vote, the end, and what is forgotten afterwards."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.choosing.models import Panel, PanelCandidate, PanelConflict
from advisory.choosing.rules import shortlist
from advisory.choosing.selectors import missing, totals_of
from advisory.choosing.services.holding import hold_to_run, only_in
from advisory.decisions.models import Choice, Decision
from advisory.decisions.selectors import is_final, winners_of
from advisory.decisions.services import NewChoice, draft_decision, refuse_while_one_stands
from community.core import audit
from community.core.errors import BadInput, Refused
from community.core.lifecycle import transition
from community.core.tidying import one_line
from community.people.models import Person

State = Panel.State
METHODS = (Decision.Method.APPROVAL, Decision.Method.IRV)


@transaction.atomic
def make_shortlist(panel: Panel, *, by: Person, why: str = "") -> Panel:
    """End the scoring and put the candidates on the shortlist by ``rules.shortlist``.

    ``why`` says why nobody waits for the sheets that are missing; without it Refused, while any is.
    """
    held = hold_to_run(panel, by=by)
    only_in(held, State.SCORING)
    late = missing(held)
    if late and not why.strip():
        raise Refused(
            _("%(count)d score sheets are still to come. Wait for them, or say why not.") % {"count": late}
        )
    listed = shortlist(totals_of(held), places=held.places)
    if len(listed) < 2:
        raise Refused(_("Fewer than two candidates have scores."))
    PanelCandidate.objects.filter(pk__in=listed).update(is_shortlisted=True)
    return transition(held, "make_shortlist", by=by, why=" ".join(why.split())[:200])


@transaction.atomic
def put_to_vote(
    panel: Panel, *, by: Person, method: str, quorum_percent: int = 50, is_secret: bool = False
) -> Decision:
    """Draft the group's vote between the candidates on the shortlist, by approval or ranked choice.

    From then on the names on it are read by the whole group.
    """
    held = hold_to_run(panel, by=by)
    only_in(held, State.SHORTLISTED)
    if method not in METHODS:
        raise BadInput(_("Choose how the group votes."))
    listed = list(held.candidates.filter(is_shortlisted=True))
    decision = draft_decision(
        held.group,
        title=held.title,
        method=method,
        by=by,
        quorum_percent=quorum_percent,
        is_secret=is_secret,
        choices=[NewChoice(candidate.name) for candidate in listed],
    )
    for candidate, choice in zip(listed, decision.choices.all(), strict=True):
        candidate.choice = choice
    PanelCandidate.objects.bulk_update(listed, ["choice"])
    transition(held, "put_to_vote", by=by, decision=decision)
    return decision


@transaction.atomic
def vote_again(panel: Panel, *, by: Person, why: str) -> Panel:
    """Back to the shortlist, when the vote was taken back."""
    held = hold_to_run(panel, by=by)
    only_in(held, State.VOTING)
    refuse_while_one_stands(Decision.objects.filter(panel=held))
    return _again(held, by=by, why=one_line(why, most=200))


def _again(held: Panel, *, by: Person | None, why: str) -> Panel:
    held.candidates.update(choice=None)
    return transition(held, "vote_again", by=by, why=why)


def settle(decision: Decision, result: Any) -> None:
    """Say who was chosen when the vote of a panel closes (``registry.decision_closed``).

    A vote that another body has still to approve settles nothing until it has.
    """
    decided = decision.ratifies if decision.ratifies is not None else decision
    held = Panel.objects.select_for_update(of=("self",)).filter(decision=decided, state=State.VOTING).first()
    if held is None:
        return
    if is_final(decided):
        won = [choice.pk for choice in winners_of(decided)]
        held.candidates.filter(choice__in=won).update(was_chosen=True)
        transition(held, "choose", by=None, ended_at=timezone.now())
    elif not result.passed:
        _again(held, by=None, why=_("The vote did not pass."))


@transaction.atomic
def stop_panel(panel: Panel, *, by: Person, why: str) -> Panel:
    """End a panel without a choice."""
    held = hold_to_run(panel, by=by)
    return transition(held, "stop", by=by, why=one_line(why, most=200), ended_at=timezone.now())


def forget_candidates(now: datetime) -> int:
    """Forget who stood and was not chosen, when a panel has been over for as long as it keeps them.

    Numbers stay: how many stood, and how the scores spread. Returns how many were forgotten.
    """
    return sum(_forget(panel.pk, now) for panel in Panel.objects.filter(ended_at__lt=now, forgotten_at=None))


@transaction.atomic
def _forget(panel_id: int, now: datetime) -> int:
    panel = Panel.objects.select_for_update(of=("self",)).get(pk=panel_id)
    is_due = panel.ended_at is not None and panel.ended_at + timedelta(days=panel.keep_days) <= now
    if panel.forgotten_at is not None or not is_due:
        return 0
    leaving = panel.candidates.filter(Q(was_chosen=False), forgotten_at=None)
    for candidate in leaving.filter(choice__isnull=False):
        title = _("Candidate %(number)d") % {"number": candidate.place}
        Choice.objects.filter(candidate=candidate).update(title=title, note="")
    PanelConflict.objects.filter(candidate__panel=panel).update(why="")
    count = leaving.update(name="", note="", forgotten_at=now)
    panel.forgotten_at = now
    panel.save(update_fields=["forgotten_at"])
    audit.record(panel, "forget", by=None)
    return count
