"""What somebody will do after a meeting."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.meetings.models.meetings import Meeting


class ActionItem(Owned):
    """Something somebody will do by a date. While the meeting goes on, either may still be missing."""

    belongs_through = "group__community"

    class Said(models.TextChoices):
        TIME = "time", _("needs more time")
        HELP = "help", _("needs help")

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="action_items")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="action_items")
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(
        "community.Person", models.PROTECT, null=True, blank=True, related_name="action_items"
    )
    owner_organisation = models.ForeignKey(
        "community.Organisation", models.PROTECT, null=True, blank=True, related_name="action_items"
    )
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    # What the owner last said of it, when it was not "done".
    said = models.CharField(max_length=4, choices=Said, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("action item")
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(owner_organisation__isnull=True),
                name="action_item_has_one_owner_at_most",
            ),
            models.CheckConstraint(
                condition=Q(said="", said_at__isnull=True)
                | Q(said__in=["time", "help"], said_at__isnull=False),
                name="action_item_said_has_time",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="action_item_has_title"),
        ]
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def loose(self) -> bool:
        """Whether it still lacks who does it, or by when."""
        return self.due_on is None or (self.owner_id is None and self.owner_organisation_id is None)
