"""Notes and the parking lot. The services say who may; whoever may not finds no such note."""

from django.utils.translation import gettext as _

from community.core.access import require
from community.core.errors import BadInput
from community.meetings import services
from community.meetings.actions.finding import Post, of_board, row_in
from community.meetings.forms import NoteForm
from community.meetings.models import MeetingNote
from community.meetings.rules import may_run
from community.meetings.selectors import notes_for, standing_of
from community.meetings.standing import MEMBER
from community.people.models import Person


def _write(person: Person, board_id: int, post: Post, kind: MeetingNote.Kind) -> MeetingNote:
    meeting = of_board(person, board_id)
    seated = standing_of(meeting, person) == MEMBER
    require(seated or may_run(person, meeting))
    form = NoteForm(post, meeting=meeting, seated=seated)
    if not form.is_valid():
        raise BadInput(form.first_error())
    parked = kind == MeetingNote.Kind.PARKED
    return services.write_note(
        meeting,
        body=form.cleaned_data["body"],
        item=form.item(),
        kind=kind,
        members_only=form.for_members() and not parked,
        by=person,
    )


def write_note(person: Person, board_id: int, post: Post) -> str:
    """Write a note."""
    note = _write(person, board_id, post, MeetingNote.Kind.NOTE)
    return _("Noted, for members only.") if note.members_only else _("Noted.")


def park(person: Person, board_id: int, post: Post) -> str:
    """Put something into the parking lot."""
    if post.get("readers") == "members":
        raise BadInput(_("Everybody sees the parking lot. Write a note that only members read instead."))
    _write(person, board_id, post, MeetingNote.Kind.PARKED)
    return _("It is in the parking lot.")


def _note(person: Person, board_id: int, post: Post) -> MeetingNote:
    meeting = of_board(person, board_id)
    require(standing_of(meeting, person) == MEMBER or may_run(person, meeting))
    found: MeetingNote = row_in(notes_for(person, meeting), post, "note")
    return found


def change_note(person: Person, board_id: int, post: Post) -> str:
    """Write a note anew."""
    services.change_note(_note(person, board_id, post), body=str(post.get("body", "")), by=person)
    return _("The note is changed.")


def remove_note(person: Person, board_id: int, post: Post) -> str:
    """Take a note away."""
    services.remove_note(_note(person, board_id, post), by=person)
    return _("The note is gone.")


def _parked(person: Person, board_id: int, post: Post) -> MeetingNote:
    meeting = of_board(person, board_id)
    require(may_run(person, meeting))
    parked = MeetingNote.objects.filter(meeting=meeting, kind=MeetingNote.Kind.PARKED)
    found: MeetingNote = row_in(parked, post, "note")
    return found


def settle_parked(person: Person, board_id: int, post: Post) -> str:
    """Something parked is dealt with."""
    services.settle_parked(_parked(person, board_id, post), by=person)
    return _("Settled.")


def carry_parked(person: Person, board_id: int, post: Post) -> str:
    """Put something parked on the next agenda."""
    item = services.carry_parked(_parked(person, board_id, post), by=person)
    return _("On the next agenda: %(title)s") % {"title": item.title}


BOARD = {
    "write_note": write_note,
    "park": park,
    "change_note": change_note,
    "remove_note": remove_note,
    "settle_parked": settle_parked,
    "carry_parked": carry_parked,
}
