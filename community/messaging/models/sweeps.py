"""How far the carrier's own list of messages has been compared with ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned


class Sweep(Owned):
    """Up to this moment, every message that the carrier lists for a community is known here."""

    community = models.OneToOneField("community.Community", models.PROTECT, related_name="sweep")
    swept_until = models.DateTimeField()

    class Meta:
        verbose_name = _("sweep")

    def __str__(self) -> str:
        return f"swept until {self.swept_until}"
