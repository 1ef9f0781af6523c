"""Attendance over time: as the record has it, with its gaps."""

import re
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.meetings import services
from community.meetings.models import Meeting
from community.meetings.pictures import picture_of_history
from community.meetings.selectors import history_of
from community.models import Group
from tests.factories.meetings import evening, planned
from tests.factories.people import GroupFactory, member, signed_in, staff

pytestmark = pytest.mark.django_db
RECORDS = Path(settings.ROOT) / "data" / "ufb" / "meetings.yaml"
UNKNOWN = "not recorded"


@pytest.fixture
def records():
    call_command("replay", str(RECORDS), stdout=StringIO())
    series = yaml.safe_load(RECORDS.read_text())["attendance_series"]
    return {code: (Group.objects.get(code=code), series[code]) for code in ("FAB", "PAT")}


def column(picture, heading):
    at = picture.headings.index(heading)
    return {row[0]: row[at] for row in picture.rows}


def said(value):
    return UNKNOWN if value is None else str(value)


def test_the_real_series_of_the_board_shows_as_the_source_has_it(records):
    group, series = records["FAB"]
    picture = picture_of_history(history_of(group))
    assert column(picture, group.name) == {
        **{entry["num"]: said(entry["present"]) for entry in series},
        **dict.fromkeys(("2", "8", "10–19", "21–28", "31", "33–34", "36–47"), UNKNOWN),
    }
    rosters = column(picture, "Roster")
    for entry in series:
        expected = f"{entry['present']} of {entry['of']} (" if entry["of"] else UNKNOWN
        assert rosters[entry["num"]].startswith(expected)
    assert rosters[3] == "20 of 25 (80%)"
    assert picture.finding == "From 14 to 25 members came, and 18 the last time they were counted"
    [strip] = picture.strips
    assert len(strip.dots) == len(series)
    assert len(strip.rosters) == 6
    # 3 to 7 follow each other month by month, as do 29 and 30; everything else is a gap.
    assert len(strip.lines) == 5


def test_the_real_series_of_the_team_has_the_bodies_its_source_counts(records):
    group, series = records["PAT"]
    picture = picture_of_history(history_of(group))
    fab = Group.objects.get(code="FAB").name
    for heading, key in [
        (group.name, "pat"),
        (fab, "fab"),
        ("in all", "total"),
        ("organizations", "orgs"),
        ("programs", "programs"),
    ]:
        shown = column(picture, heading)
        assert {entry["num"]: shown[entry["num"]] for entry in series} == {
            entry["num"]: said(entry.get(key)) for entry in series
        }, heading
    assert [strip.name for strip in picture.strips] == [group.name, fab, "In all"]
    assert set(column(picture, "Roster").values()) == {UNKNOWN}
    own, _fab, total = picture.strips
    known = [entry for entry in series if entry.get("pat") is not None]
    assert (len(own.dots), len(own.unknown)) == (len(known), len(series) - len(known))
    assert len(total.dots) == sum(entry.get("total") is not None for entry in series)


def test_the_page_holds_the_picture_and_its_table(records):
    group, _series = records["FAB"]
    html = signed_in(staff(group.community)).get(reverse("group_attendance", args=[group.pk])).text
    assert html.count("<circle") == 13
    assert "20 of 25 (80%)" in html
    assert "From published records" in html
    numbers = re.findall(r'text-anchor="middle">(\d+)</text>', html)
    assert "0" not in numbers


def test_our_own_meetings_stand_against_their_rosters_beside_other_bodies():
    meeting, facilitator, board = evening(4)
    for person in board[:3]:
        services.check_in(meeting, person, channel="phone")
    assert picture_of_history(history_of(meeting.group)) is None
    services.close_meeting(meeting, by=facilitator)
    skipped = planned(meeting.group, number=32)
    Meeting.objects.filter(pk=skipped.pk).update(state="skipped", skip_reason="snow")
    picture = picture_of_history(history_of(meeting.group))
    assert picture.stretches == [(47.5, 51.5)]
    assert [row[2:] for row in picture.rows] == [["3", "3 of 4 (75%)"], ["–", "not held: snow"]]
    assert picture.finding == "3 members came to the one meeting that counted them"
    assert len(picture.strips[0].dots) == 1


def test_the_page_asks_as_often_for_sixty_people_and_meetings_as_for_one():
    group = GroupFactory()
    client = signed_in(staff(group.community))
    team = GroupFactory(community=group.community, kind="action_team")

    def hold(number, people):
        meeting = services.open_meeting(planned(group, number=number), by=None)
        for _one in range(people):
            services.check_in(meeting, member(group), channel="phone")
        both = member(team)
        meeting.invitations.create(person=both, standing="guest")
        services.check_in(meeting, both, channel="phone")
        services.close_meeting(meeting, by=None)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("group_attendance", args=[group.pk])).status_code == 200
        return len(captured)

    hold(1, 1)
    queries()
    few = queries()
    for number in range(2, 5):
        hold(number, 20)
    assert queries() == few
