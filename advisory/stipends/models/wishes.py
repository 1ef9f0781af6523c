"""How a member wants to be paid, and how much of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from advisory.stipends.rules import Method
from community.core.owned import AppendOnly


class PayWish(AppendOnly):
    """What one member chose; the latest counts, for work from then on. Why is theirs alone."""

    belongs_through = "person__community"

    Method = Method

    person = models.ForeignKey("community.Person", models.PROTECT, related_name="pay_wishes")
    method = models.CharField(max_length=10, choices=Method)
    # No more than this each time; 0: nothing. Empty: the whole.
    at_most_cents = models.PositiveIntegerField(null=True, blank=True)
    # Money for work waits until this day.
    not_before = models.DateField(null=True, blank=True)
    said_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("wish about pay")
        verbose_name_plural = _("wishes about pay")
        constraints = [
            models.CheckConstraint(condition=Q(method__in=Method.values), name="pay_method_known"),
        ]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"wish {self.pk}"
