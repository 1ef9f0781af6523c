"""Planning a meeting and its agenda."""

import datetime

import pytest

from community.core.errors import BadInput, Refused
from community.meetings.models import AgendaItem, Meeting
from community.meetings.services import (
    add_agenda_item,
    close_meeting,
    move_agenda_item,
    open_meeting,
    plan_meeting,
)
from community.models import AuditLine
from tests.factories.meetings import EIGHT, NEW_YORK, SIX, evening, planned
from tests.factories.people import GroupFactory

pytestmark = pytest.mark.django_db


def test_a_planned_meeting_keeps_its_number_and_knows_its_local_day():
    late = datetime.datetime(2026, 11, 30, 21, tzinfo=NEW_YORK)  # December 1 in UTC
    meeting = planned(number=42, starts_at=late, ends_at=late + datetime.timedelta(hours=1))
    assert (meeting.number, meeting.held_on, meeting.month) == (
        42,
        datetime.date(2026, 11, 30),
        datetime.date(2026, 11, 1),
    )
    assert meeting.state == "planned"
    assert meeting.board.kind == "meeting"
    assert len(meeting.door_code) == 4
    assert meeting.door_code.isdigit()


@pytest.mark.parametrize("ends_at", [SIX, SIX - datetime.timedelta(minutes=1)])
def test_a_meeting_that_ends_before_it_starts_is_refused_in_words(ends_at):
    with pytest.raises(BadInput, match="ends before it starts"):
        planned(starts_at=SIX, ends_at=ends_at)
    assert not Meeting.objects.exists()


def test_an_hour_that_the_clocks_skip_does_not_make_a_meeting_of_no_length():
    gap = datetime.datetime(2027, 3, 14, 2, 30, tzinfo=NEW_YORK)  # shows 3:30 when it comes
    with pytest.raises(BadInput, match="ends before it starts"):
        planned(starts_at=gap, ends_at=gap.replace(hour=3))


@pytest.mark.parametrize("year", [1, 202, 9999])
def test_a_mistyped_year_is_refused_in_words(year):
    late = datetime.datetime(year, 12, 31, 22, tzinfo=NEW_YORK)
    with pytest.raises(BadInput, match="Check the year"):
        planned(starts_at=late, ends_at=late.replace(hour=23))


def test_a_used_number_is_refused_and_a_number_may_skip():
    group = GroupFactory()
    planned(group, number=3)
    with pytest.raises(Refused, match="already has a meeting 3"):
        planned(group, number=3)
    assert planned(group, number=5).number == 5
    assert planned(number=3).number == 3  # another group's count is its own


def test_a_number_starts_at_one():
    with pytest.raises(BadInput, match="starts at 1"):
        planned(number=0)


def test_door_codes_of_meetings_to_come_differ_within_a_community(monkeypatch):
    group = GroupFactory()
    first = planned(group, number=1)
    offered = []

    def choose(free):
        offered.append(free)
        return free[0]

    monkeypatch.setattr("community.meetings.services.planning.secrets.choice", choose)
    planned(group, number=2)
    assert first.door_code not in offered[0]
    assert len(offered[0]) == 9999
    close_meeting(open_meeting(first, by=None), by=None)
    planned(group, number=3)
    assert first.door_code in offered[1]


def test_the_agenda_grows_at_its_end_and_items_change_places():
    meeting = planned()
    titles = ["Welcome", "Library", "Next steps"]
    items = [add_agenda_item(meeting, title=title, by=None) for title in titles]

    def order():
        return list(AgendaItem.objects.filter(meeting=meeting).values_list("title", flat=True))

    move_agenda_item(items[2], up=True, by=None)
    assert order() == ["Welcome", "Next steps", "Library"]
    move_agenda_item(items[0], up=True, by=None)
    move_agenda_item(items[1], up=False, by=None)
    assert order() == ["Welcome", "Next steps", "Library"]
    move_agenda_item(items[0], up=False, by=None)
    assert order() == ["Next steps", "Welcome", "Library"]


def test_an_empty_item_and_a_closed_agenda_are_refused():
    meeting, facilitator, _board = evening()
    with pytest.raises(BadInput, match="what the item is about"):
        add_agenda_item(meeting, title="  ", by=facilitator)
    with pytest.raises(BadInput, match="1 to 600"):
        add_agenda_item(meeting, title="Long", minutes=601, by=facilitator)
    item = add_agenda_item(meeting, title="Welcome", by=facilitator)
    close_meeting(meeting, by=facilitator)
    with pytest.raises(Refused, match="over"):
        add_agenda_item(meeting, title="Late", by=facilitator)
    with pytest.raises(Refused, match="over"):
        move_agenda_item(item, up=True, by=facilitator)


def test_planning_is_in_the_audit():
    meeting, facilitator, _board = evening()
    lines = AuditLine.objects.filter(subject_type="community.Meeting", subject_id=meeting.pk)
    assert list(lines.values_list("verb", "actor", "to_state")) == [
        ("plan", facilitator.pk, "planned"),
        ("open", facilitator.pk, "open"),
    ]


def test_every_change_of_the_plan_rings_the_board():
    meeting = planned()
    first = add_agenda_item(meeting, title="Welcome", by=None)
    add_agenda_item(meeting, title="Library", by=None)
    meeting.board.refresh_from_db()
    before = meeting.board.version
    move_agenda_item(first, up=False, by=None)
    meeting.board.refresh_from_db()
    assert meeting.board.version == before + 1


def test_plan_takes_objectives_without_empty_lines():
    meeting = plan_meeting(
        GroupFactory(), number=1, starts_at=SIX, ends_at=EIGHT, by=None, objectives=["Decide", ""]
    )
    assert meeting.objectives == ["Decide"]
