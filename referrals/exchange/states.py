"""The life of a file that is brought: read and shown, then carried over whole, or put aside."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    READ = "read", _("read, nothing carried over yet")
    CARRYING = "carrying", _("being carried over")
    DONE = "done", _("carried over")
    DROPPED = "dropped", _("put aside")


# {(state, verb): next state}. "stop" is the way back where one row could not be carried over.
LIFE = {
    (State.READ.value, "carry"): State.CARRYING,
    (State.CARRYING.value, "finish"): State.DONE,
    (State.CARRYING.value, "stop"): State.READ,
    (State.READ.value, "drop"): State.DROPPED,
}
