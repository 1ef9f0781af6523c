"""What a meeting's minutes say, in every version and language."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned
from community.people.models import LANGUAGES

_KNOWN = [code for code, _name in LANGUAGES]


class Minutes(Owned):
    """The minutes of one meeting: written by the staff, approved by the group at a later meeting."""

    belongs_through = "meeting__group__community"

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")

    LIFE: ClassVar = {
        (State.DRAFT, "approve"): State.APPROVED,
        (State.APPROVED, "publish"): State.PUBLISHED,
    }

    meeting = models.OneToOneField("community.Meeting", models.PROTECT, related_name="minutes")
    # The language they are written in; the others are translations.
    language = models.CharField(max_length=2, choices=LANGUAGES)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # The meeting at which the group approved them.
    approved_at = models.ForeignKey(
        "community.Meeting", models.PROTECT, null=True, blank=True, related_name="minutes_approved"
    )
    # The number of the version that was approved; later ones are corrections.
    approved_number = models.PositiveSmallIntegerField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", approved_at__isnull=True, approved_number__isnull=True)
                | Q(
                    state__in=["approved", "published"],
                    approved_at__isnull=False,
                    approved_number__isnull=False,
                ),
                name="minutes_approved_at_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False)
                | ~Q(state="published") & Q(published_at__isnull=True),
                name="minutes_published_have_time",
            ),
            models.CheckConstraint(condition=Q(language__in=_KNOWN), name="minutes_language_known"),
        ]

    def __str__(self) -> str:
        return f"minutes of {self.meeting}"


class MinutesVersion(AppendOnly):
    """One wording in one language. A correction is another version."""

    belongs_through = "minutes__meeting__group__community"

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="versions")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    number = models.PositiveSmallIntegerField()
    # CommonMark, without HTML.
    body = models.TextField()
    # The version of the original that this translates; empty for the original itself.
    translates = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="translations")
    why = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey("community.Person", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version of minutes")
        verbose_name_plural = _("versions of minutes")
        constraints = [
            models.UniqueConstraint(fields=["minutes", "language", "number"], name="minutes_version_once"),
            models.CheckConstraint(condition=~Q(body=""), name="minutes_version_says_something"),
            models.CheckConstraint(condition=Q(number__gt=0), name="minutes_version_number_positive"),
            models.CheckConstraint(condition=Q(language__in=_KNOWN), name="minutes_version_language_known"),
        ]
        ordering = ["language", "number"]

    def __str__(self) -> str:
        return f"version {self.number} in {self.language}"


class MinutesReview(AppendOnly):
    """A second person has read a translation and stands for it."""

    belongs_through = "version__minutes__meeting__group__community"

    version = models.OneToOneField(MinutesVersion, models.PROTECT, related_name="review")
    by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("review of a translation")
        verbose_name_plural = _("reviews of translations")

    def __str__(self) -> str:
        return f"review of {self.version_id}"
