"""Pages of budget rounds."""

from advisory.budgets.views.projects import idea_do, measure_count, project, project_do, project_new
from advisory.budgets.views.public import public_project, public_round, public_rounds
from advisory.budgets.views.rounds import idea_new, round_do, round_new, round_page, rounds

__all__ = [
    "idea_do",
    "idea_new",
    "measure_count",
    "project",
    "project_do",
    "project_new",
    "public_project",
    "public_round",
    "public_rounds",
    "round_do",
    "round_new",
    "round_page",
    "rounds",
]
