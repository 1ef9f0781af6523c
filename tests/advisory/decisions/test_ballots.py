"""The ballot of each method, as it is filled in: on the page, behind a link, on the board."""

import re
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advisory.decisions import actions, services
from advisory.decisions.models import Ballot, Decision, SealedBallot
from advisory.decisions.panels import decision as panel
from advisory.decisions.panels import your_vote
from advisory.decisions.services import BALLOT, NewChoice
from community.core.errors import Refused
from community.core.registry import Audience
from community.meetings.services import check_in
from community.models import Press, SignedLink
from community.people.services import make_link
from tests.advisory.decisions.test_life import pass_the_hour
from tests.architecture.evening import A_DAY
from tests.factories.decisions import opened, opened_at_meeting
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db
DAYS = [NewChoice("Saturday"), NewChoice("Sunday"), NewChoice("Friday evening")]
PROJECTS = [NewChoice("Benches", 300_00), NewChoice("Trees", 200_50)]
# What is sent, what is kept, and what stands on the page afterwards.
FILLED = {
    "approval": ({"choices": DAYS}, {"choices": ["1", "3"]}, [1, 3], ["Saturday", "Friday evening"]),
    "score": (
        {"choices": DAYS, "top_mark": 5},
        {"points1": "5", "points2": "0", "points3": "2"},
        [[1, 5], [3, 2]],
        ["Saturday: 5 points", "Friday evening: 2 points"],
    ),
    "dots": (
        {"choices": DAYS, "top_mark": 20},
        {"points1": "", "points2": "19", "points3": "1"},
        [[2, 19], [3, 1]],
        ["Sunday: 19 dots", "Friday evening: 1 dot"],
    ),
    "irv": (
        {"choices": DAYS},
        {"rank1": "3", "rank2": "1", "rank3": ""},
        [[2], [1]],
        ["1. Sunday", "2. Saturday"],
    ),
    "equal_shares": (
        {"choices": PROJECTS, "budget_cents": 400_00},
        {"choices": ["2"]},
        [2],
        ["Trees"],
    ),
    "greedy": ({"choices": PROJECTS, "budget_cents": 400_00}, {"choices": ["1"]}, [1], ["Benches"]),
}
WRONG = [
    ("approval", {}, "Mark at least one"),
    ("approval", {"choices": ["4"]}, "Select a valid choice"),
    ("score", {"points1": "6"}, "Select a valid choice"),
    ("score", {"points1": "0"}, "Give at least one point"),
    ("dots", {"points1": "15", "points2": "6"}, "You gave 21 dots and have 20."),
    ("dots", {"points1": "-1"}, "greater than or equal to 0"),
    ("irv", {"rank1": "1", "rank2": "1"}, "“Saturday” and “Sunday” have the same place 1"),
    ("irv", {}, "Give at least one choice its place"),
    ("greedy", {"choices": ["9"]}, "Select a valid choice"),
]


def page(decision: Decision) -> str:
    return reverse("decision", args=[decision.pk])


def prefixed(decision: Decision, sent: dict) -> dict:
    return {f"ballot{decision.pk}-{name}": value for name, value in sent.items()}


@pytest.fixture(params=["page", "link", "board"])
def door(request, client):
    """``send(decision, person, sent)`` by one of the three doors; returns the text of what is shown then."""

    def send(decision, person, sent):
        if request.param == "page":
            browser = signed_in(person, second_factor=False)
            return browser.post(page(decision) + "vote/", sent, follow=True).text
        if request.param == "link":
            return client.post(f"{link_to(decision, person)}do/vote/", sent, follow=True).text
        post = {"ballot": str(decision.pk), **prefixed(decision, sent)}
        if "abstain" in sent:
            post["abstain"] = "yes"
        try:
            said = actions.vote(person, decision.meeting.board_id, post)
        except Refused as wrong:
            said = str(wrong)
        return said + your_vote(person, decision.meeting.board_id)

    return send


@pytest.mark.parametrize("method", FILLED)
def test_a_ballot_is_kept_and_shown_back_until_it_is_changed(method, door):
    draft, sent, marks, lines = FILLED[method]
    decision, _facilitator, board = opened_at_meeting(2, method=method, **draft)
    shown = door(decision, board[0], sent)
    ballot = Ballot.objects.get()
    assert (ballot.marks, ballot.channel) == (marks, "phone")
    assert "Your ballot is in. You can change it until the vote closes." in shown
    assert re.findall(r"<li>(.*?)</li>", shown.split("<ul data-marked>")[1].split("</ul>")[0]) == lines
    shown = door(decision, board[0], {"abstain": "yes"})
    ballot.refresh_from_db()
    assert (ballot.marks, ballot.option) == (None, "abstain")
    assert "You chose not to vote, on your phone." in shown


@pytest.mark.parametrize(("method", "sent", "words"), WRONG)
def test_a_mistake_is_said_and_keeps_nothing(method, sent, words, door):
    decision, _facilitator, board = opened_at_meeting(1, method=method, **FILLED[method][0])
    assert words in door(decision, board[0], sent)
    assert not Ballot.objects.exists()


def test_a_ballot_with_a_mistake_comes_back_as_it_was_marked():
    decision, _facilitator, board = opened(1, method="irv", choices=DAYS)
    browser = signed_in(board[0], second_factor=False)
    answer = browser.post(page(decision) + "vote/", {"rank1": "2", "rank2": "2", "rank3": "1"})
    assert answer.status_code == 400
    form = answer.context["ballot_form"]
    assert [form[f"rank{place}"].value() for place in (1, 2, 3)] == ["2", "2", "1"]
    assert 'href="#id_rank2"' in answer.text


@pytest.mark.parametrize("method", ["approval", "majority", "consent"])
def test_of_a_secret_ballot_only_its_promise_and_that_it_is_in_are_shown(method, door):
    choices = {"choices": DAYS} if method == "approval" else {}
    decision, _facilitator, board = opened_at_meeting(2, method=method, is_secret=True, **choices)
    sent = {"choices": ["2"]} if choices else {"option": "no", "reason": "Not on Sabbath"}
    shown = door(decision, board[0], sent)
    assert "Your ballot is in. It is secret, so it cannot be changed." in shown
    assert "<ul data-marked>" not in shown
    assert "Sabbath" not in shown
    assert "Send my ballot" not in shown
    assert SealedBallot.objects.count() == 1
    again = door(decision, board[0], sent)
    assert SealedBallot.objects.count() == 1
    assert "Your ballot is in" in again or "cannot be changed" in again


def test_a_secret_vote_says_on_the_ballot_what_it_promises():
    decision, _facilitator, board = opened_at_meeting(1, is_secret=True)
    promise = "nobody using Stoop can connect you to your vote"
    assert promise in signed_in(board[0], second_factor=False).get(page(decision)).text
    assert promise in your_vote(board[0], decision.meeting.board_id)


def test_an_objection_says_why(door):
    decision, facilitator, board = opened_at_meeting(2, method="consent")
    assert "Say why you object." in door(decision, board[0], {"option": "no", "reason": " "})
    assert "Choose yes, no or not voting." in door(decision, board[0], {"reason": "It is late"})
    shown = door(decision, board[0], {"option": "no", "reason": "It is too late for children."})
    assert "You objected, on your phone." in shown
    services.cast_vote(decision, voter=board[1], option="yes", channel="phone")
    services.close_decision(decision, by=facilitator)
    result = signed_in(board[1], second_factor=False).get(page(decision)).text
    assert f"<strong>{board[0].display_name}</strong>: It is too late for children." in result


def test_a_secret_objection_has_a_reason_and_no_name():
    decision, facilitator, board = opened(2, method="consent", is_secret=True)
    for voter, option in zip(board, ("no", "yes"), strict=True):
        services.cast_vote(decision, voter=voter, option=option, reason="Too late.", channel="phone")
    services.close_decision(decision, by=facilitator)
    result = signed_in(board[1], second_factor=False).get(page(decision)).text
    objections = result.split('id="objections"')[1].split("</section>")[0]
    assert "Too late." in objections
    assert not any(voter.display_name in objections for voter in board)


def link_to(decision, person):
    """The path of a link to the ballot of ``person``."""
    link = make_link(person, purpose=BALLOT, subject_id=decision.pk, expires_at=timezone.now() + A_DAY)
    return urlsplit(link).path


def test_the_link_in_the_text_opens_the_ballot_and_shows_what_came_of_it(client, run_jobs):
    decision, facilitator, board = opened(1, method="approval", choices=DAYS)
    run_jobs()
    assert SignedLink.objects.get().purpose == BALLOT
    path = link_to(decision, board[0])
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(path)
    assert not [one["sql"] for one in asked if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert (shown.status_code, "Send my ballot" in shown.text) == (200, True)
    assert client.get(f"{path}vote/").status_code == 404
    assert client.post(f"{path}do/close/").status_code == 404
    client.post(f"{path}do/vote/", {"choices": ["1"]})
    services.close_decision(decision, by=facilitator)
    shown = client.get(path).text
    assert "The board chose on" in shown
    assert "Send my ballot" not in shown
    late = client.post(f"{path}do/vote/", {"choices": ["2"]})
    assert (late.status_code, "is closed" in late.text) == (409, True)


def test_a_look_at_the_link_after_the_hour_closes_nothing(client):
    decision, _facilitator, board = opened(1, method="approval", choices=DAYS)
    pass_the_hour(decision)
    path = link_to(decision, board[0])
    assert "This vote is over." in client.get(path).text
    decision.refresh_from_db()
    assert decision.state == Decision.State.OPEN


def test_a_press_by_link_counts_once_and_keeps_nothing_of_a_secret_choice(client):
    decision, _facilitator, board = opened(1, method="approval", choices=DAYS, is_secret=True)
    path = link_to(decision, board[0])
    sent = {"choices": ["2"], "press": "0a6f1b2c3d4e4f50a1b2c3d4e5f60718"}
    for _again in range(2):
        assert client.post(f"{path}do/vote/", sent).status_code == 302
    assert SealedBallot.objects.get().marks == [2]
    assert Press.objects.get().said == "Your ballot is in. It is secret, so it cannot be changed."


def test_a_link_of_somebody_who_is_not_on_the_roll_opens_nothing(client):
    decision, facilitator, _board = opened(1)
    path = link_to(decision, facilitator)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", FILLED)
def test_the_board_lists_the_choices_and_the_ballot_stands_in_the_personal_panel(method):
    decision, _facilitator, board = opened_at_meeting(2, method=method, **FILLED[method][0])
    board_id = decision.meeting.board_id
    for role in ("member", "projector", "facilitator"):
        html = panel(board_id, Audience(role, "en"))
        assert all(f"<li>{choice.title}" in html for choice in decision.choices.all())
        assert "do/vote/" not in html
    mine = your_vote(board[0], board_id)
    controls = re.findall(r"<(?:input|select|button)[^>]*>", mine)
    assert controls
    assert all('form="act"' in control for control in controls)


@pytest.mark.parametrize("draft", [{"is_secret": True}, {"method": "irv", "choices": DAYS}])
def test_no_hand_is_offered_where_a_hand_does_not_say_enough(draft):
    decision, _facilitator, board = opened_at_meeting(2, **draft)
    check_in(decision.meeting, board[0], channel="phone")
    html = panel(decision.meeting.board_id, Audience("facilitator", "en"))
    assert "do/raise_hand/" not in html
    assert reverse("decision_paper", args=[decision.pk]) in html


@pytest.mark.parametrize("members", [3, 30])
@pytest.mark.parametrize(("role", "queries"), [("member", 3), ("projector", 4), ("facilitator", 3)])
def test_the_panel_of_a_choosing_vote_asks_as_much_for_thirty(
    members, role, queries, django_assert_num_queries
):
    decision, _facilitator, board = opened_at_meeting(members, method="irv", choices=DAYS)
    for person in board:
        check_in(decision.meeting, person, channel="phone")
        services.cast_vote(decision, voter=person, marks=[[1], [2]], channel="phone")
    with django_assert_num_queries(queries):
        panel(decision.meeting.board_id, Audience(role, "en"))
    with django_assert_num_queries(4):
        your_vote(board[0], decision.meeting.board_id)
