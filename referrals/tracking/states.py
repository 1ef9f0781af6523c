"""The way of a referral. Each step may follow the one before it; any open referral may be closed."""

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
