"""The pages of decisions, as people use them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisory.decisions import services
from advisory.decisions.models import Ballot, Decision
from advisory.decisions.pictures import bars
from community.meetings.services import close_meeting
from community.models import Membership
from tests.advisory.decisions.test_life import pass_the_hour
from tests.factories.decisions import drafted, opened, opened_at_meeting
from tests.factories.meetings import evening, planned
from tests.factories.people import SINCE, GroupFactory, member, signed_in, staff

pytestmark = pytest.mark.django_db


def page(decision: Decision) -> str:
    return reverse("decision", args=[decision.pk])


def test_a_member_votes_and_changes_their_mind():
    decision, _facilitator, board = opened(2)
    browser = signed_in(board[0], second_factor=False)
    assert "How do you vote?" in browser.get(page(decision)).text
    browser.post(page(decision) + "vote/", {"option": "yes"})
    answer = browser.post(page(decision) + "vote/", {"option": "no"}, follow=True)
    assert "Your vote is NO." in answer.text
    assert "You voted NO, on your phone." in answer.text
    assert "1 of 2 has voted" in answer.text
    assert Ballot.objects.get().channel == Ballot.Channel.PHONE


def test_a_vote_that_cannot_count_says_why():
    decision, facilitator, board = opened(1)
    browser = signed_in(board[0])
    unknown = browser.post(page(decision) + "vote/", {"option": "maybe"})
    assert (unknown.status_code, "yes, no or not voting" in unknown.text) == (400, True)
    services.close_decision(decision, by=facilitator)
    late = browser.post(page(decision) + "vote/", {"option": "yes"})
    assert (late.status_code, "is closed" in late.text) == (409, True)


def test_a_stranger_to_the_board_reads_nothing():
    decision, _facilitator, _board = opened(1)
    other = signed_in(member(GroupFactory(community=decision.group.community)))
    assert other.get(page(decision)).status_code == 403
    assert other.post(page(decision) + "vote/", {"option": "yes"}).status_code == 403
    foreign = signed_in(staff(GroupFactory().community))
    assert foreign.get(page(decision)).status_code == 404


def test_who_leaves_the_board_during_the_vote_still_votes_and_reads_the_result():
    decision, facilitator, board = opened(3)
    Membership.objects.filter(person=board[0]).update(until=SINCE)
    browser = signed_in(board[0], second_factor=False)
    assert page(decision) in browser.get("/").text
    assert "How do you vote?" in browser.get(page(decision)).text
    browser.post(page(decision) + "vote/", {"option": "yes"})
    assert Ballot.objects.get().entry.person == board[0]
    services.close_decision(decision, by=facilitator)
    assert "does not count: 1 took part" in browser.get(page(decision)).text
    other = drafted(decision.group, by=facilitator, title="After they left")
    services.open_decision(other, by=facilitator)
    assert browser.get(page(other)).status_code == 403
    assert "After they left" not in browser.get(reverse("decisions")).text


def test_nobody_sees_how_it_stands_before_it_closes():
    decision, facilitator, board = opened(3)
    services.cast_vote(decision, voter=board[0], option="no", channel=Ballot.Channel.TEXT)
    for person in (board[1], facilitator):
        shown = signed_in(person).get(page(decision)).text
        assert "1 of 3 has voted" in shown
        assert "1 no" not in shown


def test_the_result_is_words_a_picture_and_a_table():
    decision, facilitator, board = opened(3)
    for person, option in zip(board, ("yes", "yes", "no"), strict=True):
        services.cast_vote(decision, voter=person, option=option, channel=Ballot.Channel.TEXT)
    services.close_decision(decision, by=facilitator)
    shown = signed_in(board[0]).get(page(decision)).text
    assert "The board voted YES to &quot;Saturday hours at the library&quot;: 2 yes, 1 no." in shown
    assert "3 of 3 took part; quorum is 2: met." in shown
    assert 'aria-label="Yes: 2, No: 1, Not voting: 0, No ballot: 0"' in shown
    assert [row[0] for row in bars(decision.result).table] == [
        *("Yes", "No", "Not voting", "No ballot"),
        *("On the list", "Sent a ballot", "Took part"),
    ]


@pytest.mark.parametrize("look", ["decision", "decisions"])
def test_the_first_look_closes_a_vote_whose_hour_has_passed(look):
    decision, _facilitator, board = opened(2)
    pass_the_hour(decision)
    address = page(decision) if look == "decision" else reverse("decisions")
    assert "does not count: nobody took part" in signed_in(board[0]).get(address).text
    decision.refresh_from_db()
    assert decision.state == Decision.State.CLOSED


def test_a_draft_of_a_meeting_that_is_over_says_how_to_go_on():
    meeting, facilitator, _board = evening(2)
    decision = drafted(meeting.group, by=facilitator, meeting=meeting)
    close_meeting(meeting, by=facilitator)
    browser = signed_in(facilitator)
    shown = browser.get(page(decision)).text
    assert "That meeting is over." in shown
    assert f"{page(decision)}open/" not in shown
    assert browser.post(f"{page(decision)}open/", {"closes_at": ""}).status_code == 409


def test_a_facilitator_writes_opens_and_closes():
    group = GroupFactory()
    member(group)
    facilitator = staff(group.community, "facilitator")
    meeting = planned(group)
    browser = signed_in(facilitator)
    form = browser.get(reverse("decision_new"), {"meeting": meeting.pk})
    assert form.context["form"].initial == {"meeting": meeting, "group": group.pk}
    asked = {
        "group": group.pk,
        "meeting": meeting.pk,
        "title": "Saturday hours",
        "method": "two_thirds",
        "quorum_percent": 60,
    }
    browser.post(reverse("decision_new"), asked)
    decision = Decision.objects.get()
    assert (decision.meeting, decision.quorum_percent, decision.method) == (meeting, 60, "two_thirds")
    assert "Open the vote" in browser.get(page(decision)).text
    browser.post(page(decision) + "open/", {"closes_at": ""})
    decision.refresh_from_db()
    assert decision.state == Decision.State.OPEN
    assert browser.post(page(decision) + "open/").status_code == 409
    browser.post(page(decision) + "close/")
    decision.refresh_from_db()
    assert decision.state == Decision.State.CLOSED


@pytest.mark.parametrize("closes_at", ["2020-01-01T20:00", "tonight"])
def test_an_hour_that_cannot_be_is_refused_in_words(closes_at):
    decision = drafted()
    member(decision.group)
    browser = signed_in(staff(decision.group.community))
    answer = browser.post(page(decision) + "open/", {"closes_at": closes_at})
    assert answer.status_code == 400
    decision.refresh_from_db()
    assert decision.state == Decision.State.DRAFT


def test_a_question_of_another_board_than_the_meeting_is_refused_in_the_form():
    meeting = planned()
    other = GroupFactory(community=meeting.group.community)
    browser = signed_in(staff(meeting.group.community))
    asked = {"group": other.pk, "meeting": meeting.pk, "title": "It", "method": "majority"}
    answer = browser.post(reverse("decision_new"), asked | {"quorum_percent": 50})
    assert (answer.status_code, "That meeting is of another group." in answer.text) == (400, True)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("path", ["decision_new", "open/", "close/"])
def test_running_a_vote_needs_the_second_factor(path):
    decision = drafted()
    browser = signed_in(staff(decision.group.community), second_factor=False)
    address = reverse(path) if path == "decision_new" else page(decision) + path
    assert browser.post(address).status_code == 403
    decision.refresh_from_db()
    assert decision.state == Decision.State.DRAFT


@pytest.mark.parametrize("role", ["member", "coordinator"])
def test_the_list_asks_as_much_for_thirty_as_for_one(role, django_assert_num_queries):
    group = GroupFactory()
    reader = member(group) if role == "member" else staff(group.community, role)
    facilitator = staff(group.community, "facilitator")
    browser = signed_in(reader)

    def add() -> None:
        decision = drafted(group, by=facilitator)
        member(group)
        services.open_decision(decision, by=facilitator)
        services.close_decision(decision, by=facilitator)

    add()
    browser.get(reverse("decisions"))
    expected = count_of(browser)
    for _again in range(29):
        add()
    with django_assert_num_queries(expected):
        assert browser.get(reverse("decisions")).text.count("Saturday hours") == 60


def test_the_list_asks_as_much_for_many_votes_that_chose(django_assert_num_queries):
    group = GroupFactory()
    facilitator, reader = staff(group.community, "facilitator"), member(group)
    browser = signed_in(reader)

    def add() -> None:
        days = [services.NewChoice("Saturday"), services.NewChoice("Sunday")]
        decision = drafted(group, by=facilitator, method="approval", choices=days)
        services.open_decision(decision, by=facilitator)
        services.cast_vote(decision, voter=reader, marks=[1], channel="phone")
        services.close_decision(decision, by=facilitator)

    add()
    browser.get(reverse("decisions"))
    expected = count_of(browser)
    for _again in range(9):
        add()
    with django_assert_num_queries(expected):
        assert browser.get(reverse("decisions")).text.count("Saturday (1 ballot)") == 10


def count_of(browser) -> int:
    """How many queries the list takes now."""
    with CaptureQueriesContext(connection) as asked:
        browser.get(reverse("decisions"))
    return len(asked)


@pytest.mark.parametrize(
    ("method", "at_a_meeting", "words"),
    [
        (
            "majority",
            False,
            "It passes with more yes than no, if 50% of the members take part. "
            "Any vote counts as taking part, even “Not voting”.",
        ),
        (
            "two_thirds",
            True,
            "It passes with at least two yes for every no, if 50% of the members take part. "
            "Being at the meeting counts as taking part. So does any vote, even “Not voting”.",
        ),
    ],
)
def test_a_voter_reads_what_it_takes_to_pass(method, at_a_meeting, words):
    decision, _facilitator, board = (opened_at_meeting if at_a_meeting else opened)(2, method=method)
    assert words in signed_in(board[0], second_factor=False).get(page(decision)).text
