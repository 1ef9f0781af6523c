"""The life of an offer: one organization is asked to take a family, and says yes, no, or later."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    OPEN = "open", _("waits for an answer")
    WAITING = "waiting", _("on the waiting list")
    ACCEPTED = "accepted", _("taken")
    DECLINED = "declined", _("said no")
    WITHDRAWN = "withdrawn", _("taken back")


# The family's next call hangs on it.
ALIVE = (State.OPEN, State.WAITING)
ANSWERED = (State.WAITING, State.ACCEPTED, State.DECLINED)

LIFE = {
    (State.OPEN.value, "accept"): State.ACCEPTED,
    (State.OPEN.value, "decline"): State.DECLINED,
    (State.OPEN.value, "wait"): State.WAITING,
    (State.OPEN.value, "withdraw"): State.WITHDRAWN,
    (State.WAITING.value, "accept"): State.ACCEPTED,
    (State.WAITING.value, "decline"): State.DECLINED,
    # A new day on which a place is expected.
    (State.WAITING.value, "wait"): State.WAITING,
    (State.WAITING.value, "withdraw"): State.WITHDRAWN,
}
