"""The way of a referral: each step follows the one before it; any open one may end, for a fitting reason."""

from itertools import pairwise

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    REFERRED = "referred", _("referred")
    CONTACTED = "contacted", _("family contacted")
    EVALUATED = "evaluated", _("evaluated")
    ELIGIBLE = "eligible", _("eligible")
    PLAN = "plan", _("plan made (IFSP)")
    SERVICES = "services", _("services started")
    CLOSED = "closed", _("closed")


WAY = (State.REFERRED, State.CONTACTED, State.EVALUATED, State.ELIGIBLE, State.PLAN, State.SERVICES)

# {(state, verb): next state}; the verb of a step is the name of the state it leads to.
LIFE = {
    **{(before.value, after.value): after for before, after in pairwise(WAY)},
    **{(state.value, "close"): State.CLOSED for state in WAY},
}

# Closure form of the New York City Bureau of Early Intervention. Leaving for preschool special
# education is possible before a plan too: a child who turns three within 45 days of the referral
# goes there without one (10 NYCRR 69-4.2(b)).
ANY_TIME = ("not_found", "moved_city", "moved_state", "died", "preschool", "monitoring")
BEFORE_PLAN = ("ineligible", "refused", "duplicate")
FROM_PLAN = ("resolved", "refused")


def closing_reasons(state: str) -> tuple[str, ...]:
    """The reasons that may close a referral in ``state``, likelier ones first; none when it is closed."""
    if state == State.CLOSED:
        return ()
    stage = FROM_PLAN if state in (State.PLAN, State.SERVICES) else BEFORE_PLAN
    return (*stage, *ANY_TIME)


def next_step(state: str) -> State | None:
    """The step after ``state``, or None at the end of the way."""
    return next((after for before, after in pairwise(WAY) if before == state), None)
