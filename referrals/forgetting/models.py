"""The list of those who were erased, to be erased again where an older database comes back."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly
from community.people.models import Channel


class Erasure(AppendOnly):
    """One child whose record was erased because the parent asked: numbers and a mark, nothing else."""

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="erasures")
    # A number and no key to a row: it must hold in a database of before, too.
    child_number = models.BigIntegerField()
    # Made of the name and the birth date that stood there (``sealing.marks``), so that a number which is
    # another child's in another database is not taken for this one's.
    mark = models.CharField(max_length=32)
    channel = models.CharField(max_length=8, choices=Channel)
    by = models.ForeignKey("community.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("erasure")
        constraints = [
            models.UniqueConstraint(fields=["community", "child_number"], name="erasure_once"),
            models.CheckConstraint(condition=Q(mark__regex=r"^[0-9a-f]{32}$"), name="erasure_tells_nothing"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="erasure_channel_known"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"erasure {self.pk}"
