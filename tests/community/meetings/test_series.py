"""A group's rule plans its meetings, once each, whatever happened to them since."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from community.core import jobs
from community.core.errors import BadInput
from community.meetings import services
from community.meetings.jobs import plan_ahead
from community.meetings.models import Meeting, Notice, Series
from tests.factories.meetings import NEW_YORK, planned
from tests.factories.people import GroupFactory, member, signed_in, staff

pytestmark = pytest.mark.django_db

# A Thursday in summer; the rule's next days are Oct 8, then Nov 12 in winter.
NOW = datetime.datetime(2026, 9, 24, 10, tzinfo=NEW_YORK)
SECOND_THURSDAY = {
    "frequency": "monthly",
    "every": 1,
    "weekday": 3,
    "nth": 2,
    "starts": datetime.time(18),
    "ends": datetime.time(20),
    "first_on": datetime.date(2026, 9, 24),
    "until": None,
    "mode": "in_person",
    "place": "444 Thomas Boyland St",
    "link": "",
    "offers_meal": True,
    "offers_childcare": True,
    "offers_interpretation": False,
    "offers_ride": False,
    "invite_days": 14,
    "remind_hours": [48, 4],
}


@pytest.fixture(autouse=True)
def in_september():
    with time_machine.travel(NOW, tick=False):
        yield


def started(group=None, **other):
    return services.start_series(group or GroupFactory(), by=None, **{**SECOND_THURSDAY, **other})


def days(series):
    return list(series.meetings.order_by("held_on").values_list("number", "held_on__month", "held_on__day"))


def test_the_next_meetings_stand_on_the_calendar_with_numbers_offers_and_the_grace_rule():
    group = GroupFactory(grace_minutes=15)
    planned(group, number=31, starts_at=NOW - datetime.timedelta(days=14))
    series = started(group)
    assert days(series) == [(32, 10, 8), (33, 11, 12)]
    for meeting in series.meetings.all():
        start = meeting.starts_at.astimezone(NEW_YORK)
        assert (start.hour, start.day, start.weekday()) == (18, meeting.series_on.day, 3)
        assert (meeting.place, meeting.offers_meal, meeting.grace_minutes) == (series.place, True, 15)


def test_planning_again_plans_nothing_not_even_what_was_moved_or_skipped(run_jobs):
    series = started()
    first, second = series.meetings.order_by("held_on")
    services.change_meeting(
        first,
        by=None,
        starts_at=first.starts_at + datetime.timedelta(days=7),
        ends_at=first.ends_at + datetime.timedelta(days=7),
    )
    services.skip_meeting(second, why="A holiday", by=None)
    plan_ahead()
    plan_ahead()
    run_jobs()
    assert days(series) == [(1, 10, 15), (2, 11, 12)]


def test_a_number_that_is_taken_is_skipped_and_a_meeting_far_ahead_does_not_count():
    group = GroupFactory()
    planned(group, number=31, starts_at=NOW - datetime.timedelta(days=1))
    planned(group, number=32, starts_at=NOW + datetime.timedelta(days=200))
    assert days(started(group)) == [(33, 10, 8), (34, 11, 12)]


def test_a_meeting_planned_by_hand_for_that_day_becomes_the_rules():
    group = GroupFactory()
    by_hand = planned(group, number=7, starts_at=datetime.datetime(2026, 10, 8, 17, tzinfo=NEW_YORK))
    series = started(group)
    assert days(series) == [(7, 10, 8), (8, 11, 12)]
    by_hand.refresh_from_db()
    assert by_hand.series_on == datetime.date(2026, 10, 8)


def test_a_rare_rule_has_its_next_meeting_planned():
    assert days(started(every=6, first_on=datetime.date(2026, 11, 20))) == [(1, 12, 10)]


def test_invitations_and_reminders_stand_beside_each_meeting():
    meeting = started().meetings.order_by("held_on").first()
    moments = [
        (notice.kind, notice.due_at.astimezone(NEW_YORK).strftime("%b %d %H"))
        for notice in meeting.notices.all()
    ]
    assert moments == [("invite", "Sep 24 18"), ("remind", "Oct 06 18"), ("remind", "Oct 08 14")]


def test_a_rule_that_is_set_late_invites_at_once_and_keeps_no_reminder_that_has_passed():
    first_on = datetime.date(2026, 9, 25)
    series = started(frequency="weekly", nth=None, weekday=4, first_on=first_on, until=first_on)
    meeting = series.meetings.get()
    assert [notice.kind for notice in meeting.notices.all()] == ["invite", "remind"]
    assert list(Notice.objects.filter(due_at__lt=NOW).values_list("kind", flat=True)) == ["invite"]


def test_stopping_plans_no_more_and_leaves_what_is_planned():
    series = started()
    services.stop_series(series, by=None)
    with time_machine.travel(NOW + datetime.timedelta(days=60), tick=False):
        services.plan_ahead(series, now=NOW + datetime.timedelta(days=60))
    assert len(days(series)) == 2
    services.change_series(series, by=None, **{**SECOND_THURSDAY, "weekday": 2})
    assert len(days(series)) == 4


@pytest.mark.parametrize("wrong", [{"place": ""}, {"mode": "remote"}, {"ends": datetime.time(17)}])
def test_a_rule_says_where_and_when(wrong):
    with pytest.raises(BadInput):
        started(**wrong)
    assert not Series.objects.exists()


FORM = {
    **{name: value for name, value in SECOND_THURSDAY.items() if value not in (None, False)},
    "starts": "18:00",
    "ends": "20:00",
    "nth": "2",
}


def test_a_rule_is_set_changed_and_stopped_on_its_page():
    group = GroupFactory()
    browser = signed_in(staff(group.community))
    answer = browser.post(reverse("series_new"), {**FORM, "group": group.pk})
    series = Series.objects.get()
    assert answer.url == reverse("series", args=[series.pk])
    assert "The second Thursday of the month, 6 pm to 8 pm" in browser.get(answer.url).content.decode()
    browser.post(answer.url, {**FORM, "nth": "0", "every": "2"})
    series.refresh_from_db()
    assert (series.frequency, series.nth, series.every) == ("weekly", None, 2)
    browser.post(reverse("series_stop", args=[series.pk]))
    assert "stopped" in browser.get(reverse("series_list")).content.decode()


def test_the_list_of_rules_asks_as_often_for_many_as_for_one(django_assert_max_num_queries):
    group = GroupFactory()
    browser = signed_in(staff(group.community))
    started(group)
    asked = []
    for _round in range(2):
        with django_assert_max_num_queries(40) as captured:
            browser.get(reverse("series_list"))
        asked.append(len(captured))
        for _each in range(5):
            started(GroupFactory(community=group.community))
    assert asked[0] == asked[1]


def test_every_hour_each_rule_plans_for_itself():
    series = started()
    Meeting.objects.filter(series=series).delete()
    plan_ahead()
    assert jobs.run_waiting() >= 1
    assert len(days(series)) == 2


def test_a_joint_meeting_has_the_members_of_both():
    group = GroupFactory(code="FAB")
    other = GroupFactory(code="PAT", community=group.community)
    rosa, luis, both = member(group), member(other), member(group)
    other.memberships.create(person=both, since=datetime.date(2020, 1, 1))
    meeting = planned(group, joint_with=[other])
    assert {invitation.person for invitation in services.invite(meeting, by=None)} == {rosa, luis, both}
    browser = signed_in(staff(group.community))
    services.open_meeting(meeting, by=None)
    for person in (luis, both):
        services.check_in(meeting, person, channel="phone")
    services.close_meeting(meeting, by=None)
    html = browser.get(reverse("meetings") + "?group=PAT").content.decode()
    assert "2 of 3 (67%)" in html
    assert "with PAT" in html
    with pytest.raises(BadInput):
        planned(group, number=32, joint_with=[GroupFactory()])
