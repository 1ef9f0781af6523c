"""The contents page of the advisory boards' rooms."""

from advisory.budgets.models import (
    Idea,
    Project,
    ProjectMeasure,
    ProjectNote,
    ProjectReading,
    ProjectText,
    Round,
)
from advisory.choosing.models import (
    Criterion,
    Panel,
    PanelCandidate,
    PanelConflict,
    PanelScore,
    PanelSeat,
    PanelSheet,
)
from advisory.decisions.models import (
    Ballot,
    Choice,
    Decision,
    Proxy,
    Recusal,
    Result,
    RollEntry,
    SealedBallot,
)
from advisory.stipends.models import LedgerEntry, Rate, Stipend

__all__ = [
    "Ballot",
    "Choice",
    "Criterion",
    "Decision",
    "Idea",
    "LedgerEntry",
    "Panel",
    "PanelCandidate",
    "PanelConflict",
    "PanelScore",
    "PanelSeat",
    "PanelSheet",
    "Project",
    "ProjectMeasure",
    "ProjectNote",
    "ProjectReading",
    "ProjectText",
    "Proxy",
    "Rate",
    "Recusal",
    "Result",
    "RollEntry",
    "Round",
    "SealedBallot",
    "Stipend",
]
