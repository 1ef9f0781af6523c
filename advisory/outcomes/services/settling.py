"""Saying that a decision is carried out, or is not. A mistake is taken up again.

Either is the last step of its thread, so those who voted hear of it.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from advisory.decisions.models import Decision
from advisory.outcomes.models import Outcome
from advisory.outcomes.services.holding import hold_final
from advisory.outcomes.services.stepping import add_step
from community.core.errors import BadInput
from community.core.lifecycle import transition
from community.people.models import Person


@transaction.atomic
def carry_out(
    decision: Decision, *, by: Person, words: str, others: Mapping[str, str] | None = None
) -> Outcome:
    """It is done; ``words`` say what there is now. Only a final decision can be."""
    return _settle(decision, "carry_out", by=by, words=words, others=others)


@transaction.atomic
def give_up(
    decision: Decision, *, by: Person, words: str, others: Mapping[str, str] | None = None
) -> Outcome:
    """It is not carried out; ``words`` say why."""
    return _settle(decision, "give_up", by=by, words=words, others=others)


@transaction.atomic
def resume(decision: Decision, *, by: Person, why: str) -> Outcome:
    """It is under way again."""
    reason = " ".join(why.split())[:200]
    if not reason:
        raise BadInput(_("Say why, in a few words."))
    return _move(hold_final(decision, by), "resume", by=by, reason=reason, settled_on=None)


def _settle(
    decision: Decision, verb: str, *, by: Person, words: str, others: Mapping[str, str] | None
) -> Outcome:
    locked = hold_final(decision, by)
    today = locked.group.community.today()
    outcome = _move(locked, verb, by=by, reason=" ".join(words.split())[:200], settled_on=today)
    add_step(locked, on=today, words=words, others=others, by=by)
    return outcome


def _move(decision: Decision, verb: str, *, by: Person, reason: str, **changes: Any) -> Outcome:
    outcome, _new = Outcome.objects.get_or_create(decision=decision)
    return transition(outcome, verb, by=by, why=reason, reason=reason, **changes)
