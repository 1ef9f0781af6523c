"""Who came, counted by body, against the roster of that day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.meetings import services
from community.meetings.models import AttendanceCount, Meeting
from community.meetings.selectors import bodies_of, with_turnout
from community.models import Invitation, Program
from tests.factories.meetings import evening, opened
from tests.factories.people import (
    GroupFactory,
    OrganisationFactory,
    PersonFactory,
    member,
    signed_in,
    staff,
)

pytestmark = pytest.mark.django_db


def counted(meeting):
    bodies = bodies_of(with_turnout(Meeting.objects.select_related("group")).get(pk=meeting.pk))
    return [(name, turnout.words, turnout.percent) for name, turnout in bodies.groups], dict(bodies.others)


def come(meeting, *people):
    for person in people:
        services.check_in(meeting, person, channel="phone")


def test_bodies_organizations_and_programs_stand_beside_persons():
    meeting, facilitator, board = evening(4)
    team = GroupFactory(community=meeting.group.community, kind="action_team", name="Team")
    clinic = OrganisationFactory(community=meeting.group.community)
    programs = [Program.objects.create(organisation=clinic, name=name) for name in ("Talk", "Play")]
    helpers = [member(team, organisation=clinic, program=program) for program in (*programs, programs[0])]
    guest = PersonFactory(community=meeting.group.community)
    for person in (*helpers, guest):
        Invitation.objects.create(meeting=meeting, person=person, standing="guest")
    candidate = member(meeting.group)
    candidate.memberships.update(status="candidate")
    later = member(meeting.group)
    later.memberships.update(since=date(2099, 1, 1))
    come(meeting, *board[:3], facilitator, *helpers, guest, candidate)
    groups, others = counted(meeting)
    assert groups == [(meeting.group.name, "3 of 4", 75), ("Team", "3", None)]
    assert others == {
        "staff": 1,
        "candidates": 1,
        "guests": 1,
        "in all": 9,
        "organizations": 1,
        "programs": 2,
    }


def test_a_joint_meeting_counts_each_group_against_its_own_roster():
    fab = GroupFactory(name="FAB")
    pat = GroupFactory(community=fab.community, name="PAT", kind="action_team")
    meeting = opened(fab)
    meeting.joint_with.add(pat)
    families, providers = [member(fab) for _one in range(4)], [member(pat) for _one in range(2)]
    pat.memberships.create(person=families[0], since=date(2025, 1, 1))
    come(meeting, families[0], families[1], providers[0])
    groups, others = counted(meeting)
    assert groups == [("FAB", "2 of 4", 50), ("PAT", "2 of 3", 67)]
    assert others == {"in all": 3}


def test_a_record_has_what_its_source_gives_and_no_percentage_without_a_roster():
    group = GroupFactory(code="PAT", name="PAT")
    meeting = Meeting.objects.create(
        group=group, number=2, month="2018-08-01", state="closed", source="https://example.org/2"
    )
    for body, count in {"total": 39, "FAB": 7, "orgs": 13, "programs": 21}.items():
        AttendanceCount.objects.create(meeting=meeting, body=body, count=count)
    assert counted(meeting) == (
        [("PAT", "not recorded", None)],
        {"from the board": 7, "in all": 39, "organizations": 13, "programs": 21},
    )


def test_names_are_for_those_who_run_the_meeting_and_ones_own_time_for_oneself():
    meeting, facilitator, [rosa, luis] = evening(2)
    come(meeting, rosa, luis)
    address = reverse("meeting", args=[meeting.pk])
    own = signed_in(rosa).get(address).content.decode()
    assert "You:" in own
    assert "Rosa 01" not in own
    assert "Rosa 01" in signed_in(facilitator).get(address).content.decode()


def test_the_page_asks_as_often_for_sixty_people_as_for_one():
    meeting, _facilitator, board = evening(2)
    client = signed_in(staff(meeting.group.community))
    come(meeting, board[0])

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("meeting", args=[meeting.pk])).status_code == 200
        return len(captured)

    queries()
    few = queries()
    come(meeting, *[member(meeting.group) for _person in range(60)])
    assert queries() == few
