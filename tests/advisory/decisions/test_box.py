"""The box of a secret vote: who put a paper in, and what the papers say; nothing connects the two."""

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from advisory.decisions import services
from advisory.decisions.models import Ballot, Decision, SealedBallot
from advisory.decisions.services import NewChoice
from community.core.errors import BadInput, NotAllowed, Refused
from community.meetings.services import close_meeting
from community.models import AuditLine
from tests.advisory.decisions.test_life import pass_the_hour
from tests.factories.decisions import opened, opened_at_meeting
from tests.factories.messaging import last_text_to
from tests.factories.people import signed_in

DAYS = [NewChoice("Saturday"), NewChoice("Sunday"), NewChoice("Friday evening")]


def put(decision, voter, by, why="No phone with them."):
    return services.put_in_box(decision, voter=voter, by=by, why=why)


@pytest.mark.django_db
def test_who_put_a_paper_in_is_noted_and_nothing_of_what_it_says(run_jobs):
    decision, facilitator, board = opened(2, is_secret=True)
    run_jobs()
    ballot = put(decision, board[0], facilitator)
    assert (ballot.option, ballot.marks, ballot.is_sealed, ballot.channel) == ("", None, True, "paper")
    assert (ballot.entered_by, ballot.cast_at) == (facilitator, None)
    assert not SealedBallot.objects.exists()
    assert "your paper" in last_text_to(board[0])
    with pytest.raises(Refused, match="in already"):
        put(decision, board[0], facilitator)
    with pytest.raises(Refused, match="in already"):
        services.cast_vote(decision, voter=board[0], option="yes", channel="phone")


@pytest.mark.django_db
def test_a_vote_closes_only_when_every_paper_is_typed():
    decision, facilitator, board = opened(3, is_secret=True)
    services.cast_vote(decision, voter=board[0], option="no", channel="phone")
    for voter in board[1:]:
        put(decision, voter, facilitator)
    with pytest.raises(Refused, match="2 papers of the box are not typed yet"):
        services.close_decision(decision, by=facilitator)
    assert services.type_paper(decision, by=facilitator, option="yes") == 1
    with pytest.raises(Refused, match="1 paper"):
        services.close_decision(decision, by=facilitator)
    assert services.type_paper(decision, by=facilitator, option="yes") == 0
    with pytest.raises(Refused, match="is typed"):
        services.type_paper(decision, by=facilitator, option="yes")
    result = services.close_decision(decision, by=facilitator)
    assert (result.yes, result.no, result.cast, result.present) == (2, 1, 3, 3)


@pytest.mark.django_db
def test_the_hour_keeps_votes_out_while_the_box_is_typed():
    decision, facilitator, board = opened(3, is_secret=True)
    put(decision, board[0], facilitator)
    pass_the_hour(decision)
    assert not services.close_if_over(decision.pk)
    with pytest.raises(Refused, match="closed"):
        services.cast_vote(decision, voter=board[1], option="yes", channel="phone")
    with pytest.raises(Refused, match="closed"):
        put(decision, board[1], facilitator)
    shown = signed_in(board[1]).get(reverse("decision", args=[decision.pk])).text
    assert "It closes when the papers of the box are typed." in shown
    services.type_paper(decision, by=facilitator, option="yes")
    assert services.close_if_over(decision.pk)


@pytest.mark.django_db
def test_the_end_of_the_meeting_ends_the_vote_and_waits_for_the_box():
    decision, facilitator, board = opened_at_meeting(2, is_secret=True)
    put(decision, board[0], facilitator)
    close_meeting(decision.meeting, by=facilitator)
    decision.refresh_from_db()
    assert decision.state == Decision.State.OPEN
    with pytest.raises(Refused, match="closed"):
        services.cast_vote(decision, voter=board[1], option="yes", channel="phone")
    services.type_paper(decision, by=facilitator, option="no")
    assert services.close_decision(decision, by=facilitator).no == 1


@pytest.mark.django_db
def test_only_who_runs_the_vote_keeps_its_box_and_only_of_a_secret_one():
    secret, facilitator, board = opened(2, is_secret=True)
    with pytest.raises(NotAllowed):
        put(secret, board[0], board[1])
    with pytest.raises(NotAllowed):
        services.type_paper(secret, by=board[0], option="yes")
    with pytest.raises(BadInput, match="why"):
        put(secret, board[0], facilitator, why=" ")
    with pytest.raises(NotAllowed, match="not on the list"):
        put(secret, facilitator, facilitator)
    services.recuse(secret, person=board[1], why="My brother.", by=board[1])
    with pytest.raises(NotAllowed, match="stepped aside"):
        put(secret, board[1], facilitator)
    known, by, members = opened(1)
    with pytest.raises(Refused, match="not secret"):
        put(known, members[0], by)
    with pytest.raises(Refused, match="not secret"):
        services.type_paper(known, by=by, option="yes")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("draft", "paper", "words"),
    [
        ({}, {"option": "maybe"}, "yes, no"),
        ({}, {"marks": [1]}, "yes, no"),
        ({"method": "approval", "choices": DAYS}, {"marks": [4]}, "from 1 to 3"),
        ({"method": "dots", "choices": DAYS, "top_mark": 3}, {"marks": [[1, 4]]}, "from 0 to 3"),
    ],
)
def test_what_is_no_ballot_is_not_typed(draft, paper, words):
    decision, facilitator, board = opened(1, is_secret=True, **draft)
    put(decision, board[0], facilitator)
    with pytest.raises(BadInput, match=words):
        services.type_paper(decision, by=facilitator, **paper)
    assert not SealedBallot.objects.exists()


@pytest.mark.django_db
def test_a_coordinator_notes_and_types_on_the_pages():
    decision, facilitator, board = opened(2, is_secret=True, method="irv", choices=DAYS)
    browser = signed_in(facilitator)
    paper, box = (reverse(name, args=[decision.pk]) for name in ("decision_paper", "decision_box"))
    assert "Every paper in the box is typed." in browser.get(box).text
    assert "Rank 1" not in browser.get(paper).text
    browser.post(paper, {"voter": board[0].pk, "why": "No phone."})
    assert Ballot.objects.get().entry.person == board[0]
    assert board[0].display_name not in browser.get(paper).text.split("<form")[-1]
    shown = browser.get(box).text
    assert "1 paper to type." in shown
    assert "may guess whose they are" in shown
    unsure = browser.post(box, {"paper-at1": "2"})
    assert (unsure.status_code, SealedBallot.objects.count()) == (400, 0)
    wrong = browser.post(box, {"paper-at1": "4", "compared": "on"})
    assert (wrong.status_code, "from 1 to 3" in wrong.text) == (400, True)
    browser.post(box, {"paper-at1": "2", "paper-at3": "1, 3", "compared": "on"})
    assert SealedBallot.objects.get().marks == [[2], [], [1, 3]]
    assert "sealedballot" not in str(AuditLine.objects.values_list("subject_type", flat=True)).lower()


class AnyOrder(TestCase):
    """Papers and phones in any order: the vote closes if and only if the numbers match."""

    @settings(max_examples=25)
    @given(st.data())
    def test_in_any_order(self, data):
        decision, facilitator, board = opened(5, is_secret=True)
        said, papers, waiting = [], 0, list(board)
        for _step in range(data.draw(st.integers(1, 10))):
            option = data.draw(st.sampled_from(["yes", "no", "abstain"]))
            deed = data.draw(st.sampled_from(["phone", "box", "type"]))
            if deed == "type":
                if papers:
                    papers -= 1
                    said.append(option)
                    assert services.type_paper(decision, by=facilitator, option=option) == papers
                else:
                    with pytest.raises(Refused):
                        services.type_paper(decision, by=facilitator, option=option)
            elif waiting:
                voter = waiting.pop(data.draw(st.integers(0, len(waiting) - 1)))
                if deed == "phone":
                    said.append(option)
                    services.cast_vote(decision, voter=voter, option=option, channel="phone")
                else:
                    papers += 1
                    put(decision, voter, facilitator)
        if papers:
            with pytest.raises(Refused):
                services.close_decision(decision, by=facilitator)
            return
        result = services.close_decision(decision, by=facilitator)
        assert [result.yes, result.no, result.abstain] == [
            said.count(option) for option in ("yes", "no", "abstain")
        ]
        assert result.cast == Ballot.objects.filter(entry__decision=decision).count()
