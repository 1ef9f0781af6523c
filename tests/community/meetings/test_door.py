"""The picture on the screen in the room, and the page it opens."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.core.registry import Audience
from community.live.panels import snapshot
from community.meetings import services
from community.meetings.models import Attendance
from tests.factories.meetings import evening, planned
from tests.factories.people import PersonFactory, member, signed_in

pytestmark = pytest.mark.django_db


def door_of(meeting):
    return reverse("meeting_door", args=[meeting.door_key])


def test_one_press_checks_in_whoever_is_signed_in_once():
    meeting, _facilitator, [rosa] = evening(1)
    client = signed_in(rosa)
    with CaptureQueriesContext(connection) as queries:
        html = client.get(door_of(meeting)).content.decode()
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert "I am here: Rosa 00" in html
    for _again in range(2):
        assert client.post(door_of(meeting) + "here/").status_code == 302
    attendance = Attendance.objects.get()
    assert (attendance.person, attendance.channel) == (rosa, "screen")
    assert "You are checked in" in client.get(door_of(meeting)).content.decode()


def test_a_stranger_is_offered_the_text_and_the_way_to_sign_in():
    meeting, _facilitator, _board = evening(1)
    elsewhere = signed_in(member(planned().group))
    for client in (Client(), elsewhere):
        html = client.get(door_of(meeting)).content.decode()
        assert f"sms:{meeting.group.community.number}?body={meeting.door_code}" in html
        assert reverse("account_request_login_code") in html
        assert "<button>" not in re.sub(r"(?s)<header.*?</header>", "", html)
        client.post(door_of(meeting) + "here/")
    assert not Attendance.objects.exists()


def test_somebody_who_is_not_on_the_list_is_told():
    meeting, _facilitator, _board = evening(1)
    client = signed_in(PersonFactory(community=meeting.group.community))
    assert "not on the list" in client.get(door_of(meeting)).content.decode()
    assert client.post(door_of(meeting) + "here/").status_code == 403


def test_it_says_when_the_meeting_is_not_open_or_over():
    meeting = planned()
    client = signed_in(member(meeting.group))
    html = client.get(door_of(meeting)).content.decode()
    assert "has not opened yet" in html
    assert meeting.door_code not in html
    assert client.post(door_of(meeting) + "here/").status_code == 409
    services.close_meeting(services.open_meeting(meeting, by=None), by=None)
    assert "This meeting is over" in client.get(door_of(meeting)).content.decode()
    assert client.post(door_of(meeting) + "here/").status_code == 409
    assert not Attendance.objects.exists()


def test_wrong_keys_are_limited_and_the_right_one_is_not():
    meeting, _facilitator, _board = evening(1)
    client = Client()
    wrong = [client.get(reverse("meeting_door", args=[f"wrong{index}"])).status_code for index in range(21)]
    assert wrong == [404] * 20 + [429]
    assert client.get(door_of(meeting)).status_code == 200


def test_the_screen_shows_the_picture_and_nobody_else_does(settings):
    settings.PUBLIC_URL = "https://stoop.example.org"
    meeting, _facilitator, _board = evening(1)

    def here(role, language="en"):
        return snapshot(meeting.board, Audience(role, language))["panels"]["here"]

    [picture] = re.findall(r"(?s)<svg.*?</svg>", here("projector"))
    assert [picture] == re.findall(r"(?s)<svg.*?</svg>", here("projector", "ht"))
    assert "<svg" not in here("member") + here("facilitator")
    services.close_meeting(meeting, by=None)
    assert "<svg" not in here("projector")
    settings.PUBLIC_URL = ""
    assert "<svg" not in here("projector")
