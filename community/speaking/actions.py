"""What the buttons of the speaking list do. Each checks its own rights."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from community.core.errors import NotAllowed
from community.core.numbers import key_in
from community.meetings.actions import of_board, row_in, running
from community.meetings.models import Meeting
from community.meetings.selectors import standing_of
from community.people.models import Person
from community.speaking import services
from community.speaking.models import Turn
from community.speaking.selectors import speaking_list
from community.speaking.words import hand_is_up

Post = Mapping[str, Any]


def said_of(meeting: Meeting, turn: Turn) -> str:
    """Where ``turn`` stands in the list, in words."""
    waiting = [other.pk for other in speaking_list(meeting).waiting]
    return hand_is_up(waiting.index(turn.pk)) if turn.pk in waiting else ""


def ask_to_speak(person: Person, board_id: int, post: Post) -> str:
    """Raise one's own hand."""
    meeting = of_board(person, board_id)
    if standing_of(meeting, person) is None:
        raise NotAllowed(_("You are not on the list for this meeting. Ask a coordinator."))
    turn = services.raise_hand(meeting, person, channel=Turn.Channel.PHONE)
    return said_of(meeting, turn)


def pass_turn(person: Person, board_id: int, post: Post) -> str:
    """Take one's own hand down."""
    meeting = of_board(person, board_id)
    if not Turn.objects.filter(meeting=meeting, person=person, pk=key_in(post.get("turn"))).exists():
        raise NotAllowed(_("That hand is not yours."))
    services.pass_turn(meeting, person, by=person)
    return _("Your hand is down. Raise it again whenever you like.")


def hand_of(person: Person, meeting: Meeting, post: Post) -> str:
    """The facilitator saw the hand of somebody in the room."""
    seen = row_in(Person.objects.of(person.community), post, "person")
    services.raise_hand(meeting, seen, channel=Turn.Channel.FACILITATOR, by=person)
    return _("%(name)s is on the list.") % {"name": seen.display_name}


def _seen(post: Post) -> int | None:
    return key_in(post.get("seen")) or None


def call_on(person: Person, meeting: Meeting, post: Post) -> str:
    """Give the floor to the next, or to the one whose ``turn`` was pressed ("12:15": 12 had the floor)."""
    seen, _colon, key = str(post.get("turn", "")).partition(":")
    turn = row_in(Turn.objects.filter(meeting=meeting), {"turn": key}, "turn") if key else None
    called = services.call_on(meeting, turn, seen=key_in(seen) or None, by=person)
    if called is None:
        return _("Somebody else has pressed already. Look at the list.")
    return _("%(name)s has the floor.") % {"name": called.person.display_name}


def end_turn(person: Person, meeting: Meeting, post: Post) -> str:
    """Who speaks has ended."""
    services.end_turn(meeting, seen=_seen(post), by=person)
    return _("Nobody has the floor now.")


def interpret(person: Person, meeting: Meeting, post: Post) -> str:
    """ "12:on": what the speaker of turn 12 says is interpreted; "12:off": it is not."""
    seen, _colon, wanted = str(post.get("interpreted", "")).partition(":")
    services.interpret(meeting, seen=key_in(seen) or None, on=wanted == "on", by=person)
    return _("Half of this time counts.") if wanted == "on" else _("All of this time counts.")


def hand_down(person: Person, meeting: Meeting, post: Post) -> str:
    """The facilitator takes down the hand of somebody in the room."""
    seen = row_in(Person.objects.of(person.community), post, "person")
    services.pass_turn(meeting, seen, by=person)
    return _("%(name)s passes.") % {"name": seen.display_name}


BOARD = {
    "ask_to_speak": ask_to_speak,
    "pass_turn": pass_turn,
    "hand_of": running(hand_of),
    "hand_down": running(hand_down),
    "call_on": running(call_on),
    "end_turn": running(end_turn),
    "interpret": running(interpret),
}
