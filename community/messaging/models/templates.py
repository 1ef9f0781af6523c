"""Texts that the staff has written once, in each language, for many."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.people.models import LANGUAGES


class Template(Owned):
    """A text by name. Its words are in its versions, so that it is known what was sent when."""

    class Kind(models.TextChoices):
        BROADCAST = "broadcast", _("message to many")
        REPLY = "reply", _("ready answer")

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="templates")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)
    # No longer offered.
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("template")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "kind", "name"], condition=Q(retired_at=None), name="template_name_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=["broadcast", "reply"]), name="template_kind_known"),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(Owned):
    """The words of a template from one moment on. A change of words is a new version."""

    belongs_through = "template__community"

    template = models.ForeignKey(Template, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version of a template")
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="template_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="template_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of template {self.template_id}"


class TemplateText(Owned):
    """One version in one language; it may be sent once somebody who reads that language has reviewed it."""

    belongs_through = "version__template__community"

    version = models.ForeignKey(TemplateVersion, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    body = models.TextField()
    reviewed_by = models.ForeignKey(
        "community.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("words of a template")
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="template_text_once"),
            models.CheckConstraint(condition=~Q(body=""), name="template_text_says_something"),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="template_text_review_has_a_reviewer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} of version {self.version_id}"
