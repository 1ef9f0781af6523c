"""Taps that come at the same moment."""

import pytest

from community.core.errors import Refused
from community.live.models import LiveBoard
from community.meetings import services
from community.meetings.models import AgendaItem, Attendance, Invitation, Meeting
from community.messaging.services import receive_text
from community.models import Message
from tests.factories.crowd import at_once
from tests.factories.meetings import evening, planned
from tests.factories.people import GroupFactory, member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_by_threads")]


def test_one_person_checked_in_from_everywhere_is_here_once():
    meeting, facilitator, [rosa] = evening(1)

    def tap():
        return services.check_in(meeting, rosa, channel="facilitator", by=facilitator)

    def text(number):
        return lambda: receive_text(
            community=rosa.community, phone=rosa.phone, body=meeting.door_code, sid=f"SM{number:032d}"
        )

    at_once([tap, text(1), tap, text(2), lambda: services.check_in(meeting, rosa, channel="phone")] * 2)
    assert Attendance.objects.filter(meeting=meeting).count() == 1


def test_nobody_slips_in_while_the_meeting_closes():
    meeting, facilitator, board = evening(20)

    def arrive(person):
        return lambda: services.check_in(Meeting.objects.get(pk=meeting.pk), person, channel="phone")

    def close():
        return services.close_meeting(Meeting.objects.get(pk=meeting.pk), by=facilitator)

    acts = [arrive(person) for person in board]
    acts.insert(10, close)
    said = at_once(acts)
    came = [answer for answer in said if isinstance(answer, Attendance)]
    assert Attendance.objects.count() == len(came)
    assert all("over" in str(answer) for answer in said if isinstance(answer, Refused))
    assert Meeting.objects.get().state == "closed"
    assert LiveBoard.objects.get(pk=meeting.board_id).version == 1 + 1 + len(came) + 1


def test_eight_taps_on_next_move_the_agenda_by_one():
    meeting, facilitator, _board = evening(1)
    items = [services.add_agenda_item(meeting, title=title, by=facilitator) for title in "ABCD"]
    services.next_item(meeting, seen=None, by=facilitator)

    def tap():
        return services.next_item(Meeting.objects.get(pk=meeting.pk), seen=items[0].pk, by=facilitator)

    assert at_once([tap] * 8) == [items[1]] * 8
    assert list(AgendaItem.objects.values_list("state", flat=True)) == ["done", *["planned"] * 3]


def test_a_number_is_given_once_and_door_codes_differ():
    group = GroupFactory()
    numbers = [1, 1, 2, 3, 3, 4, 5, 6]
    said = at_once([lambda number=number: planned(group, number=number) for number in numbers])
    assert sum(isinstance(answer, Refused) for answer in said) == 2
    codes = list(Meeting.objects.values_list("door_code", flat=True))
    assert len(codes) == len(set(codes)) == 6


def test_items_added_and_moved_at_once_keep_an_order():
    meeting = planned()
    first = services.add_agenda_item(meeting, title="First", by=None)
    adds = [lambda n=n: services.add_agenda_item(meeting, title=f"{n}", by=None) for n in range(6)]
    moves = [lambda: services.move_agenda_item(first, up=False, by=None)] * 6
    at_once([act for pair in zip(adds, moves, strict=True) for act in pair])
    positions = list(AgendaItem.objects.values_list("position", flat=True))
    assert len(positions) == len(set(positions)) == 7


def test_two_who_press_invite_text_everybody_once():
    meeting = planned()
    board = [member(meeting.group) for _person in range(12)]
    said = at_once([lambda: services.invite(Meeting.objects.get(pk=meeting.pk), by=None)] * 4)
    assert sorted(len(new) for new in said) == [0, 0, 0, 12]
    assert Invitation.objects.count() == Message.objects.filter(direction="out").count() == len(board)


def test_answers_come_in_while_the_rest_is_reminded():
    meeting = planned()
    board = [member(meeting.group) for _person in range(12)]
    services.invite(meeting, by=None)

    def answer(number, person):
        return lambda: receive_text(
            community=person.community, phone=person.phone, body="1", sid=f"SM{number:032d}"
        )

    def remind():
        return services.remind(Meeting.objects.get(pk=meeting.pk), by=None)

    acts = [answer(number, person) for number, person in enumerate(board)]
    for place in (9, 6, 3):
        acts.insert(place, remind)
    at_once(acts)
    assert set(Invitation.objects.values_list("answer", flat=True)) == {"yes"}


def test_one_phone_that_texts_four_answers_in_a_row_is_told_each_time():
    meeting = planned(offers_childcare=True)
    board = [member(meeting.group) for _person in range(3)]
    services.invite(meeting, by=None)

    def answer(number, person):
        return lambda: receive_text(
            community=person.community, phone=person.phone, body="12"[number % 2], sid=f"SM{number:032d}"
        )

    said = at_once(
        [answer(4 * place + number, who) for place, who in enumerate(board) for number in range(4)]
    )
    assert all(isinstance(message, Message) for message in said)
    assert Message.objects.filter(is_reply=True, body__startswith="Got it").count() == 12
