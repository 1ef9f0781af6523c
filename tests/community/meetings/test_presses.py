"""A press that comes again, through each door that has buttons."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from advisory.decisions.models import Ballot
from advisory.decisions.services import close_decision, draft_decision, open_decision
from community.live.models import LiveBoard, Press
from community.meetings import services
from community.meetings.models import Attendance
from community.people.services import make_link
from tests.advisory.decisions.test_life import pass_the_hour
from tests.factories.decisions import opened_at_meeting
from tests.factories.meetings import evening
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db

JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture(params=["session", "link"])
def door(request, client):
    """``door(person, meeting)`` is a function that presses: (action, fields) to what is answered."""

    def by_session(person, meeting):
        browser = signed_in(person)
        return lambda action, fields: browser.post(
            reverse("meeting_board_do", args=[meeting.pk, action]), fields, **JSON
        )

    def by_link(person, meeting):
        expires_at = timezone.now() + timedelta(days=30)
        address = make_link(person, purpose="meeting", subject_id=meeting.pk, expires_at=expires_at)
        return lambda action, fields: client.post(f"{address}do/{action}/", fields, **JSON)

    return by_session if request.param == "session" else by_link


def test_a_check_in_whose_answer_was_lost_is_answered_as_at_first(door):
    meeting, _facilitator, [rosa, *_others] = evening()
    press = door(rosa, meeting)
    fields = {"press": uuid.uuid4().hex}
    first, again = press("check_in", fields), press("check_in", fields)
    assert first.json()["said"] == again.json()["said"] == "Welcome. You are checked in."
    assert press("check_in", {"press": uuid.uuid4().hex}).json()["said"] == "You are already checked in."
    assert Attendance.objects.count() == 1


def test_a_vote_sent_again_counts_once_and_late_is_refused(door):
    meeting, facilitator, [rosa, *_others] = evening()
    services.check_in(meeting, rosa, channel="phone")
    decision = draft_decision(
        meeting.group, title="Saturdays", method="majority", meeting=meeting, by=facilitator
    )
    open_decision(decision, by=facilitator)
    press = door(rosa, meeting)
    kept = {"press": uuid.uuid4().hex, "option": f"{decision.pk}:yes"}
    said = press("vote", kept).json()["said"]
    assert press("vote", {"press": uuid.uuid4().hex, "option": f"{decision.pk}:no"}).status_code == 200
    # The first vote comes once more, out of order: it does not take back the second.
    assert press("vote", kept).json()["said"] == said
    close_decision(decision, by=facilitator)
    assert press("vote", kept).json()["said"] == said
    for _time in range(2):
        late = press("vote", {"press": "0" * 32, "option": f"{decision.pk}:yes"})
        assert late.status_code in (400, 409)
        assert late.json()["error"]
    assert [ballot.option for ballot in Ballot.objects.order_by("pk")][-1:] == ["no"]


@pytest.mark.django_db(transaction=True)
def test_a_vote_that_comes_after_the_hour_is_refused_and_closes_the_vote(door):
    decision, _facilitator, [rosa, *_others] = opened_at_meeting()
    press = door(rosa, decision.meeting)
    assert press("vote", {"press": uuid.uuid4().hex, "option": f"{decision.pk}:yes"}).status_code == 200
    pass_the_hour(decision)
    before = LiveBoard.objects.get(pk=decision.meeting.board_id).version
    late = {"press": uuid.uuid4().hex, "option": f"{decision.pk}:no"}
    refused = press("vote", late)
    assert (refused.status_code, "closed" in refused.json()["error"]) == (409, True)
    decision.refresh_from_db()
    assert (decision.state, decision.result.yes, decision.result.no) == ("closed", 1, 0)
    assert LiveBoard.objects.get(pk=decision.meeting.board_id).version == before + 1
    assert not Press.objects.filter(key=late["press"]).exists()
    assert press("vote", late).status_code in (400, 409)


def test_going_on_sent_again_goes_on_once():
    meeting, facilitator, _board = evening()
    for title in ("Welcome", "Library", "Parks"):
        services.add_agenda_item(meeting, title=title, by=facilitator)
    browser = signed_in(facilitator)
    url = reverse("meeting_console_do", args=[meeting.pk, "next_item"])
    fields = {"press": uuid.uuid4().hex}
    said = [browser.post(url, fields, **JSON).json()["said"] for _time in range(2)]
    assert said == ["Now: Welcome"] * 2
