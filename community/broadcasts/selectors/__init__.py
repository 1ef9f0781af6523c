"""Reading messages to many: who would get what, how far one is, what is left of the money."""

from community.broadcasts.selectors.listing import (
    broadcasts_of,
    sent_back,
    short_of_money,
    waiting_for,
    why_sent_back,
)
from community.broadcasts.selectors.money import Budget, budget_of
from community.broadcasts.selectors.planning import (
    Place,
    Plan,
    filled,
    places_for,
    plan_of,
    ready,
    with_rights,
)
from community.broadcasts.selectors.preview import Preview, previews_of
from community.broadcasts.selectors.progress import Progress, missed_by, progress_of, texts_of

__all__ = [
    "Budget",
    "Place",
    "Plan",
    "Preview",
    "Progress",
    "broadcasts_of",
    "budget_of",
    "filled",
    "missed_by",
    "places_for",
    "plan_of",
    "previews_of",
    "progress_of",
    "ready",
    "sent_back",
    "short_of_money",
    "texts_of",
    "waiting_for",
    "why_sent_back",
    "with_rights",
]
