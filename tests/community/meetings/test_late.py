"""The charter's rule for coming late, and where it is said."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from community.core.errors import BadInput, NotAllowed
from community.core.registry import Audience
from community.live.panels import snapshot
from community.meetings import services
from community.meetings.panels import mine
from community.meetings.rules import Lateness, lateness
from community.messaging.services import receive_text
from community.models import AuditLine, Message
from tests.factories.meetings import NEW_YORK, SIX, planned
from tests.factories.people import GroupFactory, member, staff

START = datetime(2026, 11, 26, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "grace", "found"),
    [
        (timedelta(minutes=-5), 10, Lateness.ON_TIME),
        (timedelta(0), 0, Lateness.ON_TIME),
        (timedelta(seconds=59), 0, Lateness.ON_TIME),
        (timedelta(minutes=1), 0, Lateness.AFTER_GRACE),
        (timedelta(minutes=1), 10, Lateness.WITHIN_GRACE),
        (timedelta(minutes=10, seconds=59), 10, Lateness.WITHIN_GRACE),
        (timedelta(minutes=11), 10, Lateness.AFTER_GRACE),
        (timedelta(minutes=90), None, Lateness.NO_RULE),
    ],
)
def test_an_arrival_stands_to_the_rule_of_the_charter(after, grace, found):
    assert lateness(START + after, START, grace) == found


def test_no_time_is_not_recorded_and_no_lateness():
    assert lateness(None, START, 10) == lateness(START, None, 10) == Lateness.NOT_RECORDED


def test_an_hour_that_comes_twice_is_told_apart():
    """The clocks go back on November 1, 2026 at 2: half past one comes twice."""
    start = datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK)
    assert lateness(start.replace(fold=1), start, 10) == Lateness.AFTER_GRACE


@pytest.fixture
def seven_past_six():
    with time_machine.travel(SIX + timedelta(minutes=7), tick=False):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("grace", "said"), [(10, "6:07 pm, within the 10 minutes"), (5, "6:07 pm, late"), (None, "6:07 pm")]
)
def test_it_is_said_at_check_in_and_in_the_lists(seven_past_six, grace, said):
    group = GroupFactory(grace_minutes=grace)
    rosa, facilitator = member(group), staff(group.community, "facilitator")
    meeting = services.open_meeting(planned(group, starts_at=SIX), by=facilitator)
    receive_text(community=rosa.community, phone=rosa.phone, body=meeting.door_code, sid="SM" + "1" * 32)
    assert Message.objects.filter(direction="out").latest("pk").body.endswith(f" {said}.")
    console = snapshot(meeting.board, Audience("facilitator", "en"))["panels"]["here"]
    with timezone.override(NEW_YORK):
        own = mine(rosa, meeting.board_id)
    for html in (console, own):
        assert said in html


@pytest.mark.django_db
def test_a_coordinator_writes_the_charter_down_and_planned_meetings_keep_theirs():
    group = GroupFactory()
    coordinator = staff(group.community, "coordinator")
    before = planned(group, number=1)
    rules = {"grace_minutes": 15, "families_first": True, "shows_talk_share": False}
    for _again in range(2):
        services.set_charter(group, by=coordinator, **rules)
    group.refresh_from_db()
    before.refresh_from_db()
    assert (group.grace_minutes, group.families_first) == (15, True)
    assert (before.grace_minutes, planned(group, number=2).grace_minutes) == (None, 15)
    lines = AuditLine.objects.filter(subject_type="community.Group").order_by("pk")
    assert [(line.verb, line.from_state, line.to_state, line.actor) for line in lines] == [
        ("set_grace_minutes", "none", "15", coordinator),
        ("set_families_first", "false", "true", coordinator),
    ]
    with pytest.raises(BadInput):
        services.set_charter(group, by=coordinator, **{**rules, "grace_minutes": 121})
    for other in (staff(group.community, "facilitator"), staff(GroupFactory().community, "coordinator")):
        with pytest.raises(NotAllowed):
            services.set_charter(group, by=other, **rules)
