"""What somebody did, or spent, outside of being at a meeting."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from advisory.stipends.rules import REFUNDS, Kind
from community.core.owned import Owned


class Work(Owned):
    """One kind of work of one person on one day, or one receipt. It is never changed: a correction is the
    next ``turn``, and takes back the stipend of the one before."""

    belongs_through = "group__community"

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="work")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="work")
    kind = models.CharField(max_length=12, choices=Kind)
    day = models.DateField()
    turn = models.PositiveSmallIntegerField(default=0)
    # How long it took, where it is paid by the hour.
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    # What the receipt says.
    asked_cents = models.PositiveIntegerField(null=True, blank=True)
    entered_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("work")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group", "kind", "day", "turn"], name="work_once_a_day_and_turn"
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=24 * 60),
                name="work_fits_a_day",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[str(kind) for kind in REFUNDS], asked_cents__gt=0, minutes=None)
                | (~Q(kind__in=[str(kind) for kind in REFUNDS]) & Q(asked_cents=None)),
                name="work_is_hours_or_a_receipt",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values) & ~Q(kind="meeting"), name="work_kind_known"
            ),
        ]
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"work {self.pk}"
