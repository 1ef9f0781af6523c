"""What one member is owed for one thing they did."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from advisory.stipends.models.rates import Rate
from advisory.stipends.models.work import Work
from advisory.stipends.rules import Kind
from community.core.owned import Owned


class Stipend(Owned):
    """An amount owed to one person for one meeting or one piece of work. Its amount is never changed:
    a correction reverses it and puts another one, the next ``turn``, in its place."""

    belongs_through = "group__community"

    class State(models.TextChoices):
        OWED = "owed", _("owed")
        APPROVED = "approved", _("approved")
        SENDING = "sending", _("on its way")
        PAID = "paid", _("paid")
        REVERSED = "reversed", _("taken back")
        WAIVED = "waived", _("not wanted")

    LIFE: ClassVar = {
        (State.OWED, "approve"): State.APPROVED,
        (State.OWED, "reverse"): State.REVERSED,
        (State.APPROVED, "reverse"): State.REVERSED,
        (State.APPROVED, "send"): State.SENDING,
        (State.SENDING, "pay"): State.PAID,
        (State.SENDING, "fail"): State.OWED,
        (State.PAID, "fail"): State.OWED,
        (State.WAIVED, "reverse"): State.REVERSED,
    }
    Kind = Kind

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="stipends")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="stipends")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.MEETING)
    # Where it comes from: one of the two.
    meeting = models.ForeignKey(
        "community.Meeting", models.PROTECT, null=True, blank=True, related_name="stipends"
    )
    work = models.ForeignKey(Work, models.PROTECT, null=True, blank=True, related_name="stipends")
    turn = models.PositiveSmallIntegerField(default=0)
    # The day of the meeting or the work.
    day = models.DateField()
    rate = models.ForeignKey(Rate, models.PROTECT, related_name="+")
    # What the rate and the charter give; less than it where the member wants less.
    full_cents = models.PositiveIntegerField()
    amount_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default="USD")
    # What it is paid from; empty until a fund can.
    fund = models.ForeignKey("advisory.Fund", models.PROTECT, null=True, blank=True, related_name="stipends")
    state = models.CharField(max_length=10, choices=State, default=State.OWED)
    accrued_at = models.DateTimeField(auto_now_add=True)
    # Who wrote the work down or corrected it; empty where attendance alone speaks.
    entered_by = models.ForeignKey(
        "community.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        "community.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    paid_by = models.ForeignKey("community.Person", models.PROTECT, null=True, blank=True, related_name="+")
    paid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("stipend")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "meeting", "kind", "turn"], name="stipend_once_a_meeting"
            ),
            models.UniqueConstraint(fields=["person", "work", "kind", "turn"], name="stipend_once_a_work"),
            models.UniqueConstraint(
                fields=["person", "meeting", "kind"],
                condition=~Q(state="reversed"),
                name="stipend_stands_once_a_meeting",
            ),
            models.UniqueConstraint(
                fields=["person", "work", "kind"],
                condition=~Q(state="reversed"),
                name="stipend_stands_once_a_work",
            ),
            models.UniqueConstraint(
                fields=["person", "group", "kind", "day"],
                condition=~Q(state="reversed") & Q(work__isnull=False),
                name="stipend_stands_once_a_day_of_work",
            ),
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, work=None, kind="meeting")
                | (Q(meeting=None, work__isnull=False) & ~Q(kind="meeting")),
                name="stipend_has_one_source",
            ),
            models.CheckConstraint(
                condition=Q(full_cents__gt=0, amount_cents__lte=F("full_cents")), name="stipend_is_money"
            ),
            models.CheckConstraint(
                condition=Q(amount_cents=0, state__in=["waived", "reversed"])
                | (Q(amount_cents__gt=0) & ~Q(state="waived")),
                name="stipend_waived_is_nothing",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["owed", "waived"], approved_by=None, paid_by=None)
                | Q(state="approved", approved_by__isnull=False, paid_by=None)
                | Q(state__in=["sending", "paid"], approved_by__isnull=False, paid_by__isnull=False)
                | Q(state="reversed", paid_by=None),
                name="stipend_state_has_its_hands",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["owed", "waived", "reversed"]) | Q(fund__isnull=False),
                name="stipend_is_paid_from_a_fund",
            ),
            models.CheckConstraint(
                condition=Q(paid_by=None) | ~Q(paid_by=F("approved_by")), name="stipend_two_pairs_of_hands"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(entered_by=None) | ~Q(approved_by=F("entered_by")),
                name="stipend_not_by_who_entered_it",
            ),
            models.CheckConstraint(
                condition=(Q(approved_by=None) | ~Q(approved_by=F("person")))
                & (Q(paid_by=None) | ~Q(paid_by=F("person"))),
                name="stipend_not_by_the_payee",
            ),
        ]
        ordering = ["-day", "person__display_name", "pk"]

    def __str__(self) -> str:
        return f"stipend {self.pk}"
