"""The vote on the live board of a meeting: the same bytes for a whole audience, and buttons that act."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from advisory.decisions import actions, services
from advisory.decisions.models import Ballot, Decision
from advisory.decisions.panels import decision as panel
from advisory.decisions.panels import your_vote
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.registry import Audience
from community.live.models import LiveBoard
from community.meetings.services import check_in
from tests.advisory.decisions.test_life import pass_the_hour
from tests.factories.decisions import drafted, opened_at_meeting
from tests.factories.meetings import evening
from tests.factories.people import member, signed_in

pytestmark = pytest.mark.django_db


def shown(decision: Decision, role: str) -> str:
    with timezone.override(decision.group.community.zone):
        return panel(decision.meeting.board_id, Audience(role, "en"))


def buttons(html: str, action: str) -> list[str]:
    """The values of the buttons that post to ``do/<action>/``."""
    found = re.findall(r"<button([^>]*)>", html)
    return [re.search(r'value="([^"]*)"', button)[1] for button in found if f'"do/{action}/"' in button]


def test_before_anything_is_asked_only_the_facilitator_sees_the_drafts():
    meeting, facilitator, _board = evening(1)
    assert panel(meeting.board_id, Audience("member", "en")) == ""
    decision = drafted(meeting.group, by=facilitator, meeting=meeting)
    assert shown(decision, "member") == shown(decision, "projector") == ""
    assert buttons(shown(decision, "facilitator"), "open_decision") == [str(decision.pk)]


def test_each_audience_sees_the_open_vote_its_own_way():
    decision, _facilitator, board = opened_at_meeting(3)
    check_in(decision.meeting, board[0], channel="phone")
    services.cast_vote(decision, voter=board[1], option="no", channel=Ballot.Channel.TEXT)
    for role in ("member", "projector", "facilitator"):
        html = shown(decision, role)
        assert f'data-epoch="{decision.pk}-open"' in html
        assert "1 of 3 has voted" in html
        assert "1 no" not in html
    assert buttons(shown(decision, "member"), "vote") == [
        f"{decision.pk}:{option}" for option in ("yes", "no", "abstain")
    ]
    assert "<button" not in shown(decision, "projector")
    facilitates = shown(decision, "facilitator")
    assert buttons(facilitates, "close_decision") == [str(decision.pk)]
    assert buttons(facilitates, "raise_hand") == [
        f"{decision.pk}:{board[0].pk}:{option}" for option in ("yes", "no", "abstain")
    ]


def test_the_result_appears_when_it_is_closed():
    decision, facilitator, board = opened_at_meeting(2)
    for person in board:
        services.cast_vote(decision, voter=person, option="yes", channel=Ballot.Channel.TEXT)
    services.close_decision(decision, by=facilitator)
    for role in ("member", "projector", "facilitator"):
        html = shown(decision, role)
        assert f'data-epoch="{decision.pk}-closed"' in html
        assert "2 yes, 0 no" in html
        assert not buttons(html, "vote")


def test_a_panel_speaks_the_language_of_its_audience_and_names_no_voter_to_members():
    decision, _facilitator, board = opened_at_meeting(2)
    check_in(decision.meeting, board[0], channel="phone")
    with translation.override("es"):
        html = shown(decision, "member")
    assert board[0].display_name not in html
    assert "csrf" not in html


def test_the_personal_piece_says_how_one_voted():
    decision, facilitator, board = opened_at_meeting(2)
    board_id = decision.meeting.board_id
    assert "You have not voted" in your_vote(board[0], board_id)
    actions.vote(board[0], board_id, {"option": f"{decision.pk}:yes"})
    assert "You voted YES, on your phone." in your_vote(board[0], board_id)
    assert your_vote(facilitator, board_id) == ""


def test_ones_own_piece_says_that_the_hour_has_passed_and_changes_nothing():
    decision, _facilitator, board = opened_at_meeting(2)
    actions.vote(board[1], decision.meeting.board_id, {"option": f"{decision.pk}:yes"})
    pass_the_hour(decision)
    assert "You sent no ballot." in your_vote(board[0], decision.meeting.board_id)
    assert "until the vote closes" not in your_vote(board[1], decision.meeting.board_id)
    decision.refresh_from_db()
    assert decision.state == Decision.State.OPEN


def test_a_facilitator_runs_a_vote_from_the_board():
    meeting, facilitator, board = evening(2)
    check_in(meeting, board[1], channel="phone")
    decision = drafted(meeting.group, by=facilitator, meeting=meeting)
    board_id, value = meeting.board_id, {"decision": str(decision.pk)}
    assert "is open" in actions.open_vote(facilitator, board_id, value)
    said = actions.raise_hand(facilitator, board_id, {"hand": f"{decision.pk}:{board[1].pk}:no"})
    assert said == f"Written down for {board[1].display_name}: NO."
    assert Ballot.objects.get().entered_by == facilitator
    assert "The board voted NO" in actions.close_vote(facilitator, board_id, value)


def test_a_hand_that_was_written_down_wrong_is_put_right():
    decision, facilitator, board = opened_at_meeting(3)
    for person in board:
        check_in(decision.meeting, person, channel="phone")
    services.cast_vote(decision, voter=board[2], option="yes", channel=Ballot.Channel.PHONE)
    board_id = decision.meeting.board_id
    actions.raise_hand(facilitator, board_id, {"hand": f"{decision.pk}:{board[0].pk}:yes"})
    html = shown(decision, "facilitator")
    offered = [value.split(":")[1] for value in buttons(html, "raise_hand")[::3]]
    assert offered == [str(board[1].pk), str(board[0].pk)], "not who voted alone; the written ones last"
    assert re.findall(r'value="([^"]*)" aria-pressed="true"', html) == [f"{decision.pk}:{board[0].pk}:yes"]
    assert html.count("written down: Yes") == 1
    actions.raise_hand(facilitator, board_id, {"hand": f"{decision.pk}:{board[0].pk}:no"})
    assert Ballot.objects.get(entry__person=board[0]).option == "no"
    assert "written down: No" in shown(decision, "facilitator")


def test_a_member_cannot_run_a_vote_from_the_board():
    decision, _facilitator, board = opened_at_meeting(2)
    check_in(decision.meeting, board[1], channel="phone")
    board_id = decision.meeting.board_id
    with pytest.raises(NotAllowed):
        actions.raise_hand(board[0], board_id, {"hand": f"{decision.pk}:{board[1].pk}:no"})
    with pytest.raises(NotAllowed):
        actions.close_vote(board[0], board_id, {"decision": str(decision.pk)})
    later = drafted(decision.group, meeting=decision.meeting)
    with pytest.raises(NotAllowed):
        actions.open_vote(board[0], board_id, {"decision": str(later.pk)})
    assert not Ballot.objects.exists()


def test_a_tap_meant_for_the_question_before_is_not_counted_for_this_one():
    decision, facilitator, board = opened_at_meeting(2)
    services.close_decision(decision, by=facilitator)
    after = drafted(decision.group, by=facilitator, meeting=decision.meeting, title="The next one")
    services.open_decision(after, by=facilitator)
    with pytest.raises(Refused, match="is closed"):
        actions.vote(board[0], decision.meeting.board_id, {"option": f"{decision.pk}:yes"})
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    "option", ["", "yes", ":", "x:yes", "0:yes", "²:yes", f"{10**30}:yes", "9" * 5000 + ":yes"]
)
def test_a_button_that_is_not_of_this_board_is_refused(option):
    decision, _facilitator, board = opened_at_meeting(1)
    with pytest.raises(BadInput):
        actions.vote(board[0], decision.meeting.board_id, {"option": option})


@pytest.mark.parametrize("hand", ["", ":yes", "x:yes", "0:yes", f"{10**30}:yes", "9" * 5000 + ":yes"])
def test_a_hand_of_nobody_is_refused(hand):
    decision, facilitator, _board = opened_at_meeting(1)
    with pytest.raises(BadInput):
        actions.raise_hand(facilitator, decision.meeting.board_id, {"hand": f"{decision.pk}:{hand}"})


def test_every_change_rings_once():
    meeting, facilitator, board = evening(2)

    def version() -> int:
        return LiveBoard.objects.get(meeting=meeting).version

    before = version()
    decision = drafted(meeting.group, by=facilitator, meeting=meeting)
    services.open_decision(decision, by=facilitator)
    services.cast_vote(decision, voter=board[0], option="yes", channel=Ballot.Channel.TEXT)
    services.close_decision(decision, by=facilitator)
    assert version() == before + 4
    with pytest.raises(Refused):
        services.cast_vote(decision, voter=board[0], option="no", channel=Ballot.Channel.TEXT)
    assert version() == before + 4


def test_the_whole_way_over_http():
    decision, _facilitator, board = opened_at_meeting(2)
    browser = signed_in(board[0], second_factor=False)
    address = reverse("meeting_board", args=[decision.meeting.pk])
    html = browser.get(address).text
    assert f'value="{decision.pk}:yes"' in html
    assert "You have not voted" in html
    browser.post(f"{address}do/vote/", {"option": f"{decision.pk}:abstain"})
    assert Ballot.objects.get().option == "abstain"
    assert "You chose not to vote, on your phone." in browser.get(address).text
    other = signed_in(member(decision.group, display_name="Late Comer"), second_factor=False)
    assert other.post(f"{address}do/vote/", {"option": f"{decision.pk}:yes"}).status_code == 403


@pytest.mark.parametrize("members", [3, 30])
@pytest.mark.parametrize(("role", "queries"), [("member", 2), ("projector", 3), ("facilitator", 3)])
def test_a_panel_asks_as_much_for_thirty_as_for_three(members, role, queries, django_assert_num_queries):
    decision, _facilitator, board = opened_at_meeting(members)
    for person in board:
        check_in(decision.meeting, person, channel="phone")
    with django_assert_num_queries(queries):
        shown(decision, role)
