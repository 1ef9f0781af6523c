"""Children, and what is said of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.people.models import LANGUAGES, Person
from referrals.sealing.fields import SealedDate, SealedText


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
    """A child under three. ``name`` may be initials.

    Once it is erased, whatever tells who it is is gone, the parent too; what is left is what is counted.
    """

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
    # None only of one who was erased, whom no page shows.
    parent: "models.ForeignKey[Person, Person]" = models.ForeignKey(  # type: ignore[misc]
        "community.Person", models.PROTECT, null=True, related_name="children"
    )
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("child")
        verbose_name_plural = _("children")
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None, name__sealed=True, birth_date__sealed=True, parent__isnull=False)
                | Q(erased_at__isnull=False, name__sealed=False, birth_date__sealed=False, parent=None),
                name="child_is_sealed",
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
