"""The live board of a broadcast: how far it is, and what can be done about it."""

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from community.broadcasts.models import Broadcast
from community.broadcasts.rules import may_send
from community.broadcasts.selectors import Progress, missed_by, progress_of
from community.broadcasts.words import TAGS, dropped_in_words, failed_in_words, left_out_in_words
from community.core.registry import Audience
from community.live.selectors import once_a_moment
from community.messaging.rules import next_moment_to_text

SENDER = "sender"


@once_a_moment
def find_broadcast(board_id: int) -> Broadcast:
    """The broadcast that the board belongs to."""
    rows = Broadcast.objects.select_related("community", "version__template", "approved_by")
    return rows.get(board=board_id)


@once_a_moment
def how_far(board_id: int) -> Progress:
    """How far the broadcast of the board is."""
    return progress_of(find_broadcast(board_id))


def progress(board_id: int, audience: Audience) -> str:
    """So many of so many, and what became of the others."""
    broadcast, far = find_broadcast(board_id), how_far(board_id)
    home, now = broadcast.community, timezone.now()
    goes_on = next_moment_to_text(now, home.zone, home.texts_from, home.texts_until)
    is_waiting = broadcast.state == Broadcast.State.SENDING and far.waiting and goes_on > now
    shown = {
        "broadcast": broadcast,
        "far": far,
        "tag": TAGS[Broadcast.State(broadcast.state)],
        "goes_on": goes_on if is_waiting else None,
        "failed": failed_in_words(far.failed),
        "missed_by": missed_by(broadcast) if far.missed else [],
        "left_out": left_out_in_words(far.left_out),
        "dropped": dropped_in_words(far.dropped),
    }
    return render_to_string("broadcasts/panel_progress.html", shown)


def press(board_id: int, audience: Audience) -> str:
    """The buttons; "" when there is nothing to press."""
    shown = {"broadcast": find_broadcast(board_id), "missed": how_far(board_id).missed}
    return render_to_string("broadcasts/panel_press.html", shown).strip()


PANELS = {"progress": progress, "press": press}


def audience(person: Any | None, board_id: int, claimed: str) -> Audience | None:
    """Those who may send messages to many follow how they go."""
    return Audience(SENDER, person.language) if person is not None and may_send(person) else None


def audiences(people: Sequence[Any], board_id: int, claimed: str) -> list[Audience | None]:
    """The same for many people."""
    return [audience(person, board_id, claimed) for person in people]


def mine(person: Any, board_id: int) -> str:
    """There is nothing personal on this board."""
    return ""
