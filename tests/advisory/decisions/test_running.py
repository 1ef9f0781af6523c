"""The pages of those who run votes: drafts of every method, their verbs, paper by name; and what the others
read of it."""

import pytest
from django.urls import reverse

from advisory.decisions import services
from advisory.decisions.models import Ballot, Decision, Proxy, Recusal
from advisory.decisions.rules import VotingRules
from advisory.decisions.services import NewChoice
from community.core import registry
from community.meetings.services import check_in
from tests.factories.decisions import drafted, opened, opened_at_meeting
from tests.factories.meetings import planned
from tests.factories.messaging import last_text_to
from tests.factories.people import GroupFactory, member, signed_in, staff

pytestmark = pytest.mark.django_db
DAYS = [NewChoice("Saturday"), NewChoice("Sunday"), NewChoice("Friday evening")]


def page(decision: Decision, more: str = "") -> str:
    return reverse("decision", args=[decision.pk]) + more


def state_of(decision: Decision) -> str:
    decision.refresh_from_db()
    return decision.state


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
    monkeypatch.setattr(registry, "vote_rules", [lambda _group, _day: VotingRules(quorum_percent=67)])
    group = GroupFactory()
    signed_in(staff(group.community, "facilitator")).post(reverse("decision_new"), form_of(group))
    assert Decision.objects.get().quorum_percent == 67


# The verbs


def test_a_draft_is_put_off_to_a_meeting_and_taken_up():
    decision = drafted()
    facilitator = staff(decision.group.community, "facilitator")
    meeting, elsewhere = planned(decision.group), planned(GroupFactory(community=decision.group.community))
    browser = signed_in(facilitator)
    no_reason = browser.post(page(decision, "defer/"), {"meeting": meeting.pk, "why": " "})
    other = browser.post(page(decision, "defer/"), {"meeting": elsewhere.pk, "why": "Snow."})
    assert (no_reason.status_code, other.status_code, state_of(decision)) == (400, 400, "draft")
    browser.post(page(decision, "defer/"), {"meeting": meeting.pk, "why": "Snow."})
    assert (state_of(decision), decision.deferred_to) == ("deferred", meeting)
    assert f"Put off to meeting {meeting.number}" in browser.get(page(decision)).text
    browser.post(page(decision, "take-up/"))
    assert state_of(decision) == "draft"


def test_a_question_is_taken_back_and_asked_again_and_both_pages_say_so(run_jobs):
    decision, facilitator, board = opened(1, method="approval", choices=DAYS)
    services.cast_vote(decision, voter=board[0], marks=[1], channel="phone")
    run_jobs()
    browser, reader = signed_in(facilitator), signed_in(board[0], second_factor=False)
    assert browser.post(page(decision, "withdraw/"), {"why": ""}).status_code == 400
    browser.post(page(decision, "withdraw/"), {"why": "The library closed."})
    assert state_of(decision) == "withdrawn"
    assert "Taken back. No vote on it counts." in reader.get(page(decision)).text
    browser.post(page(decision, "reopen/"), {"why": "It is open again."})
    again = Decision.objects.get(reopens=decision)
    assert page(again) in browser.get(page(decision)).text
    assert page(decision) in browser.get(page(again)).text
    assert page(again) not in reader.get(page(decision)).text, "a draft is not for those who vote"


def test_what_another_group_must_approve_waits_for_it():
    decision, facilitator, board = opened(1)
    services.cast_vote(decision, voter=board[0], option="yes", channel="phone")
    services.close_decision(decision, by=facilitator)
    team = GroupFactory(community=decision.group.community, name="Action Team")
    voter = member(team)
    approval = drafted(team, by=facilitator, title="We agree", ratifies=decision)
    reader, browser = signed_in(board[0], second_factor=False), signed_in(facilitator)
    assert "Action Team" not in reader.get(page(decision)).text, "a draft is not for those who vote"
    services.open_decision(approval, by=facilitator)
    for one in (reader, browser):
        assert "It passed, and waits for the approval of Action Team." in one.get(page(decision)).text
    assert page(approval) in browser.get(page(decision)).text
    assert "We agree" not in reader.get(page(decision)).text, "the other group's page is theirs"
    assert f"approve what {decision.group.name} decided" in browser.get(page(approval)).text
    services.cast_vote(approval, voter=voter, option="no", channel="phone")
    services.close_decision(approval, by=facilitator)
    assert "Action Team did not approve it, so it does not hold." in reader.get(page(decision)).text


def test_a_first_pass_says_that_it_decides_nothing():
    decision, _facilitator, board = opened(1, is_first_pass=True)
    assert "This is a first pass" in signed_in(board[0], second_factor=False).get(page(decision)).text


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
    assert (no_reason.status_code, "Say why this ballot is on paper." in no_reason.text) == (400, True)
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


@pytest.fixture
def proxies(monkeypatch):
    monkeypatch.setattr(registry, "vote_rules", [lambda _group, _day: VotingRules(proxies_allowed=True)])


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


# What came of it


def closed(ballots, **draft):
    decision, facilitator, board = opened(len(ballots), **draft)
    for voter, marks in zip(board, ballots, strict=True):
        services.cast_vote(decision, voter=voter, marks=marks, channel="phone")
    services.close_decision(decision, by=facilitator)
    return signed_in(board[0], second_factor=False).get(page(decision)).text


def test_ranked_choice_is_told_round_by_round():
    shown = closed(
        [[[1], [2]], [[2], [1]], [[3], [2], [1]], [[2]], [[3]], [[1]], [[2]]], method="irv", choices=DAYS
    )
    rounds = shown.split('id="rounds"')[1]
    assert "Sunday 3, Saturday 2, Friday evening 2" in rounds
    assert "no choice of theirs is left" in rounds
    assert "were equal;" in shown
    assert 'aria-label="Saturday: 2, Sunday: 3, Friday evening: 2"' in shown


def test_equal_shares_tell_who_paid_what_share():
    projects = [NewChoice("Benches", 300_00), NewChoice("Trees", 200_00), NewChoice("Mural", 500_00)]
    shown = closed([[1, 2], [1, 2], [3]], method="equal_shares", choices=projects, budget_cents=600_00)
    assert "2 voters $150 each" in shown
    assert "2 voters $50 each" in shown or "2 voters $100 each" in shown
    assert "of $600 is spent" in shown


def test_greedy_tells_what_is_left():
    projects = [NewChoice("Benches", 300_00), NewChoice("Mural", 500_00)]
    shown = closed([[1], [1], [2]], method="greedy", choices=projects, budget_cents=600_00)
    assert "$300 of $600 is spent; $300 is left." in shown


def test_equals_at_the_top_are_said():
    shown = closed([[1], [2]], method="approval", choices=DAYS)
    assert "Saturday and Sunday are equal. The rule does not choose between them: the group does." in shown
