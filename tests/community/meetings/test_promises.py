"""Action items."""

import datetime

import pytest

from community.core.errors import BadInput, Refused
from community.meetings.home import todos
from community.meetings.services import add_action_item, close_meeting, finish_action_item
from community.models import ActionItem, Meeting
from tests.factories.meetings import evening, planned
from tests.factories.people import OrganisationFactory, PersonFactory, provider

pytestmark = pytest.mark.django_db


def promise(meeting, **changes):
    given = {"title": "Call the library", "due_on": meeting.held_on, "by": None, **changes}
    return add_action_item(meeting, **given)


def test_a_promise_has_one_owner_and_a_day():
    meeting, facilitator, [rosa] = evening(1)
    item = promise(meeting, owner=rosa, by=facilitator)
    assert (item.owner, item.group, item.meeting) == (rosa, meeting.group, meeting)
    library = OrganisationFactory(community=meeting.group.community)
    assert promise(meeting, owner_organisation=library).owner_organisation == library


def test_promises_that_cannot_be_are_refused_in_words():
    meeting, _facilitator, [rosa] = evening(1)
    library = OrganisationFactory(community=meeting.group.community)
    with pytest.raises(BadInput, match="what will be done"):
        promise(meeting, title=" ", owner=rosa)
    with pytest.raises(BadInput, match="one person or one organization"):
        promise(meeting, owner=rosa, owner_organisation=library)
    with pytest.raises(BadInput, match="of this community"):
        promise(meeting, owner=PersonFactory())
    with pytest.raises(BadInput, match="before the meeting"):
        promise(meeting, owner=rosa, due_on=meeting.held_on - datetime.timedelta(days=1))
    assert not ActionItem.objects.exists()


def test_after_the_close_a_step_has_its_owner_and_its_day():
    meeting, facilitator, [rosa] = evening(1)
    close_meeting(meeting, by=facilitator)
    with pytest.raises(BadInput, match="one person or one organization"):
        promise(meeting)
    with pytest.raises(BadInput, match="the day by which"):
        promise(meeting, owner=rosa, due_on=None)


def test_done_is_said_once():
    meeting, _facilitator, [rosa] = evening(1)
    item = promise(meeting, owner=rosa)
    assert finish_action_item(item, by=rosa).done_at is not None
    with pytest.raises(Refused, match="is done already"):
        finish_action_item(item, by=rosa)


def test_boards_of_the_group_hear_of_each_others_promises():
    tonight, _facilitator, [rosa] = evening(1)
    before = planned(tonight.group, number=30)
    elsewhere = planned(number=30)
    earlier = promise(before, owner=rosa, due_on=tonight.held_on)

    def versions():
        return [Meeting.objects.get(pk=one.pk).board.version for one in (tonight, elsewhere)]

    then = versions()
    finish_action_item(earlier, by=rosa)
    promise(before, owner=rosa, due_on=tonight.held_on)
    assert versions() == [then[0] + 2, then[1]]


def test_what_is_due_stands_on_the_owners_home_page():
    meeting, _facilitator, [rosa] = evening(1)
    doctor = provider(meeting.group.community)
    today = meeting.group.community.today()
    ActionItem.objects.create(
        group=meeting.group, meeting=meeting, title="Call the library", owner=rosa, due_on=today
    )
    ActionItem.objects.create(
        group=meeting.group,
        meeting=meeting,
        title="Count the families",
        owner_organisation=doctor.organisation,
        due_on=today - datetime.timedelta(days=1),
    )
    assert any("You said you would: Call the library" in todo.text for todo in todos(rosa))
    assert any("Count the families. It was due" in todo.text for todo in todos(doctor))
