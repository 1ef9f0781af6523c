"""Forms of meetings: planning one, its agenda, and what people promise."""

from community.meetings.forms.agenda import AgendaItemForm
from community.meetings.forms.needs import NeedsForm, needs_form
from community.meetings.forms.plain import PlainForm
from community.meetings.forms.planning import PlanForm
from community.meetings.forms.steps import ActionItemForm

__all__ = ["ActionItemForm", "AgendaItemForm", "NeedsForm", "PlainForm", "PlanForm", "needs_form"]
