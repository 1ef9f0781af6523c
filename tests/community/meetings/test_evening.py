"""The evening: opening, the agenda, checking in, closing."""

import pytest

from community.core import registry
from community.core.errors import NotAllowed, Refused
from community.meetings import services
from community.meetings.models import AgendaItem, Attendance
from community.meetings.selectors import members_present, present, room_of, roster_of
from community.models import ReplyExpectation
from tests.factories.meetings import evening, opened, planned
from tests.factories.people import PersonFactory, member, staff

pytestmark = pytest.mark.django_db


def states(meeting):
    return list(AgendaItem.objects.filter(meeting=meeting).values_list("state", flat=True))


def version(meeting):
    meeting.board.refresh_from_db()
    return meeting.board.version


def test_a_meeting_opens_once_and_closes_once():
    meeting, facilitator, _board = evening()
    with pytest.raises(Refused, match="under way"):
        services.open_meeting(meeting, by=facilitator)
    services.close_meeting(meeting, by=facilitator)
    with pytest.raises(Refused, match="closed"):
        services.close_meeting(meeting, by=facilitator)
    with pytest.raises(Refused, match="closed"):
        services.open_meeting(meeting, by=facilitator)


def test_a_planned_meeting_cannot_be_closed():
    with pytest.raises(Refused):
        services.close_meeting(planned(), by=None)


def test_the_agenda_moves_on_and_a_second_tap_does_not_skip():
    meeting, facilitator, _board = evening()
    items = [services.add_agenda_item(meeting, title=title, by=facilitator) for title in "ABC"]
    assert services.next_item(meeting, seen=None, by=facilitator) == items[0]
    assert services.next_item(meeting, seen=None, by=facilitator) == items[0]
    assert services.next_item(meeting, seen=items[0].pk, by=facilitator) == items[1]
    assert states(meeting) == ["done", "planned", "planned"]
    assert services.next_item(meeting, seen=items[0].pk, by=facilitator) == items[1]
    services.next_item(meeting, seen=items[1].pk, by=facilitator)
    assert services.next_item(meeting, seen=items[2].pk, by=facilitator) is None
    assert states(meeting) == ["done", "done", "done"]


def test_an_item_is_left_for_another_meeting_and_may_be_taken_up_after_all():
    meeting, facilitator, _board = evening()
    items = [services.add_agenda_item(meeting, title=title, by=facilitator) for title in "AB"]
    services.show_item(meeting, items[0], by=facilitator)
    services.defer_item(items[0], by=facilitator)
    meeting.refresh_from_db()
    assert meeting.current_item is None
    with pytest.raises(Refused, match="settled already"):
        services.defer_item(items[0], by=facilitator)
    assert services.next_item(meeting, seen=None, by=facilitator) == items[1]
    services.show_item(meeting, AgendaItem.objects.get(pk=items[0].pk), by=facilitator)
    assert states(meeting) == ["planned", "done"]


def test_an_item_that_another_tab_left_for_later_is_to_come_again_when_it_is_shown():
    meeting = opened()
    item = services.add_agenda_item(meeting, title="Library hours", by=None)
    seen_before = AgendaItem.objects.get(pk=item.pk)
    services.defer_item(item, by=None)
    services.show_item(meeting, seen_before, by=None)
    services.next_item(meeting, seen=item.pk, by=None)
    assert states(meeting) == ["done"]


def test_an_item_of_another_meeting_is_refused():
    meeting, facilitator, _board = evening()
    foreign = services.add_agenda_item(opened(), title="Elsewhere", by=None)
    with pytest.raises(Refused, match="another meeting"):
        services.show_item(meeting, foreign, by=facilitator)


def test_closing_settles_every_item_and_runs_the_hooks(monkeypatch):
    meeting, facilitator, _board = evening()
    for title in "ABC":
        services.add_agenda_item(meeting, title=title, by=facilitator)
    services.next_item(meeting, seen=None, by=facilitator)
    called = []
    hooks = registry.Plugs()
    hooks.add("test", lambda meeting, by: called.append((meeting.state, by)))
    monkeypatch.setattr(registry, "meeting_closed", hooks)
    services.close_meeting(meeting, by=facilitator)
    assert states(meeting) == ["done", "deferred", "deferred"]
    assert called == [("closed", facilitator)]
    meeting.refresh_from_db()
    assert meeting.current_item is None


def test_a_hook_that_refuses_leaves_the_meeting_open(monkeypatch):
    meeting, facilitator, _board = evening()
    services.add_agenda_item(meeting, title="A", by=facilitator)

    def refuse(meeting, by):
        raise Refused("There is no rate.")

    hooks = registry.Plugs()
    hooks.add("test", refuse)
    monkeypatch.setattr(registry, "meeting_closed", hooks)
    with pytest.raises(Refused, match="no rate"):
        services.close_meeting(meeting, by=facilitator)
    meeting.refresh_from_db()
    assert meeting.state == "open"
    assert states(meeting) == ["planned"]


def test_closing_closes_the_questions_by_text():
    meeting = planned()
    member(meeting.group)
    services.invite(meeting, by=None)
    services.open_meeting(meeting, by=None)
    assert ReplyExpectation.objects.filter(closed_at=None).count() == 1
    services.close_meeting(meeting, by=None)
    assert ReplyExpectation.objects.filter(closed_at=None).count() == 0


def test_three_ways_to_check_in():
    meeting, facilitator, board = evening()
    before = version(meeting)
    services.check_in(meeting, board[0], channel="facilitator", by=facilitator)
    services.check_in(meeting, board[1], channel="phone")
    services.check_in(meeting, board[2], channel="text")
    assert list(present(meeting)) == board
    assert version(meeting) == before + 3


def test_a_second_check_in_is_answered_clearly_and_stores_nothing():
    meeting, facilitator, board = evening()
    services.check_in(meeting, board[0], channel="phone")
    before = version(meeting)
    with pytest.raises(Refused, match="already checked in"):
        services.check_in(meeting, board[0], channel="facilitator", by=facilitator)
    assert Attendance.objects.get().channel == "phone"
    assert version(meeting) == before


def test_a_wrong_tap_is_taken_back_until_the_close():
    meeting, facilitator, board = evening()
    services.check_in(meeting, board[0], channel="facilitator", by=facilitator)
    before = version(meeting)
    services.take_back_check_in(meeting, board[0], by=facilitator)
    assert not Attendance.objects.exists()
    assert version(meeting) == before + 1
    with pytest.raises(Refused, match="is not checked in"):
        services.take_back_check_in(meeting, board[0], by=facilitator)
    services.check_in(meeting, board[0], channel="phone")
    services.close_meeting(meeting, by=facilitator)
    with pytest.raises(Refused, match="over"):
        services.take_back_check_in(meeting, board[0], by=facilitator)
    assert Attendance.objects.count() == 1


def test_only_that_days_roster_its_candidates_and_the_staff_check_in():
    meeting, facilitator, board = evening(2)
    stranger = PersonFactory(community=meeting.group.community, display_name="Nobody")
    with pytest.raises(NotAllowed, match="Nobody is not on the list"):
        services.check_in(meeting, stranger, channel="phone")
    left = member(meeting.group)
    left.memberships.update(until="2026-11-25")
    with pytest.raises(NotAllowed):
        services.check_in(meeting, left, channel="phone")
    candidate = member(meeting.group)
    candidate.memberships.update(status="candidate")
    services.check_in(meeting, candidate, channel="phone")
    alumna = member(meeting.group)
    alumna.memberships.update(status="alumni")
    with pytest.raises(NotAllowed):
        services.check_in(meeting, alumna, channel="phone")
    elsewhere = staff(planned().group.community)
    with pytest.raises(NotAllowed):
        services.check_in(meeting, elsewhere, channel="phone")
    services.check_in(meeting, facilitator, channel="phone")
    assert list(present(meeting)) == [facilitator, candidate]
    assert list(members_present(meeting)) == []
    room = room_of(meeting)
    assert (room.members, room.missing, room.others, room.expected) == (
        [],
        board,
        [facilitator, candidate],
        2,
    )


def test_nobody_checks_in_before_the_opening_or_after_the_close():
    meeting = planned()
    rosa = member(meeting.group)
    with pytest.raises(Refused, match="not opened yet"):
        services.check_in(meeting, rosa, channel="phone")
    services.open_meeting(meeting, by=None)
    services.close_meeting(meeting, by=None)
    with pytest.raises(Refused, match="over"):
        services.check_in(meeting, rosa, channel="phone")
    assert not Attendance.objects.exists()


def test_those_who_said_yes_stand_first_among_the_missing():
    meeting = planned()
    ada, bea = (
        member(meeting.group, display_name="Ada"),
        member(meeting.group, display_name="Bea"),
    )
    services.invite(meeting, by=None)
    services.answer_invitation(meeting.invitations.get(person=bea), "yes", channel="web")
    assert room_of(meeting).missing == [bea, ada]


def test_a_record_from_elsewhere_has_no_roster():
    meeting = planned()
    member(meeting.group)
    assert roster_of(meeting).count() == 1
    meeting.source = "https://example.org/minutes"
    assert roster_of(meeting) is None
    meeting.source, meeting.starts_at, meeting.held_on = "", None, None
    assert roster_of(meeting) is None
