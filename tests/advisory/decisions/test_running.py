"""The pages of those who run votes: drafts of every method, their verbs, paper by name; and what the others
read of it."""

import pytest
from django.urls import reverse

from advisory.decisions.models import Ballot, Decision, Proxy, Recusal
from advisory.decisions.services import NewChoice
from community.meetings.services import check_in
from tests.factories.boards import every_charter_says
from tests.factories.decisions import drafted, opened, opened_at_meeting
from tests.factories.messaging import last_text_to
from tests.factories.people import GroupFactory, member, signed_in, staff

pytestmark = pytest.mark.django_db
DAYS = [NewChoice("Saturday"), NewChoice("Sunday"), NewChoice("Friday evening")]


def page(decision: Decision, more: str = "") -> str:
    return reverse("decision", args=[decision.pk]) + more


# Writing a question down


def form_of(group, **more):
    return {"group": group.pk, "title": "Spring", "method": "majority", **more}


@pytest.mark.parametrize(
    ("sent", "kept", "choices"),
    [
        ({"method": "approval", "choices": "Saturday\n\n Sunday \nMonday", "seats": "2"}, {"seats": 2}, 3),
        ({"method": "score", "choices": "A\nB", "top_mark": "5"}, {"top_mark": 5}, 2),
        ({"method": "dots", "choices": "A\nB", "top_mark": "7", "is_secret": "on"}, {"is_secret": True}, 2),
        ({"method": "irv", "choices": "A\nB\nC", "is_first_pass": "on"}, {"is_first_pass": True}, 3),
        ({"method": "consent", "quorum_percent": "66"}, {"quorum_percent": 66}, 0),
    ],
)
def test_a_draft_of_each_kind(sent, kept, choices):
    group = GroupFactory()
    browser = signed_in(staff(group.community, "facilitator"))
    assert browser.post(reverse("decision_new"), form_of(group, **sent)).status_code == 302
    decision = Decision.objects.get()
    assert {name: getattr(decision, name) for name in kept} == kept
    assert decision.choices.count() == choices


def test_a_budget_is_typed_with_its_costs():
    group = GroupFactory()
    browser = signed_in(staff(group.community, "facilitator"))
    lines = "Benches $300\nTrees, two: $1,250.50\nA $5 book sale - $20"
    sent = form_of(group, method="equal_shares", choices=lines, budget_dollars="1500.25")
    browser.post(reverse("decision_new"), sent)
    decision = Decision.objects.get()
    assert decision.budget_cents == 150025
    assert list(decision.choices.values_list("title", "cost_cents")) == [
        ("Benches", 30000),
        ("Trees, two", 125050),
        ("A $5 book sale", 2000),
    ]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"method": "approval", "choices": "One"}, "Write from 2 to 26 choices."),
        ({"method": "greedy", "choices": "A $3\nB", "budget_dollars": "9"}, "Say what each choice costs."),
        ({"method": "greedy", "choices": "A $3\nB $4"}, "Say how much money there is."),
        ({"method": "greedy", "choices": "A $99999999999\nB $4", "budget_dollars": "9"}, "costs too much"),
        ({"method": "dots", "choices": "A\nB"}, "Say how many points there are"),
        ({"choices": "A\nB"}, "A vote of yes and no has no choices."),
        ({"title": ""}, "This field is required."),
    ],
)
@pytest.mark.parametrize("look", [{}, {"look": "yes"}])
def test_a_draft_that_cannot_be_comes_back_in_words(sent, words, look):
    group = GroupFactory()
    browser = signed_in(staff(group.community, "facilitator"))
    answer = browser.post(reverse("decision_new"), form_of(group, **sent, **look))
    assert (answer.status_code, words in answer.text) == (400, True)
    assert not Decision.objects.exists()


def test_the_ballot_is_looked_at_before_it_is_fixed():
    group = GroupFactory()
    browser = signed_in(staff(group.community, "facilitator"))
    sent = form_of(group, method="irv", choices="Saturday\nSunday", is_secret="on", look="yes")
    answer = browser.post(reverse("decision_new"), sent)
    assert answer.status_code == 200
    preview = answer.text.split('id="preview"')[1].split("</section>")[0]
    for words in ("Saturday", "round by round the last one leaves", "nobody using Stoop can connect"):
        assert words in preview
    assert not Decision.objects.exists()
    assert browser.post(reverse("decision_new"), sent | {"look": ""}).status_code == 302


def test_an_empty_quorum_is_the_charters(monkeypatch):
    every_charter_says(monkeypatch, quorum_percent=67)
    group = GroupFactory()
    signed_in(staff(group.community, "facilitator")).post(reverse("decision_new"), form_of(group))
    assert Decision.objects.get().quorum_percent == 67


# Paper and hands by name


@pytest.mark.parametrize(
    ("draft", "sent", "marks"),
    [
        (
            {"method": "irv", "choices": DAYS},
            {"paper-at1": "2 3", "paper-at2": "", "paper-at3": "1"},
            [[2, 3], [], [1]],
        ),
        ({"method": "approval", "choices": DAYS}, {}, []),
        ({"method": "score", "choices": DAYS, "top_mark": 5}, {"paper-points2": "4"}, [[2, 4]]),
    ],
)
def test_a_sheet_of_paper_is_entered_as_it_is_marked_and_its_voter_hears_of_it(draft, sent, marks, run_jobs):
    decision, facilitator, board = opened(1, **draft)
    run_jobs()
    browser = signed_in(facilitator)
    address = page(decision, "paper/")
    no_reason = browser.post(address, {"voter": board[0].pk, **sent})
    assert (no_reason.status_code, "This field is required." in no_reason.text) == (400, True)
    browser.post(address, {"voter": board[0].pk, "why": "No phone with them.", **sent})
    ballot = Ballot.objects.get()
    assert (ballot.marks, ballot.channel, ballot.why) == (marks, "paper", "No phone with them.")
    assert "entered your ballot" in last_text_to(board[0])
    shown = signed_in(board[0], second_factor=False).get(page(decision)).text
    assert "on paper, entered by Luis Herrera." in shown


def test_a_raised_hand_for_choices_is_entered_of_somebody_in_the_room():
    decision, facilitator, board = opened_at_meeting(2, method="approval", choices=DAYS)
    check_in(decision.meeting, board[0], channel="phone")
    browser = signed_in(facilitator)
    sent = {"channel": "hand", "paper-choices": ["1", "2"]}
    away = browser.post(page(decision, "paper/"), {"voter": board[1].pk, **sent})
    assert (away.status_code, "has not checked in" in away.text) == (400, True)
    browser.post(page(decision, "paper/"), {"voter": board[0].pk, **sent})
    ballot = Ballot.objects.get()
    assert (ballot.marks, ballot.channel, ballot.entered_by) == ([1, 2], "hand", facilitator)


# Stepping aside, and voting for another


def test_who_steps_aside_says_why_to_all_who_read():
    decision, _facilitator, board = opened(2)
    browser = signed_in(board[0], second_factor=False)
    assert browser.post(page(decision, "aside/"), {"why": ""}).status_code == 400
    browser.post(page(decision, "aside/"), {"why": "My sister runs the library."})
    assert Recusal.objects.get().person == board[0]
    own = browser.get(page(decision)).text
    assert "You stepped aside from this vote" in own
    assert page(decision, "vote/") not in own
    other = signed_in(board[1], second_factor=False).get(page(decision)).text
    assert f"{board[0].display_name} stepped aside: My sister runs the library." in other
    stranger = signed_in(staff(decision.group.community))
    assert stranger.post(page(decision, "aside/"), {"why": "Mine."}).status_code == 403


def test_who_runs_the_meeting_writes_down_that_somebody_steps_aside():
    decision, facilitator, board = opened(2)
    browser = signed_in(facilitator)
    assert "Somebody steps aside" in browser.get(page(decision)).text
    said = {"person": board[0].pk, "why": "Her sister runs the library."}
    assert browser.post(page(decision, "aside/of/"), said).status_code == 302
    recusal = Recusal.objects.get()
    assert (recusal.person, recusal.declared_by) == (board[0], facilitator)
    assert browser.post(page(decision, "aside/of/"), said).status_code == 400, "once is enough"
    member = signed_in(board[1], second_factor=False)
    assert member.post(page(decision, "aside/of/"), said).status_code == 403
    assert "Somebody steps aside" not in member.get(page(decision)).text


def test_before_the_vote_any_member_can_be_written_down():
    decision = drafted()
    zoe, facilitator = member(decision.group), staff(decision.group.community, "facilitator")
    said = {"person": zoe.pk, "why": "Her sister runs the library."}
    assert signed_in(facilitator).post(page(decision, "aside/of/"), said).status_code == 302
    assert Recusal.objects.get().person == zoe


@pytest.fixture
def proxies(monkeypatch):
    every_charter_says(monkeypatch, proxies_allowed=True)


def test_without_a_charter_that_allows_it_nobody_votes_for_another():
    decision, _facilitator, board = opened(2)
    browser = signed_in(board[0], second_factor=False)
    assert "Let somebody vote for me" not in browser.get(page(decision)).text
    assert browser.post(page(decision, "proxy/"), {"holder": board[1].pk}).status_code == 409


@pytest.mark.usefixtures("proxies")
@pytest.mark.parametrize(
    ("draft", "sent"), [({}, {"option": "yes"}), ({"method": "irv", "choices": DAYS}, {"rank2": "1"})]
)
def test_a_vote_is_given_and_cast_for_its_giver(draft, sent):
    decision, _facilitator, board = opened(3, **draft)
    giver, holder = (signed_in(person, second_factor=False) for person in board[:2])
    assert "Let somebody vote for me" in giver.get(page(decision)).text
    giver.post(page(decision, "proxy/"), {"holder": board[1].pk})
    shown = holder.get(page(decision)).text
    assert f"You vote for {board[0].display_name}" in shown
    address = page(decision, f"vote/{board[0].pk}/")
    assert address in shown
    wrong = holder.post(address, {})
    assert (wrong.status_code, "Your ballot is not in yet" in wrong.text) == (400, True)
    prefix = f"ballot{decision.pk}-{board[0].pk}-"
    holder.post(address, {prefix + name: value for name, value in sent.items()})
    ballot = Ballot.objects.get()
    assert (ballot.entry.person, ballot.channel, ballot.entered_by) == (board[0], "proxy", board[1])
    third = signed_in(board[2], second_factor=False)
    assert third.post(address, {}).status_code == 404
    giver.post(page(decision, "proxy/back/"))
    assert not Proxy.objects.exists()
    assert holder.post(address, {}).status_code == 404
    assert giver.post(page(decision, "proxy/back/")).status_code == 403


@pytest.mark.usefixtures("proxies")
def test_nobody_votes_for_another_in_secret():
    decision, _facilitator, board = opened(2, is_secret=True)
    assert "Let somebody vote for me" not in signed_in(board[0], second_factor=False).get(page(decision)).text
