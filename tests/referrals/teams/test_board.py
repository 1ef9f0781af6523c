"""The promises on the live board of the team's meeting."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.core.registry import Audience
from community.live.panels import snapshots
from community.meetings.services import close_meeting, open_meeting
from community.meetings.standing import FACILITATOR, GUEST, MEMBER, PROJECTOR
from referrals.models import Commitment, Review
from referrals.teams.selectors import team_of
from referrals.teams.services import review
from tests.factories.meetings import opened, planned
from tests.factories.people import GroupFactory, provider, signed_in, staff
from tests.factories.teams import promised

pytestmark = pytest.mark.django_db
ROLES = [Audience(role, "en") for role in (FACILITATOR, PROJECTOR, MEMBER, GUEST)]


@pytest.fixture
def luis(community):
    return staff(community, "facilitator")


@pytest.fixture
def meeting(clinic, community, luis):
    return opened(team_of(community), by=luis)


def drawn(meeting):
    """The panel as each role sees it, by role."""
    return {
        audience.role: shot["panels"].get("promises", "")
        for audience, shot in snapshots(meeting.board, ROLES).items()
    }


def press(person, meeting, action, **post):
    address = reverse("meeting_board_do", args=[meeting.pk, action])
    return signed_in(person).post(address, post, headers={"accept": "application/json"})


def test_all_but_guests_see_the_promises_and_the_facilitator_has_the_buttons(clinic, meeting):
    assert not any(drawn(meeting).values())
    promised(clinic, title="Screen every child")
    panels = drawn(meeting)
    assert [role for role, html in panels.items() if "Screen every child" in html] == [
        FACILITATOR,
        PROJECTOR,
        MEMBER,
    ]
    assert [role for role, html in panels.items() if "<button" in html] == [FACILITATOR]


def test_the_facilitator_says_how_far_each_is_and_it_can_be_said_again(clinic, meeting, luis):
    row = promised(clinic)
    for said, state in (("kept", "kept"), ("not_yet", "open"), ("not_yet", "open")):
        assert press(luis, meeting, "say_of_promise", promise=f"{row.pk}:{said}").status_code == 200
        row.refresh_from_db()
        assert row.state == state
    assert [one.said for one in Review.objects.order_by("pk")] == ["kept", "not_yet"]
    assert "not yet" in drawn(meeting)[MEMBER]
    assert press(luis, meeting, "drop_promise", dropped=row.pk).status_code == 200
    row.refresh_from_db()
    assert row.state == "ended"
    refused = press(luis, meeting, "say_of_promise", promise=f"{row.pk}:kept")
    assert (refused.status_code, "let go" in refused.text) == (409, True)


@pytest.mark.parametrize("sent", ["", "x:kept", ":", "{pk}", "{pk}:lost", "99999999999999999999:kept"])
def test_what_no_button_sends_is_refused_in_words(sent, clinic, meeting, luis):
    row = promised(clinic)
    answer = press(luis, meeting, "say_of_promise", promise=sent.format(pk=row.pk))
    assert answer.status_code == 400
    assert not Review.objects.exists()


def test_a_promise_to_a_team_that_does_not_meet_here_is_not_moved(clinic, community, luis):
    row = promised(clinic)
    elsewhere = opened(GroupFactory(community=community), by=luis)
    assert "<h2>What the organizations" not in drawn(elsewhere)[FACILITATOR]
    assert press(luis, elsewhere, "say_of_promise", promise=f"{row.pk}:kept").status_code == 400
    assert press(luis, elsewhere, "drop_promise", dropped=row.pk).status_code == 400
    assert Commitment.objects.get().state == "open"


def test_a_meeting_that_is_over_keeps_what_was_said_there(clinic, meeting, luis, community):
    spoken_of, other = promised(clinic, title="One"), promised(clinic, title="Two")
    review(spoken_of, meeting, said="partly", by=luis)
    close_meeting(meeting, by=luis)
    assert "One" in drawn(meeting)[MEMBER]
    assert other.title not in drawn(meeting)[MEMBER]
    following = open_meeting(planned(team_of(community), number=32), by=luis)
    assert "partly" not in drawn(following)[MEMBER]
    review(spoken_of, following, said="kept", by=luis)
    assert "partly" in drawn(meeting)[MEMBER]


def test_the_same_queries_for_1_promise_and_for_12(clinic, meeting, community):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            drawn(meeting)
        return len(captured)

    review(promised(clinic), meeting, said="partly", by=clinic)
    with_one = queries()
    for number in range(4):
        other = provider(community)
        for title in ("One", "Two"):
            review(promised(other, title=f"{title} {number}"), meeting, said="partly", by=other)
    assert queries() == with_one
