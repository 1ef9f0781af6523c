"""The doorbell of a live board, and the presses it has answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned


class LiveBoard(Owned):
    """Something people watch together. A change of anything it shows bumps ``version``.

    ``changed``: by the key of a panel the version of the last change that said which panels show it, and
    under "" that of the last which did not (``services.ring``).
    """

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="boards")
    kind = models.CharField(max_length=20)
    version = models.PositiveBigIntegerField(default=1)
    changed = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("live board")

    def __str__(self) -> str:
        return f"{self.kind} board {self.pk}"


class Press(Owned):
    """One press of a button that a device may send again, and what it was told.

    Kept in the transaction of what the press did; without words only inside of it.
    """

    belongs_through = "person__community"

    person = models.ForeignKey("community.Person", models.CASCADE, related_name="+")
    key = models.UUIDField()
    said = models.TextField(blank=True)
    pressed_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("press")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="press_once")]

    def __str__(self) -> str:
        return f"press {self.pk}"
