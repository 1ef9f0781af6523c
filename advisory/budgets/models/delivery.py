"""What came of a project, in counts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from advisory.budgets.models.projects import Project
from community.core.owned import AppendOnly, Owned


class ProjectMeasure(Owned):
    """One thing that is counted: boxes packed, homes reached."""

    belongs_through = "project__round__group__community"

    project = models.ForeignKey(Project, models.PROTECT, related_name="measures")
    what = models.CharField(max_length=80)
    goal = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("measure of a project")
        constraints = [
            models.UniqueConstraint(fields=["project", "what"], name="project_measure_once"),
            models.CheckConstraint(condition=~Q(what=""), name="project_measure_says_what"),
            models.CheckConstraint(
                condition=Q(goal__isnull=True) | Q(goal__gt=0), name="project_measure_goal_is_some"
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.what


class ProjectReading(AppendOnly):
    """How many on one day. Nobody having counted is not the same as none, and says why.

    A correction is another reading, which stands in the place of the one it corrects.
    """

    belongs_through = "measure__project__round__group__community"

    measure = models.ForeignKey(ProjectMeasure, models.PROTECT, related_name="readings")
    on = models.DateField()
    count = models.PositiveIntegerField(null=True, blank=True)
    why_none = models.CharField(max_length=200, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reading")
        constraints = [
            models.CheckConstraint(
                condition=Q(count__isnull=False, why_none="") | Q(count__isnull=True) & ~Q(why_none=""),
                name="project_reading_is_a_count_or_says_why",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
                name="project_reading_corrects_another",
            ),
        ]
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"reading {self.pk}"
