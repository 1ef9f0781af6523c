"""Files that were brought, their rows that wait, those that were carried over, and what was taken away."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned
from referrals.exchange.states import LIFE, State
from referrals.sealing.fields import SealedJSON, SealedText


class ImportFile(Owned):
    """A file as it was read. Nothing of it is a referral before it is carried over."""

    State = State
    LIFE: ClassVar = LIFE

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("community.Organisation", models.PROTECT, related_name="+")
    by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(default=timezone.now)
    encoding = models.CharField(max_length=20)
    # Words with letters beyond English as they were read, and the headings that no column was found for.
    shown = SealedJSON(null=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_wrong = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State, default=State.READ)
    state_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("file of referrals")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="import_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["read", "dropped"]) | Q(rows_wrong=0),
                name="import_whole_or_not_at_all",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"])]

    def __str__(self) -> str:
        return f"file {self.pk}"


class WaitingRow(Owned):
    """One row of a file that waits: what it tells, sealed, or what is wrong with it."""

    belongs_through = "file__community"

    file = models.ForeignKey(ImportFile, models.CASCADE, related_name="waiting")
    line = models.PositiveIntegerField()
    # By which the same row is known again: see ``row_keys``.
    key = models.CharField(max_length=32)
    # {"cells": {column: words}, "errors": [[column, words]]}, and of a right row what it was read as
    # (``services.entries``).
    told = SealedJSON()
    is_wrong = models.BooleanField(default=False)
    is_known = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("row of a file that waits")
        constraints = [
            models.UniqueConstraint(fields=["file", "line"], name="waiting_line_once"),
            models.UniqueConstraint(
                fields=["file", "key"], condition=Q(is_wrong=False, is_known=False), name="waiting_key_once"
            ),
        ]
        indexes = [models.Index(fields=["file", "key"])]

    def __str__(self) -> str:
        return f"row {self.pk}"


class CarriedRow(AppendOnly):
    """A row that became a referral; the same row again becomes nothing."""

    belongs_through = "organisation__community"

    organisation = models.ForeignKey("community.Organisation", models.PROTECT, related_name="+")
    key = models.CharField(max_length=32)
    referral = models.ForeignKey("referrals.Referral", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("row that was carried over")
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="carried_row_once")]

    def __str__(self) -> str:
        return f"carried row {self.pk}"


class ExportLog(AppendOnly):
    """Who took which fields of how many children, and why."""

    class Reason(models.TextChoices):
        CARE = "care", _("to care for these families")
        OWN_RECORDS = "own", _("for our own records")
        FUNDER = "funder", _("for a funder or an agency we report to")
        PARENT = "parent", _("a parent asked for it")
        OTHER = "other", _("something else")

    class Kind(models.TextChoices):
        CSV = "csv", _("CSV, for any spreadsheet")
        XLSX = "xlsx", _("Excel workbook")
        FHIR = "fhir", _("FHIR bundle, for another system")

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("community.Organisation", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=4, choices=Kind)
    reason = models.CharField(max_length=6, choices=Reason)
    # In the words of whoever took it; they may name somebody.
    why = SealedText(max_length=200, blank=True)
    fields = models.JSONField()
    rows = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("export")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["csv", "xlsx", "fhir"], reason__in=["care", "own", "funder", "parent", "other"]
                ),
                name="export_known",
            ),
            models.CheckConstraint(
                condition=~Q(reason="other") | Q(why__sealed=True), name="export_says_what_else"
            ),
        ]

    def __str__(self) -> str:
        return f"export {self.pk}"
