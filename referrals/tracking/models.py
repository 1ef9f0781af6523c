"""Children, referrals, and each step on the way."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned
from community.people.models import LANGUAGES
from referrals.sealing.fields import SealedDate, SealedText
from referrals.tracking.clocks import Kind
from referrals.tracking.states import LIFE, State


class RaceEthnicity(models.TextChoices):
    """The seven minimum categories of the 2024 standard; several may be chosen.

    Source: OMB Statistical Policy Directive 15, 89 FR 22182 (2024).
    """

    AIAN = "aian", _("American Indian or Alaska Native")
    ASIAN = "asian", _("Asian")
    BLACK = "black", _("Black or African American")
    HISPANIC = "hispanic", _("Hispanic or Latino")
    MENA = "mena", _("Middle Eastern or North African")
    NHPI = "nhpi", _("Native Hawaiian or Pacific Islander")
    WHITE = "white", _("White")


class Concern(models.TextChoices):
    """The five areas of development of 34 CFR 303.21(a)(1)."""

    COGNITIVE = "cognitive", _("learning and thinking")
    PHYSICAL = "physical", _("moving, seeing, hearing")
    COMMUNICATION = "communication", _("talking and understanding")
    SOCIAL = "social", _("feelings and other people")
    ADAPTIVE = "adaptive", _("eating, dressing, daily life")


class Source(models.TextChoices):
    """Who refers: the primary referral sources of 34 CFR 303.303(c), in its order."""

    HOSPITAL = "hospital", _("hospital, before or after birth")
    PHYSICIAN = "physician", _("doctor")
    PARENT = "parent", _("parent or family")
    CHILD_CARE = "child_care", _("child care or early learning program")
    SCHOOL = "school", _("school or school district")
    PUBLIC_HEALTH = "public_health", _("public health center")
    SOCIAL = "social", _("health or social service agency")
    CLINIC = "clinic", _("clinic or other health care provider")
    CHILD_WELFARE = "child_welfare", _("child welfare or foster care")
    HOMELESS_SHELTER = "shelter", _("shelter for families without a home")
    VIOLENCE_SHELTER = "dv_shelter", _("domestic violence shelter or agency")


class AgeBand(models.TextChoices):
    """Whole years of age on the day of the referral: coarse, so that counting opens no birth date."""

    UNDER_1 = "0", _("under 1 year")
    ONE = "1", _("1 year old")
    TWO = "2", _("2 years old")


class Child(Owned):
    """A child under three. ``name`` may be initials."""

    class Sex(models.TextChoices):
        FEMALE = "f", _("girl")
        MALE = "m", _("boy")
        OTHER = "x", _("another answer")

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="children")
    name = SealedText(max_length=80)
    birth_date = SealedDate()
    zip_code = models.CharField(max_length=5)
    language = models.CharField(max_length=2, choices=LANGUAGES)
    # Empty: not recorded.
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    # The parent as a person of the community; their phone is the one that is asked by text.
    parent = models.ForeignKey("community.Person", models.PROTECT, related_name="children")

    class Meta:
        verbose_name = _("child")
        verbose_name_plural = _("children")
        constraints = [
            models.CheckConstraint(
                condition=Q(name__sealed=True, birth_date__sealed=True), name="child_is_sealed"
            ),
            models.CheckConstraint(condition=Q(zip_code__regex=r"^[0-9]{5}$"), name="child_zip_five_digits"),
            models.CheckConstraint(condition=Q(sex__in=["", "f", "m", "x"]), name="child_sex_known"),
        ]

    def __str__(self) -> str:
        return f"child {self.pk}"


class ChildRace(Owned):
    """One category chosen for one child. No row at all means that nobody asked."""

    belongs_through = "child__community"

    child = models.ForeignKey(Child, models.CASCADE, related_name="races")
    category = models.CharField(max_length=8, choices=RaceEthnicity)

    class Meta:
        verbose_name = _("race or ethnicity of a child")
        constraints = [
            models.UniqueConstraint(fields=["child", "category"], name="child_race_once"),
            models.CheckConstraint(
                condition=Q(category__in=RaceEthnicity.values),
                name="child_race_known",
            ),
        ]

    def __str__(self) -> str:
        return self.category


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
    consent = models.ForeignKey("community.Consent", models.PROTECT, related_name="+")
    # Empty: not recorded, as of those logged before it was asked.
    source = models.CharField(max_length=14, choices=Source, blank=True)
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


class Step(AppendOnly):
    """One step of a referral: when it happened, and when and by whom it was written down."""

    belongs_through = "referral__community"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=Referral.State)
    happened_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("step")
        constraints = [
            models.UniqueConstraint(fields=["referral", "state"], name="step_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="step_state_known"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"step {self.pk}"


class ChildMark(Owned):
    """One mark by which the same child is found again (``tracking.likeness``). It tells nothing itself."""

    belongs_through = "child__community"

    child = models.ForeignKey(Child, models.CASCADE, related_name="marks")
    mark = models.CharField(max_length=32)
    # The name of the key it was made with, so that a change of keys knows what is left to do.
    made_with = models.CharField(max_length=8)

    class Meta:
        verbose_name = _("mark of a child")
        constraints = [
            models.UniqueConstraint(fields=["mark", "child"], name="child_mark_once"),
            models.CheckConstraint(
                condition=Q(mark__regex=r"^[0-9a-f]{32}$", made_with__regex=r"^[0-9a-f]{8}$"),
                name="child_mark_tells_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"mark {self.pk}"
