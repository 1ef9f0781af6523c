"""Everything that can happen at a meeting, for tests that let it happen in any order."""

import contextlib
from types import SimpleNamespace

from advisory.decisions import services as decisions
from advisory.decisions.models import Decision
from community.breakouts import services as breakouts
from community.breakouts.models import SmallGroup
from community.core.errors import BadInput, NotAllowed, Refused
from community.live.services import ring
from community.meetings import services as meetings
from community.meetings.models import ActionItem, AgendaItem, Meeting, MeetingNote
from community.meetings.selectors.clock import mark_of
from community.models import LiveBoard
from community.speaking import services as speaking
from community.speaking.models import Turn
from tests.factories.decisions import opened_at_meeting
from tests.factories.people import PersonFactory, staff


def room(members=3):
    """A meeting under way with an open vote, four items, a guest, and a coordinator who looks on."""
    decision, luis, board = opened_at_meeting(members)
    meeting = decision.meeting
    for title in ("Welcome", "News", "Saturday hours", "Next steps"):
        meetings.add_agenda_item(meeting, title=title, by=luis)
    guest = PersonFactory(community=meeting.group.community, display_name="Gina Guest")
    meetings.invite_guest(meeting, standing="guest", person=guest, by=luis)
    meetings.check_in(meeting, board[0], channel="phone")
    return SimpleNamespace(
        meeting=meeting,
        decision=decision,
        luis=luis,
        members=board,
        guest=guest,
        charlie=staff(meeting.group.community, display_name="Charlie Baptiste"),
        board=LiveBoard.objects.select_related("community").get(pk=meeting.board_id),
    )


def fresh(at):
    return Meeting.objects.select_related("group__community", "current_item").get(pk=at.meeting.pk)


def pick(rows, number):
    """One of the rows. Raises Refused where there is none."""
    found = list(rows.order_by("pk"))
    if not found:
        raise Refused("none is there")
    return found[number % len(found)]


def somebody(at, number):
    return [*at.members, at.guest, at.charlie][number % (len(at.members) + 2)]


def item(at, number):
    return pick(AgendaItem.objects.filter(meeting=at.meeting), number)


def note(at, number, **about):
    notes = MeetingNote.objects.filter(meeting=at.meeting, **about).select_related("meeting", "author")
    return pick(notes, number)


def step(at, number):
    return pick(ActionItem.objects.filter(meeting=at.meeting, done_at=None), number)


def seen(at):
    """Who has the floor on the facilitator's page."""
    turns = Turn.objects.filter(meeting=at.meeting, state=Turn.State.SPEAKING)
    return turns.values_list("pk", flat=True).first()


def write(at, number, **about):
    body, by = f"Note {number} <b>&</b>", at.members[number % len(at.members)]
    meetings.write_note(at.meeting, body=body, by=by, item=fresh(at).current_item, **about)


def show_closed(at, number):
    """Hide an item from guests, or show it to them, as a person who wrote the agenda does."""
    chosen = item(at, number)
    AgendaItem.objects.filter(pk=chosen.pk).update(closed_to_guests=not chosen.closed_to_guests)
    ring(at.board.pk)


def talking(at):
    """The small groups that talk just now."""
    groups = SmallGroup.objects.filter(round__meeting=at.meeting, round__state="open")
    return groups.select_related("round__meeting", "scribe")


def write_for_group(at, number):
    group = pick(talking(at), number)
    breakouts.write(
        group, what=f"Benches {number}", who="Ana", seen=group.revision, by=group.scribe or at.luis
    )


def proposed(at, number):
    return pick(
        AgendaItem.objects.filter(meeting=at.meeting, state="proposed").select_related("meeting"), number
    )


def ask_another(at, number):
    draft = decisions.draft_decision(
        at.meeting.group, title=f"Question {number}", method="majority", meeting=at.meeting, by=at.luis
    )
    decisions.open_decision(draft, by=at.luis)


DEEDS = {
    "check in": lambda at, n: meetings.check_in(fresh(at), somebody(at, n), channel="phone"),
    "take back": lambda at, n: meetings.take_back_check_in(fresh(at), somebody(at, n), by=at.luis),
    "next item": lambda at, n: meetings.next_item(fresh(at), seen=fresh(at).current_item_id, by=at.luis),
    "defer": lambda at, n: meetings.defer_item(item(at, n), by=at.luis),
    "add item": lambda at, n: meetings.add_agenda_item(fresh(at), title=f"Item {n}", by=at.luis),
    "move item": lambda at, n: meetings.move_agenda_item(item(at, n), up=True, by=at.luis),
    "hide item": show_closed,
    "clock": lambda at, n: meetings.turn_clock(fresh(at), seen=mark_of(fresh(at)), by=at.luis),
    "breathe": lambda at, n: meetings.breathe(fresh(at), on=not fresh(at).breathing, by=at.luis),
    "note": write,
    "note of members": lambda at, n: write(at, n, members_only=True),
    "park": lambda at, n: write(at, n, kind=MeetingNote.Kind.PARKED),
    "settle": lambda at, n: meetings.settle_parked(note(at, n, kind="parked"), by=at.members[0]),
    "rewrite": lambda at, n: meetings.change_note(note(at, n), body=f"Anew {n}", by=at.members[0]),
    "remove": lambda at, n: meetings.remove_note(note(at, n), by=at.members[0]),
    "step": lambda at, n: meetings.add_action_item(fresh(at), title=f"Step {n}", by=at.luis),
    "whose step": lambda at, n: meetings.complete_action_item(
        step(at, n), due_on=at.meeting.roster_day, owner=somebody(at, n), by=at.luis
    ),
    "step is done": lambda at, n: meetings.finish_action_item(step(at, n), by=at.luis),
    "hand": lambda at, n: speaking.raise_hand(at.meeting, somebody(at, n), channel="phone"),
    "pass": lambda at, n: speaking.pass_turn(at.meeting, somebody(at, n), by=at.luis),
    "call on": lambda at, n: speaking.call_on(at.meeting, None, seen=seen(at), by=at.luis),
    "interpret": lambda at, n: speaking.interpret(at.meeting, seen=seen(at), on=bool(n % 2), by=at.luis),
    "end turn": lambda at, n: speaking.end_turn(at.meeting, seen=seen(at), by=at.luis),
    "vote": lambda at, n: decisions.cast_vote(
        pick(Decision.objects.filter(meeting=at.meeting), n),
        voter=somebody(at, n),
        option=("yes", "no", "abstain")[n % 3],
        channel="phone",
    ),
    "close vote": lambda at, n: decisions.close_decision(
        pick(Decision.objects.filter(meeting=at.meeting, state="open"), n), by=at.luis
    ),
    "another vote": ask_another,
    "groups": lambda at, n: breakouts.start_round(fresh(at), way="count", groups=1 + n % 3, by=at.luis),
    "late for groups": lambda at, n: breakouts.seat_late(pick(talking(at), n).round, by=at.luis),
    "scribe": lambda at, n: breakouts.name_scribe(pick(talking(at), n), somebody(at, n), by=at.luis),
    "group writes": write_for_group,
    "groups end": lambda at, n: breakouts.end_round(pick(talking(at), n).round, by=at.luis),
    "propose": lambda at, n: meetings.propose_item(
        at.meeting, title=f"Idea {n}", by=at.members[n % len(at.members)], channel="web"
    ),
    "accept": lambda at, n: meetings.accept_proposal(proposed(at, n), by=at.luis),
    "drop": lambda at, n: meetings.drop_item(proposed(at, n), reason="For another year", by=at.luis),
    "ring": lambda at, n: ring(at.board.pk),
}


def happen(at, name, number):
    """Do it, or have it refused in words."""
    with contextlib.suppress(Refused, BadInput, NotAllowed):
        DEEDS[name](at, number)
