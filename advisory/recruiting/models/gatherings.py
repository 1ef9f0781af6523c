"""Information sessions and group interviews: who was asked, who came, and what was noted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from advisory.recruiting.models.applicants import Applicant
from community.core.owned import Owned


class Gathering(Owned):
    """An evening at which a group and those who would like to join it meet."""

    belongs_through = "group__community"

    class Kind(models.TextChoices):
        SESSION = "session", _("information session")
        INTERVIEW = "interview", _("group interview")

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="gatherings")
    kind = models.CharField(max_length=10, choices=Kind)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    # What the group asks itself about each of them at an interview, one a line.
    criteria = models.TextField(blank=True)

    class Meta:
        verbose_name = _("gathering")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["session", "interview"]), name="gathering_kind_known"
            ),
            models.CheckConstraint(condition=~Q(place=""), name="gathering_has_a_place"),
            models.CheckConstraint(
                condition=Q(kind="interview") | Q(criteria=""), name="gathering_criteria_of_interviews"
            ),
        ]
        ordering = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    def criteria_list(self) -> list[str]:
        """The criteria, one each."""
        return [line.strip() for line in self.criteria.splitlines() if line.strip()]


class Guest(Owned):
    """One applicant asked to one gathering."""

    belongs_through = "gathering__group__community"

    class Answer(models.TextChoices):
        YES = "yes", _("is coming")
        NO = "no", _("cannot come")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="guests")
    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="gatherings")
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    # Empty: nobody wrote it down.
    came = models.BooleanField(null=True, blank=True)

    class Meta:
        verbose_name = _("guest of a gathering")
        verbose_name_plural = _("guests of gatherings")
        constraints = [
            models.UniqueConstraint(fields=["gathering", "applicant"], name="gathering_guest_once"),
            models.CheckConstraint(condition=Q(answer__in=["", "yes", "no"]), name="gathering_answer_known"),
        ]

    def __str__(self) -> str:
        return f"guest {self.pk}"


class GatheringNote(Owned):
    """What somebody of the group or the staff noted of an applicant at an interview."""

    belongs_through = "guest__gathering__group__community"

    guest = models.ForeignKey(Guest, models.CASCADE, related_name="notes")
    # The criterion it is about, word for word; empty: about them as a whole.
    criterion = models.CharField(max_length=200, blank=True)
    words = models.TextField()
    author = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("note of an interview")
        verbose_name_plural = _("notes of interviews")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="gathering_note_says_something")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"note {self.pk}"
