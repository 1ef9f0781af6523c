"""The doorbell of a live board."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned


class LiveBoard(Owned):
    """Something people watch together. A change of anything it shows bumps ``version``."""

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="boards")
    kind = models.CharField(max_length=20)
    version = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = _("live board")

    def __str__(self) -> str:
        return f"{self.kind} board {self.pk}"
