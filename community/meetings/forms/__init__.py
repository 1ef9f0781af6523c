"""Forms of meetings: planning one, its agenda, and what people promise."""

from community.meetings.forms.agenda import (
    AgendaItemForm,
    presenters,
)
from community.meetings.forms.charter import (
    CharterForm,
)
from community.meetings.forms.guests import (
    GuestForm,
)
from community.meetings.forms.needs import (
    NeedsForm,
    needs_form,
)
from community.meetings.forms.notes import (
    ChangeNoteForm,
    NoteForm,
)
from community.meetings.forms.paper import (
    PaperForm,
)
from community.meetings.forms.plain import (
    PlainForm,
)
from community.meetings.forms.planning import (
    ChangeForm,
    NoticeForm,
    PlanForm,
    SkipForm,
)
from community.meetings.forms.series import (
    SeriesForm,
)
from community.meetings.forms.steps import (
    ActionItemForm,
    CompleteForm,
)

__all__ = [
    "ActionItemForm",
    "AgendaItemForm",
    "ChangeForm",
    "ChangeNoteForm",
    "CharterForm",
    "CompleteForm",
    "GuestForm",
    "NeedsForm",
    "NoteForm",
    "NoticeForm",
    "PaperForm",
    "PlainForm",
    "PlanForm",
    "SeriesForm",
    "SkipForm",
    "needs_form",
    "presenters",
]
