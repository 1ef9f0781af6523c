"""Pages of follow-through."""

from advisory.outcomes.views.following import outcome, outcome_do
from advisory.outcomes.views.public import record, record_csv

__all__ = ["outcome", "outcome_do", "record", "record_csv"]
