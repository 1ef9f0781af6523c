"""Forms of meetings: planning one, its agenda, and what is written down."""

from community.meetings.forms.agenda import AgendaItemForm
from community.meetings.forms.notes import ChangeNoteForm, NoteForm
from community.meetings.forms.plain import PlainForm
from community.meetings.forms.planning import PlanForm
from community.meetings.forms.steps import ActionItemForm, CompleteForm

__all__ = [
    "ActionItemForm",
    "AgendaItemForm",
    "ChangeNoteForm",
    "CompleteForm",
    "NoteForm",
    "PlainForm",
    "PlanForm",
]
