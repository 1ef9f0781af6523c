"""The places of a group, and which place of the roster sits in which of them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned


class Seat(Owned):
    """One numbered place of a group, perhaps kept for somebody in particular."""

    belongs_through = "group__community"

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    # Whom it is kept for: "family", "speaks Haitian Creole". Empty: for anybody.
    purpose = models.CharField(max_length=80, blank=True)
    since = models.DateField()
    # The last day of the seat itself; empty: it stays.
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("seat")
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="seat_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="seat_number_from_one"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="seat_ends_after_start"
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"seat {self.number}"


class Term(Owned):
    """A membership in a seat. When it began and when it ended is the membership's own: the roster is one.

    A further term of the same person is a further membership. Triggers of PostgreSQL hold that no two
    terms of one seat share a day, and that the membership is one of the seat's group.
    """

    belongs_through = "seat__group__community"

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="terms")
    membership = models.OneToOneField("community.Membership", models.PROTECT, related_name="term")
    # Until when it was given, the day itself included; it ends only when somebody ends it.
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("term")

    def __str__(self) -> str:
        return f"term {self.pk}"
