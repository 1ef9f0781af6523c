"""The demo's community: the same people and the same evening at every start."""

import datetime
import io

import pytest
from django.test import override_settings

from advisory.models import Decision
from community.demo.describe import describe
from community.demo.seed import seed
from community.meetings.services import plan_meeting
from community.models import Meeting

pytestmark = pytest.mark.django_db
DEMO = override_settings(ROOT_URLCONF="tests.architecture.demo_urls")


def start():
    return seed(stdout=io.StringIO())


@DEMO
def test_a_second_start_finds_everybody_and_everything_as_the_first_left_it():
    first = describe(start())
    roles = [person["role"] for person in first["people"]]
    assert (roles.count("board member"), roles.count("provider")) == (23, 12)
    assert describe(start()) == first
    coming = Meeting.objects.filter(state="planned").order_by("starts_at")
    assert [meeting.group.kind for meeting in coming] == ["advisory_board", "action_team"]


def test_this_evening_is_neither_a_visitors_later_meeting_nor_yesterdays(time_machine):
    time_machine.move_to("2026-11-26 15:00:00Z")
    first = start()
    in_a_week = first.meeting.starts_at + datetime.timedelta(days=7)
    plan_meeting(
        first.board,
        number=first.meeting.number + 1,
        starts_at=in_a_week,
        ends_at=in_a_week + datetime.timedelta(hours=2),
        by=first.staff["facilitator"],
        place="Library",
    )
    assert start().meeting == first.meeting
    time_machine.move_to("2026-11-27 15:00:00Z")
    again = start()
    assert again.meeting.roster_day == again.today


def test_every_evening_has_its_question(time_machine):
    time_machine.move_to("2026-11-26 15:00:00Z")
    asked = [start().meeting]
    time_machine.move_to("2026-11-27 15:00:00Z")
    asked.append(start().meeting)
    assert start().meeting == asked[-1]
    drafts = Decision.objects.filter(state="draft").order_by("meeting").values_list("meeting", flat=True)
    assert list(drafts) == [meeting.pk for meeting in asked]
