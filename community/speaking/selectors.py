"""The speaking list as it is now."""

from dataclasses import dataclass

from community.core.prepared import Prepared
from community.live.selectors import once_a_moment
from community.meetings.models import Meeting
from community.people.selectors import roles_by_person
from community.speaking.models import Turn
from community.speaking.rules import Hand, Spoken, order, role_of, shares


@dataclass(frozen=True)
class SpeakingList:
    """Who speaks, who waits in the order of their turns, and how much of the talking each role did."""

    speaking: Turn | None
    waiting: list[Turn]
    shares: list[tuple[str, int]]


_TURNS = Prepared(
    lambda meeting: Turn.objects.filter(meeting=meeting).exclude(state="passed").select_related("person"),
    meeting=int,
)


@once_a_moment
def speaking_list(meeting: Meeting) -> SpeakingList:
    """The list of ``meeting``. Three queries, however long it is.

    The one who speaks has spoken; how long counts when they have ended, so that the order changes with
    what is pressed and not with the clock.
    """
    turns = _TURNS.rows(meeting=meeting.pk)
    roles = _roles(meeting, turns)
    spoken = [_spoken(turn) for turn in turns if turn.began_at is not None]
    hands = {
        Hand(turn.pk, turn.person_id, roles[turn.person_id], turn.raised_at): turn
        for turn in turns
        if turn.state == Turn.State.WAITING
    }
    return SpeakingList(
        speaking=next((turn for turn in turns if turn.state == Turn.State.SPEAKING), None),
        waiting=[hands[hand] for hand in order(hands, spoken, families_first=meeting.group.families_first)],
        shares=shares(spoken, roles) if meeting.group.shows_talk_share else [],
    )


def _roles(meeting: Meeting, turns: list[Turn]) -> dict[int, str]:
    people = {turn.person_id for turn in turns}
    held = roles_by_person(meeting.group.community, ids=people) if people else {}
    return {person: role_of(held.get(person, ())) for person in people}


def _spoken(turn: Turn) -> Spoken:
    assert turn.began_at is not None  # noqa: S101  the caller picked those that began
    seconds = int((turn.ended_at - turn.began_at).total_seconds()) if turn.ended_at else 0
    return Spoken(turn.person_id, seconds, turn.interpreted)
