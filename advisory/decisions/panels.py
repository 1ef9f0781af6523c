"""The vote on a meeting's live board. A panel is the same for a whole audience, so it holds nobody's own
vote; how many have voted is counted when it is rendered, after the commit of the vote that rang.
"""

from operator import itemgetter
from typing import Any

from django.template.loader import render_to_string

from advisory.decisions.ballot_forms import is_plain, with_cost
from advisory.decisions.models import Decision, Option, RollEntry
from advisory.decisions.own import own_part
from advisory.decisions.selectors import cast_and_entitled, hands_to_write, is_open_to_guests, on_board, over
from advisory.decisions.words import outcome_words, quorum_words, rule_words, until, voted_words
from community.core.prepared import Prepared
from community.core.registry import Audience
from community.live.selectors import once_a_moment
from community.meetings.models import Meeting
from community.meetings.standing import GUEST, PROJECTOR

# A guest sees the vote on an item that is open to guests; the screen in the room is read by guests too.
WITH_GUESTS = (GUEST, PROJECTOR)


_ON_BOARD = Prepared(on_board, board_id=int)


@once_a_moment
def found_on_board(board_id: int) -> list[Decision]:
    return _ON_BOARD.rows(board_id=board_id)


def showing(board_id: int, role: str = "") -> tuple[Decision | None, list[Decision]]:
    """What the board shows to ``role`` (the open decision, else the one closed last), and the drafts."""
    found = found_on_board(board_id)
    if role in WITH_GUESTS:
        found = [decision for decision in found if is_open_to_guests(decision)]
    drafts = [decision for decision in found if decision.state == Decision.State.DRAFT]
    current = next((decision for decision in found if decision.state == Decision.State.OPEN), None)
    if current is None:
        closed = [(decision.closed_at, decision) for decision in found if decision.closed_at is not None]
        current = max(closed, key=itemgetter(0))[1] if closed else None
    return current, drafts[::-1]


def facts(decision: Decision) -> dict[str, Any]:
    """What every view of one decision says."""
    said: dict[str, Any] = {
        "decision": decision,
        "options": Option.choices,
        "rule": rule_words(decision),
        "until": until(decision),
        "is_plain": is_plain(decision),
        "listed": [with_cost(choice) for choice in decision.choices.all()] if decision.chooses else [],
    }
    if decision.state == Decision.State.OPEN:
        cast, entitled = cast_and_entitled(decision)
        said |= {"cast": cast, "entitled": entitled, "voted": voted_words(cast, entitled)}
    if (result := getattr(decision, "result", None)) is not None:
        said |= {
            "result": result,
            "outcome": outcome_words(decision, result),
            "quorum": quorum_words(decision, result),
        }
    return said


def decision(board_id: int, audience: Audience) -> str:
    """The question with its buttons and how many have voted; after closing, what came of it."""
    current, drafts = showing(board_id, audience.role)
    facilitates = audience.role == "facilitator"
    if current is None and not facilitates:
        return ""
    shown: dict[str, Any] = {"role": audience.role}
    if current is not None:
        shown |= facts(current)
    if facilitates:
        is_open = current is not None and current.state == Decision.State.OPEN
        shown["hands"] = hands_of(current) if current is not None and is_open else []
        if not is_open:
            shown["drafts"] = drafts
            shown["meeting_id"] = Meeting.objects.values_list("pk", flat=True).get(board=board_id)
    return render_to_string("panels/decision.html", shown)


def hands_of(decision: Decision) -> list[tuple[RollEntry, str]]:
    """Whose hands may be written down, each with the option that is written down already, or "".

    None of a secret vote, and none where a hand alone does not say enough.
    """
    if decision.chooses or decision.is_secret:
        return []
    return [
        (entry, entry.ballot.option if hasattr(entry, "ballot") else "") for entry in hands_to_write(decision)
    ]


def your_vote(person: Any, board_id: int) -> str:
    """The piece that is only for ``person``: how they voted, and the ballot where one press is not enough.

    It is read through signed links too, where a look changes nothing: a vote whose hour has passed
    reads as closed, whether or not anybody has closed it.
    """
    current, _drafts = showing(board_id)
    if current is None:
        return ""
    if current.closes_at is not None and over().filter(pk=current.pk).exists():
        current.state = Decision.State.CLOSED  # said, not saved
    shown = own_part(current, person, act=True)
    if not shown["on_roll"]:
        return ""
    return render_to_string("panels/your_vote.html", {"decision": current, **shown})
