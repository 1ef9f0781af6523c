"""Planning a meeting by form."""

import pytest
from django.urls import reverse

from community.meetings.models import Meeting
from tests.factories.meetings import EIGHT, SIX, planned
from tests.factories.people import GroupFactory, signed_in, staff

pytestmark = pytest.mark.django_db

PLAN = {
    "number": "31",
    "day": "2026-11-26",
    "starts": "18:00",
    "ends": "20:00",
    "mode": "in_person",
    "place": "444 Thomas Boyland St",
    "objectives": "Decide\n\nListen",
    "offers_meal": "on",
}


def test_planning_by_form_reads_local_times():
    group = GroupFactory()
    coordinator = staff(group.community)
    answer = signed_in(coordinator).post(reverse("meeting_new"), {**PLAN, "group": group.pk})
    meeting = Meeting.objects.get()
    assert answer.url == reverse("meeting", args=[meeting.pk])
    assert (meeting.starts_at, meeting.ends_at) == (SIX, EIGHT)
    assert meeting.objectives == ["Decide", "Listen"]
    assert meeting.offers_meal is True


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends": "17:00"}, "The meeting ends before it starts."),
        ({"number": "30"}, "already has a meeting 30"),
        ({"number": "0"}, "greater than or equal to 1"),
        ({"day": "tomorrow"}, "Enter a valid date"),
    ],
)
def test_a_wrong_plan_is_answered_on_its_page(wrong, words):
    group = GroupFactory()
    planned(group, number=30)
    answer = signed_in(staff(group.community)).post(
        reverse("meeting_new"), {**PLAN, "group": group.pk, **wrong}
    )
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert Meeting.objects.count() == 1


def test_a_group_of_another_community_cannot_be_planned():
    answer = signed_in(staff(GroupFactory().community)).post(
        reverse("meeting_new"), {**PLAN, "group": GroupFactory().pk}
    )
    assert answer.status_code == 400
    assert not Meeting.objects.exists()
