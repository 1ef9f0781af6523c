"""Forms of meetings: planning one, its agenda, and what people promise."""

from community.meetings.forms.agenda import AgendaItemForm, presenters
from community.meetings.forms.guests import GuestForm
from community.meetings.forms.plain import PlainForm
from community.meetings.forms.planning import PlanForm
from community.meetings.forms.steps import ActionItemForm

__all__ = ["ActionItemForm", "AgendaItemForm", "GuestForm", "PlainForm", "PlanForm", "presenters"]
