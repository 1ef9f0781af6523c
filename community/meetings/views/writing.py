"""The forms beside a board. They stand outside of its panels, so that nothing being written is lost."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from community.core.numbers import key_in
from community.meetings.forms import ActionItemForm, ChangeNoteForm, CompleteForm, NoteForm
from community.meetings.models import ActionItem, Meeting
from community.meetings.selectors import notes_for, standing_of
from community.meetings.standing import MEMBER
from community.people.models import Person


def writing_forms(request: Any, meeting: Meeting, person: Person, *, console: bool) -> dict[str, Any]:
    """What ``person`` may write here. ``?note=`` and ``?step=`` name what is to be changed."""
    seated = not console and standing_of(meeting, person) == MEMBER
    # Before the opening too: whoever waits there with the page open writes as soon as it begins.
    if meeting.state not in (Meeting.State.PLANNED, Meeting.State.OPEN) or not (console or seated):
        return {}
    shown: dict[str, Any] = {
        "note_form": NoteForm(meeting=meeting, seated=seated, auto_id="note_%s"),
        "changing": _changing(request, meeting, person, console=console),
    }
    if console:
        shown["step_form"] = ActionItemForm(meeting=meeting, auto_id="step_%s")
    return shown


def _changing(request: Any, meeting: Meeting, person: Person, *, console: bool) -> dict[str, Any] | None:
    """The form that changes what the address names."""
    note_key, step_key = request.GET.get("note"), request.GET.get("step")
    if note_key is not None:
        notes = notes_for(person, meeting)
        # The console belongs to the staff, whoever sits at it.
        notes = notes.filter(members_only=False) if console else notes
        note = get_object_or_404(notes, pk=key_in(note_key))
        form: Any = ChangeNoteForm(initial={"note": note.pk, "body": note.body}, auto_id="change_%s")
        return {
            "title": _("Change the note"),
            "form": form,
            "action": "do/change_note/",
            "remove": "do/remove_note/",
        }
    if step_key is not None and console:
        steps = ActionItem.objects.filter(meeting=meeting, done_at=None)
        item = get_object_or_404(steps, pk=key_in(step_key))
        holder = item.owner or item.owner_organisation
        known = {
            "action_item": item.pk,
            "due_on": item.due_on and item.due_on.isoformat(),
            "owner": f"{holder._meta.model_name}-{holder.pk}" if holder else "",
        }
        form = CompleteForm(meeting=meeting, initial=known, auto_id="change_%s")
        return {"title": item.title, "form": form, "action": "do/complete_action/", "remove": ""}
    return None
