"""What becomes of a question: its verbs, who else must approve it, and how its result is told."""

import pytest
from django.urls import reverse

from advisory.decisions import services
from advisory.decisions.models import Decision
from advisory.decisions.services import NewChoice
from tests.factories.decisions import drafted, opened
from tests.factories.meetings import planned
from tests.factories.people import GroupFactory, member, signed_in, staff

pytestmark = pytest.mark.django_db
DAYS = [NewChoice("Saturday"), NewChoice("Sunday"), NewChoice("Friday evening")]


def page(decision: Decision, more: str = "") -> str:
    return reverse("decision", args=[decision.pk]) + more


def state_of(decision: Decision) -> str:
    decision.refresh_from_db()
    return decision.state


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
