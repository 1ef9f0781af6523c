"""Hands go up by phone, by text and by the facilitator's eyes; the floor goes to one at a time."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.core import registry
from community.core.errors import Refused
from community.core.registry import Audience
from community.live.panels import snapshot
from community.meetings import services as meetings
from community.meetings.models import Meeting
from community.messaging.services import receive_text
from community.models import LiveBoard, Message
from community.speaking import services
from community.speaking.models import Turn
from community.speaking.selectors import speaking_list
from tests.factories.meetings import evening
from tests.factories.people import member, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    """An open meeting with its facilitator and three members, all checked in."""
    meeting, luis, board = evening(3)
    for person in [*board, luis]:
        meetings.check_in(meeting, person, channel="phone")
    return meeting, luis, board


def names(meeting):
    return [turn.person.display_name for turn in speaking_list(meeting).waiting]


def panel(meeting, role, language="en"):
    board = LiveBoard.objects.select_related("community").get(pk=meeting.board_id)
    return snapshot(board, Audience(role, language))["panels"]["speaking"]


def text(person, body):
    sid = f"SM{Message.objects.count():032d}"
    receive_text(community=person.community, phone=person.phone, body=body, sid=sid)
    return Message.objects.filter(direction="out").latest("pk").body


def test_one_speaks_and_the_one_who_has_not_spoken_is_next(room):
    meeting, luis, [rosa, ana, eva] = room
    with time_machine.travel(meeting.opened_at, tick=False) as clock:
        for person in (rosa, ana):
            services.raise_hand(meeting, person, channel="phone")
            clock.shift(1)
        first = services.call_on(meeting, None, seen=None, by=luis)
        assert first.person == rosa
        clock.shift(60)
        services.raise_hand(meeting, eva, channel="phone")
        assert services.call_on(meeting, None, seen=None, by=luis) == first, "an old page changes nothing"
        second = services.call_on(meeting, None, seen=first.pk, by=luis)
        assert second.person == ana
        services.raise_hand(meeting, rosa, channel="phone")
        assert names(meeting) == [eva.display_name, rosa.display_name]
        first.refresh_from_db()
        assert first.ended_at - first.began_at == datetime.timedelta(seconds=60)


def test_a_hand_is_up_once_and_needs_a_check_in(room):
    meeting, luis, [rosa, *_others] = room
    late = member(meeting.group)
    with pytest.raises(Refused, match="Check in first"):
        services.raise_hand(meeting, late, channel="phone")
    turn = services.raise_hand(meeting, rosa, channel="phone")
    assert services.raise_hand(meeting, rosa, channel="facilitator", by=luis) == turn
    services.call_on(meeting, turn, seen=None, by=luis)
    with pytest.raises(Refused, match="has the floor"):
        services.raise_hand(meeting, rosa, channel="phone")
    with transaction.atomic(), pytest.raises(IntegrityError):
        Turn.objects.create(
            meeting=meeting, person=late, channel="phone", state="speaking", began_at=meeting.opened_at
        )


def test_who_passes_loses_nothing(room):
    meeting, luis, [rosa, ana, _eva] = room
    for person in (rosa, ana):
        services.raise_hand(meeting, person, channel="phone")
    services.pass_turn(meeting, rosa, by=rosa)
    services.raise_hand(meeting, rosa, channel="phone")
    called = services.call_on(meeting, None, seen=None, by=luis)
    services.raise_hand(meeting, ana, channel="phone") if called.person != ana else None
    assert names(meeting) == [rosa.display_name]


def test_families_come_before_the_staff_where_the_charter_says_so(room):
    meeting, luis, [rosa, *_others] = room
    services.raise_hand(meeting, luis, channel="phone")
    services.raise_hand(meeting, rosa, channel="phone")
    assert names(meeting) == [luis.display_name, rosa.display_name]
    meeting.group.families_first = True
    meeting.group.save()
    assert names(Meeting.objects.get(pk=meeting.pk)) == [rosa.display_name, luis.display_name]


def test_hands_by_text_in_each_language_once(room):
    meeting, _luis, [rosa, ana, eva] = room
    assert text(rosa, "Hand") == "Your hand is up. You are next."
    assert text(rosa, "HAND!") == "Your hand is up. You are next."
    assert text(ana, "mano") == "Your hand is up. 1 person is before you."
    assert text(eva, "Men") == "Your hand is up. 2 people are before you."
    assert text(ana, "pass") == "Your hand is down. Text HAND to raise it again."
    assert Turn.objects.filter(meeting=meeting).count() == 3
    late = member(meeting.group, phone="+13475550177")
    assert "four digits" in text(late, "hand")


def test_nobody_listens_for_hands_when_no_meeting_is_under_way():
    rosa = member(evening(0)[0].group, phone="+13475550178")
    meetings.close_meeting(Meeting.objects.get(), by=None)
    assert "hand" not in text(rosa, "hand").lower()


def test_shares_are_for_the_facilitator_of_a_group_that_agreed(room):
    meeting, luis, [rosa, *_others] = room
    with time_machine.travel(meeting.opened_at, tick=False) as clock:
        for person, seconds in ((rosa, 30), (luis, 90)):
            turn = services.raise_hand(meeting, person, channel="phone")
            services.call_on(meeting, turn, seen=None, by=luis)
            clock.shift(seconds)
            services.end_turn(meeting, seen=turn.pk, by=luis)
    assert "Share of the talking" not in panel(meeting, "facilitator")
    meeting.group.shows_talk_share = True
    meeting.group.save()
    assert "Families 25%, Staff 75%" in panel(meeting, "facilitator")
    assert "Share" not in panel(meeting, "member")


def test_guests_see_how_many_wait_and_no_name(room):
    meeting, luis, [rosa, ana, _eva] = room
    services.raise_hand(meeting, rosa, channel="phone")
    services.raise_hand(meeting, ana, channel="phone")
    services.call_on(meeting, None, seen=None, by=luis)
    seen = panel(meeting, "guest")
    assert "1 person waits" in seen
    assert rosa.display_name not in seen
    assert ana.display_name not in seen
    assert ana.display_name in panel(meeting, "projector")
    assert "do/call_on/" not in panel(meeting, "member")


def test_the_list_costs_the_same_however_long(room, django_assert_num_queries):
    meeting, _luis, [rosa, *_others] = room
    services.raise_hand(meeting, rosa, channel="phone")
    with django_assert_num_queries(3):
        speaking_list(meeting)
    for number in range(59):
        person = member(meeting.group, display_name=f"More {number}")
        meetings.check_in(meeting, person, channel="phone")
        services.raise_hand(meeting, person, channel="phone")
    with django_assert_num_queries(3):
        assert len(speaking_list(meeting).waiting) == 60


VERBS = ("raise", "pass", "next", "this", "end", "on", "close")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 3), st.booleans()), max_size=14))
def test_whatever_is_pressed_one_speaks_and_every_hand_ends(steps):
    meeting, luis, board = evening(3)
    people = [*board, luis]
    for person in people:
        meetings.check_in(meeting, person, channel="phone")
    for verb, who, stale in steps:
        speaking = Turn.objects.filter(meeting=meeting, state="speaking").first()
        seen = 999 if stale else (speaking.pk if speaking else None)
        turn = Turn.objects.filter(meeting=meeting, state="waiting", person=people[who]).first()
        does = {
            "raise": lambda who=who: services.raise_hand(meeting, people[who], channel="phone"),
            "pass": lambda who=who: services.pass_turn(meeting, people[who], by=luis),
            "next": lambda seen=seen: services.call_on(meeting, None, seen=seen, by=luis),
            "this": lambda seen=seen, turn=turn: services.call_on(meeting, turn, seen=seen, by=luis),
            "end": lambda seen=seen: services.end_turn(meeting, seen=seen, by=luis),
            "on": lambda seen=seen: services.interpret(meeting, seen=seen, on=True, by=luis),
            "close": lambda: meetings.close_meeting(Meeting.objects.get(pk=meeting.pk), by=luis),
        }
        try:
            does[verb]()
        except Refused:
            continue
    rows = Turn.objects.filter(meeting=meeting)
    assert rows.filter(state="speaking").count() <= 1
    if Meeting.objects.get(pk=meeting.pk).state == "closed":
        assert not rows.filter(state__in=["waiting", "speaking"]).exists()
    Meeting.objects.all().update(state="closed", timer_since=None)


def test_own_hand_on_the_phone(room):
    meeting, _luis, [rosa, *_others] = room
    assert "I want to speak" in registry.board_kinds["meeting"].mine(rosa, meeting.board_id)
    said = registry.board_actions["ask_to_speak"](rosa, meeting.board_id, {})
    assert said == "Your hand is up. You are next."
    assert "do/pass_turn/" in registry.board_kinds["meeting"].mine(rosa, meeting.board_id)
    stranger = staff(meeting.group.community, "coordinator")
    assert "I want to speak" not in registry.board_kinds["meeting"].mine(stranger, meeting.board_id)
