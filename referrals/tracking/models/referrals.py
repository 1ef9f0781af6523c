"""One child's referral, as it stands today."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.people.models import Consent
from referrals.tracking.clocks import Kind
from referrals.tracking.models.children import AgeBand, Child, Concern, Source
from referrals.tracking.states import LIFE, State


def today_in_utc() -> date:
    """The day on which a new referral's family may first be called."""
    return timezone.now().date()


# What the family says, the clock that ends first, then the longest without a contact.
_CALL_ORDER = ("worry", "due_on", "quiet_since", "id")


class Referral(Owned):
    """One child's way from a worry to services."""

    class Reason(models.TextChoices):
        """Reasons of the city's own form (New York City Bureau of Early Intervention)."""

        NOT_FOUND = "not_found", _("could not be located")
        MOVED_CITY = "moved_city", _("moved out of the city")
        MOVED_STATE = "moved_state", _("moved out of the state")
        DIED = "died", _("child died")
        INELIGIBLE = "ineligible", _("not eligible")
        REFUSED = "refused", _("family said no")
        DUPLICATE = "duplicate", _("referred twice")
        RESOLVED = "resolved", _("delay resolved")
        PRESCHOOL = "preschool", _("went on to preschool special education")
        MONITORING = "monitoring", _("developmental monitoring")

    State = State
    LIFE: ClassVar = LIFE

    # The child's, written here too, so that lists of a whole community come out of one index.
    community = models.ForeignKey("community.Community", models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, models.PROTECT, related_name="referrals")
    # Who sends it, and who is to act on it: ``receiver``, or the sender itself where there is none. A
    # receiver sees it only while the parent agrees to share with them (``holding.held_by``).
    organisation = models.ForeignKey("community.Organisation", models.PROTECT, related_name="referrals")
    receiver = models.ForeignKey(
        "community.Organisation", models.PROTECT, null=True, blank=True, related_name="received_referrals"
    )
    referred_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    # None only of a child who was erased.
    consent: "models.ForeignKey[Consent, Consent]" = models.ForeignKey(  # type: ignore[misc]
        "community.Consent", models.PROTECT, null=True, related_name="+"
    )
    # Empty: not recorded, as of those logged before it was asked.
    source = models.CharField(max_length=14, choices=Source, blank=True)
    # When somebody first saw the concern: the days to refer count from it. None: not recorded.
    identified_on = models.DateField(null=True, blank=True)
    referred_on = models.DateField()
    age_band = models.CharField(max_length=1, choices=AgeBand)
    state = models.CharField(max_length=10, choices=State, default=State.REFERRED)
    # When the present state began, so that the next clock is one column away.
    state_since = models.DateField()
    closed_reason = models.CharField(max_length=12, choices=Reason, blank=True)
    # The clock that ends first, as ``clocks.stored_due`` keeps it; lists are sorted by it. None: closed.
    due_on = models.DateField(null=True, blank=True)
    due_kind = models.CharField(max_length=14, choices=Kind, blank=True)
    # Kept by the caseload for its list, which comes out of one index; what a row begins with is right for a
    # family that nobody has tried to call. ``call_on`` None: the family wants no calls.
    keeper = models.ForeignKey(
        "community.Person", models.PROTECT, null=True, blank=True, related_name="kept_referrals"
    )
    worry = models.PositiveSmallIntegerField(default=9)
    call_on = models.DateField(null=True, blank=True, default=today_in_utc)
    quiet_since = models.DateField(default=today_in_utc)

    class Meta:
        verbose_name = _("referral")
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=~Q(state="closed"), name="referral_open_once_a_child"
            ),
            models.CheckConstraint(
                condition=Q(state="closed") & ~Q(closed_reason="") | ~Q(state="closed") & Q(closed_reason=""),
                name="referral_closed_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="referral_state_known"),
            models.CheckConstraint(
                condition=Q(source__in=["", *Source.values]), name="referral_source_known"
            ),
            models.CheckConstraint(condition=Q(age_band__in=AgeBand.values), name="referral_age_band_known"),
            models.CheckConstraint(
                condition=Q(state_since__gte=F("referred_on")), name="referral_state_after_referral"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", due_on=None, due_kind="")
                | ~Q(state="closed") & Q(due_on__isnull=False, due_kind__in=Kind.values),
                name="referral_due_while_open",
            ),
            models.CheckConstraint(
                condition=Q(identified_on=None) | Q(identified_on__lte=F("referred_on")),
                name="referral_after_the_concern",
            ),
            models.CheckConstraint(
                condition=Q(receiver=None) | ~Q(receiver=F("organisation")), name="referral_sent_to_another"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "state_since"]),
            models.Index(
                fields=["community", "due_on", "id"], condition=~Q(state="closed"), name="referral_due_first"
            ),
            models.Index(
                fields=["community", *_CALL_ORDER], condition=~Q(state="closed"), name="referral_call_first"
            ),
            models.Index(fields=["keeper", *_CALL_ORDER], condition=~Q(state="closed"), name="referral_kept"),
        ]

    def __str__(self) -> str:
        return f"referral {self.pk}"

    @property
    def note_words(self) -> str:
        """The short note of its sender; "" where there is none."""
        note = getattr(self, "note", None)
        return note.words if note else ""


class ReferralConcern(Owned):
    """One area that somebody worries about; a referral has one at least."""

    belongs_through = "referral__child__community"

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="concerns")
    area = models.CharField(max_length=14, choices=Concern)

    class Meta:
        verbose_name = _("concern")
        constraints = [
            models.UniqueConstraint(fields=["referral", "area"], name="referral_concern_once"),
            models.CheckConstraint(condition=Q(area__in=Concern.values), name="referral_concern_known"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.area
