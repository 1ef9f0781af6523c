"""Rounds of a participatory budget, the ideas and projects in them, and what was delivered."""

from advisory.budgets.models.delivery import ProjectMeasure, ProjectReading
from advisory.budgets.models.projects import Idea, Project, ProjectNote, ProjectText
from advisory.budgets.models.rounds import Round

__all__ = ["Idea", "Project", "ProjectMeasure", "ProjectNote", "ProjectReading", "ProjectText", "Round"]
