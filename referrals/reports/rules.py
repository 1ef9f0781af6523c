"""Who prepares a release, and what becomes of a draft. Pure."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.people.rules import has

prepares_reports = has("coordinator", "facilitator", "ambassador")


class State(models.TextChoices):
    """A draft that hides too little is held back from the start; it never goes out."""

    PREPARED = "prepared", _("waits for a second look")
    HELD = "held", _("held back")
    PUBLISHED = "published", _("published")
    DROPPED = "dropped", _("dropped")


LIFE = {
    (State.PREPARED, "publish"): State.PUBLISHED,
    (State.PREPARED, "drop"): State.DROPPED,
    (State.HELD, "drop"): State.DROPPED,
}
