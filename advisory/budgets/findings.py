"""What a page tells of projects: their words, why the vote chose them or not, and what came of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from advisory.budgets.models import Project, ProjectMeasure, ProjectReading, ProjectText, Round
from advisory.budgets.rules import Total, paid_for, total_of
from advisory.budgets.selectors import count_of, left_cents, text_in
from advisory.budgets.words import total_words, why_words


@dataclass(frozen=True)
class Told:
    """A project as a page tells it: its words in the reader's language, and why the vote chose it or not."""

    project: Project
    text: ProjectText
    why: str


def told(found: Round, projects: Any, language: str) -> list[Told]:
    """Each of ``projects`` with its words and the reason of its result."""
    count = count_of(found)
    left = left_cents(found)
    lines = []
    for project in projects:
        place = project.choice.place if project.choice_id else 0
        paid = paid_for(count.get("shares", {}), place)
        lines.append(
            Told(project, text_in(project, language), why_words(project, paid=paid, left_cents=left))
        )
    return lines


@dataclass(frozen=True)
class Counted:
    """A measure with its readings as they stand and what they come to."""

    measure: ProjectMeasure
    readings: list[ProjectReading]
    total: Total

    @property
    def words(self) -> str:
        return total_words(self.total)


def counted(project: Project) -> list[Counted]:
    """The measures of ``project``; readings that another one corrects do not count. Two queries."""
    standing = ProjectReading.objects.filter(corrected_by__isnull=True).select_related("by")
    measures = project.measures.prefetch_related(Prefetch("readings", queryset=standing))
    found = []
    for measure in measures:
        readings = list(measure.readings.all())
        found.append(Counted(measure, readings, total_of(reading.count for reading in readings)))
    return found
