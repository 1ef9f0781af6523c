"""What the buttons about small groups do."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.breakouts import services
from community.breakouts.models import BreakoutRound, Seat, SmallGroup
from community.core.errors import NotAllowed
from community.core.numbers import key_in
from community.meetings.actions import Post, of_board, row_in, running
from community.meetings.models import Meeting
from community.people.models import Person


def start_groups(person: Person, meeting: Meeting, post: Post) -> str:
    """Split those who are here."""
    started = services.start_round(
        meeting,
        way=str(post.get("way", "")),
        groups=key_in(post.get("groups")),
        size=key_in(post.get("size")),
        prompt_what=str(post.get("prompt_what", "")),
        prompt_who=str(post.get("prompt_who", "")),
        by=person,
    )
    number = started.groups.count()
    return ngettext("There is %(number)s group.", "There are %(number)s groups.", number) % {"number": number}


def seat_late(person: Person, meeting: Meeting, post: Post) -> str:
    """Give a group to those who came late."""
    current = row_in(BreakoutRound.objects.filter(meeting=meeting, state="open"), post, "round")
    seated = services.seat_late(current, by=person)
    if not seated:
        return _("Everyone has a group already.")
    return ngettext("%(number)s more has a group.", "%(number)s more have a group.", seated) % {
        "number": seated
    }


def name_scribe(person: Person, meeting: Meeting, post: Post) -> str:
    """Choose who writes for a group: the button sends the place of that person."""
    seats = Seat.objects.filter(round__meeting=meeting, round__state="open")
    seat = row_in(seats.select_related("group__round__meeting", "person"), post, "seat")
    services.name_scribe(seat.group, seat.person, by=person)
    return _("%(name)s writes for group %(number)s.") % {
        "name": seat.person.display_name,
        "number": seat.group.number,
    }


def end_groups(person: Person, meeting: Meeting, post: Post) -> str:
    """Come back together."""
    current = row_in(BreakoutRound.objects.filter(meeting=meeting, state="open"), post, "round")
    services.end_round(current, by=person)
    return _("Back together. What the groups wrote is in the notes.")


def _my_group(person: Person, meeting: Meeting, round_id: int) -> SmallGroup:
    """The group of ``person`` in the round that their page showed."""
    seats = Seat.objects.filter(person=person, round=round_id, round__meeting=meeting, round__state="open")
    seat = seats.select_related("group__round__meeting__group__community").first()
    if seat is None:
        raise NotAllowed(_("You have no small group now."))
    return seat.group


def join_group(person: Person, board_id: int, post: Post) -> str:
    """Somebody who came late asks for a group."""
    meeting = of_board(person, board_id)
    current = row_in(BreakoutRound.objects.filter(meeting=meeting, state="open"), post, "round")
    services.seat_late(current, by=person, only=person)
    return _("You are in group %(number)s.") % {"number": _my_group(person, meeting, current.pk).number}


def write_for_us(person: Person, board_id: int, post: Post) -> str:
    """ "I write for us", on one's own phone."""
    group = _my_group(person, of_board(person, board_id), key_in(post.get("round")))
    services.name_scribe(group, person, by=person)
    return _("You write for your group now.")


def write_group(person: Person, board_id: int, post: Post) -> str:
    """What the group says, from its scribe's phone."""
    round_id, _colon, seen = str(post.get("written", "")).partition(":")
    crossed = services.write(
        _my_group(person, of_board(person, board_id), key_in(round_id)),
        what=str(post.get("what", "")),
        who=str(post.get("who", "")),
        seen=key_in(seen),
        by=person,
    )
    if crossed:
        return _("Saved. Something else was saved meanwhile: both texts are kept, please look.")
    return _("Saved.")


BOARD = {
    "start_groups": running(start_groups),
    "seat_late": running(seat_late),
    "name_scribe": running(name_scribe),
    "end_groups": running(end_groups),
    "join_group": join_group,
    "write_for_us": write_for_us,
    "write_group": write_group,
}
