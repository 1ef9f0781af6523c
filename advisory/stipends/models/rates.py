"""What a group pays its members, from which day on."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from advisory.stipends.rules import REFUNDS, Kind, Unit
from community.core.owned import AppendOnly


class Rate(AppendOnly):
    """What a member is paid for one kind of work, from a day on. A new rate is a new row."""

    belongs_through = "group__community"

    class Role(models.TextChoices):
        ANY = "", _("every member")
        MEMBER = "member", _("members")
        CHAIR = "chair", _("chairs")

    Kind, Unit = Kind, Unit

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="rates")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.MEETING)
    # A rate for somebody's own role goes before the one for every member.
    role = models.CharField(max_length=8, choices=Role, default=Role.ANY, blank=True)
    unit = models.CharField(max_length=8, choices=Unit, default=Unit.EACH)
    amount_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default="USD")
    since = models.DateField()
    # The rate that this one follows; a change is told before it holds.
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    announced_on = models.DateField()

    class Meta:
        verbose_name = _("rate")
        constraints = [
            models.UniqueConstraint(fields=["group", "kind", "role", "since"], name="rate_once_a_day"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="rate_is_money"),
            models.CheckConstraint(
                condition=Q(follows=None) | Q(since__gt=F("announced_on")), name="rate_told_before_it_holds"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[str(kind) for kind in REFUNDS], unit="at_most")
                | (~Q(kind__in=[str(kind) for kind in REFUNDS]) & ~Q(unit="at_most")),
                name="rate_of_refund_is_a_limit",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values, role__in=["", "member", "chair"], unit__in=Unit.values),
                name="rate_words_known",
            ),
        ]
        ordering = ["-since"]

    def __str__(self) -> str:
        return f"rate {self.pk}"
