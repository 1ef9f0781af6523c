"""Small groups during an evening: who sits where, who writes, what lands in the notes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.breakouts import services
from community.breakouts.actions import BOARD
from community.breakouts.models import BreakoutRound, Seat, SmallGroup
from community.breakouts.panels import groups, my_group
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.registry import Audience
from community.meetings import services as meetings
from community.meetings.models import MeetingNote
from tests.factories.meetings import evening

pytestmark = pytest.mark.django_db


def in_groups(members=4, number=2, way="count"):
    meeting, facilitator, board = evening(members)
    for person in board:
        meetings.check_in(meeting, person, channel="phone")
    current = services.start_round(meeting, way=way, groups=number, by=facilitator)
    return meeting, facilitator, board, current


def with_scribe(current):
    group = current.groups.select_related("round__meeting__group__community").first()
    scribe = group.seats.first().person
    services.name_scribe(group, scribe, by=scribe)
    return group, scribe


def bodies(meeting):
    return list(MeetingNote.objects.filter(meeting=meeting).values_list("body", flat=True))


def test_pressed_twice_there_is_one_round_and_everyone_sits_once():
    meeting, facilitator, board, current = in_groups(5)
    with pytest.raises(Refused, match="talking already"):
        services.start_round(meeting, way="count", groups=3, by=facilitator)
    assert BreakoutRound.objects.get() == current
    assert sorted(Seat.objects.values_list("person", flat=True)) == [one.pk for one in board]


@pytest.mark.parametrize("ask", [{"way": "x", "groups": 2}, {"way": "count"}, {"way": "count", "groups": 31}])
def test_a_split_says_how(ask):
    meeting, facilitator, _board = evening(1)
    with pytest.raises(BadInput):
        services.start_round(meeting, by=facilitator, **ask)


def test_with_nobody_here_there_is_nothing_to_split():
    meeting, facilitator, _board = evening(2)
    with pytest.raises(Refused, match="Nobody"):
        services.start_round(meeting, way="count", groups=2, by=facilitator)


def test_who_comes_late_joins_the_smaller_group_once():
    meeting, facilitator, board = evening(4)
    for person in board[:3]:
        meetings.check_in(meeting, person, channel="phone")
    current = services.start_round(meeting, way="count", groups=2, by=facilitator)
    with pytest.raises(NotAllowed):
        BOARD["join_group"](board[3], meeting.board_id, {"round": current.pk})
    meetings.check_in(meeting, board[3], channel="phone")
    assert "Give me a group" in my_group(board[3], meeting.board_id)
    assert BOARD["join_group"](board[3], meeting.board_id, {"round": current.pk}) == "You are in group 2."
    assert BOARD["join_group"](board[3], meeting.board_id, {"round": current.pk}) == "You are in group 2."
    assert services.seat_late(current, by=facilitator) == 0


def test_a_pen_is_taken_once_and_the_facilitator_hands_it_on():
    _meeting, facilitator, _board, current = in_groups()
    group, scribe = with_scribe(current)
    other = group.seats.exclude(person=scribe).get().person
    with pytest.raises(Refused, match="Somebody else"):
        services.name_scribe(group, other, by=other)
    services.name_scribe(group, other, by=facilitator)
    with pytest.raises(NotAllowed):
        services.write(group, what="Mine", who="", seen=0, by=scribe)
    stranger = current.groups.last().seats.first().person
    with pytest.raises(NotAllowed):
        services.name_scribe(group, stranger, by=facilitator)


def test_a_text_that_crossed_another_keeps_both_and_sent_again_adds_nothing():
    _meeting, _facilitator, _board, current = in_groups()
    group, scribe = with_scribe(current)
    assert not services.write(group, what="A ramp", who="Rosa", seen=0, by=scribe)
    assert not services.write(group, what="A ramp", who="Rosa", seen=0, by=scribe)
    assert services.write(group, what="A bench", who="Rosa", seen=0, by=scribe)
    services.write(group, what="A bench", who="Rosa", seen=0, by=scribe)
    group.refresh_from_db()
    assert (group.what, group.who, group.revision) == ("A ramp\n\nA bench", "Rosa", 2)
    services.write(group, what="A bench", who="", seen=2, by=scribe)
    group.refresh_from_db()
    assert (group.what, group.who) == ("A bench", "")


def test_a_text_too_long_is_refused_and_changes_nothing():
    _meeting, _facilitator, _board, current = in_groups()
    group, scribe = with_scribe(current)
    with pytest.raises(BadInput, match="too long"):
        services.write(group, what="a" * 801, who="", seen=0, by=scribe)
    assert SmallGroup.objects.get(pk=group.pk).revision == 0


def test_what_the_groups_wrote_lands_in_the_notes_once():
    meeting, facilitator, _board, current = in_groups()
    group, scribe = with_scribe(current)
    services.write(group, what="A ramp", who="Rosa", seen=0, by=scribe)
    services.end_round(current, by=facilitator)
    with pytest.raises(Refused, match="over"):
        services.end_round(current, by=facilitator)
    with pytest.raises(Refused, match="over"):
        services.write(group, what="Late", who="", seen=1, by=scribe)
    assert bodies(meeting) == [
        "Small group 1. WHAT should be done? A ramp",
        "Small group 1. WHO can do it? Rosa",
    ]


def test_closing_the_meeting_ends_the_round_and_keeps_its_notes():
    meeting, facilitator, _board, current = in_groups()
    group, scribe = with_scribe(current)
    services.write(group, what="A ramp", who="", seen=0, by=scribe)
    meetings.close_meeting(meeting, by=facilitator)
    current.refresh_from_db()
    assert current.state == "ended"
    assert bodies(meeting) == ["Small group 1. WHAT should be done? A ramp"]


def test_each_audience_sees_what_is_theirs():
    meeting, _facilitator, _board, current = in_groups()
    group, scribe = with_scribe(current)
    services.write(group, what="A ramp", who="", seen=0, by=scribe)
    roles = ("facilitator", "projector", "guest")
    seen = {role: groups(meeting.board_id, Audience(role, "en")) for role in roles}
    assert "A ramp" in seen["facilitator"]
    assert "A ramp" not in seen["projector"]
    assert "Rosa" in seen["projector"]
    assert "Rosa" not in seen["guest"]
    assert "<button" not in seen["projector"] + seen["guest"]
    assert "You are in group 1" in my_group(scribe, meeting.board_id)
    assert "<textarea" in my_group(scribe, meeting.board_id)
    other = group.seats.exclude(person=scribe).get().person
    assert "<textarea" not in my_group(other, meeting.board_id)


@pytest.mark.parametrize("way", ["count", "mixed"])
def test_the_panels_ask_as_much_of_60_as_of_one(way):
    asked = set()
    for members in (1, 60):
        meeting, _facilitator, board, _current = in_groups(members, 6, way)
        with CaptureQueriesContext(connection) as queries:
            groups(meeting.board_id, Audience("facilitator", "en"))
            my_group(board[0], meeting.board_id)
        asked.add(len(queries))
    assert len(asked) == 1, asked
