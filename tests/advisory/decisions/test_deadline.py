"""After its hour no ballot counts, by whatever door it comes, and the first look closes the vote."""

import pytest
from django.urls import reverse

from advisory.decisions import services
from advisory.decisions.models import Ballot, SealedBallot
from advisory.decisions.services import NewChoice
from advisory.decisions.services import voting as voting_room
from community.core.errors import Refused
from community.meetings.services import check_in
from tests.advisory.decisions.test_life import pass_the_hour
from tests.factories.ballots import follow_link, press_on_board, send_page, send_text
from tests.factories.boards import every_charter_says
from tests.factories.decisions import opened, opened_at_meeting
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db

DAYS = [NewChoice("Saturday"), NewChoice("Sunday"), NewChoice("Friday evening")]
PROJECTS = [NewChoice("Benches", 300_00), NewChoice("Trees", 200_00), NewChoice("Mural", 500_00)]
VOTES = {
    "majority": ({}, {"option": "yes"}),
    "consent": ({}, {"option": "no", "reason": "Too loud."}),
    "irv": ({"choices": DAYS}, {"marks": [[2], [1]]}),
    "dots": ({"choices": DAYS, "top_mark": 4}, {"marks": [[1, 3], [2, 1]]}),
    "equal_shares": ({"choices": PROJECTS, "budget_cents": 600_00}, {"marks": [1, 3]}),
}
SELF = {"page": send_page, "link": follow_link, "board": press_on_board, "text": send_text}


@pytest.fixture(autouse=True)
def _charter(monkeypatch):
    """It allows proxies, and secret votes by text."""
    every_charter_says(monkeypatch, proxies_allowed=True, secret_by_text=True)


def opened_for(method, *, is_secret, run_jobs):
    draft, ballot = VOTES[method]
    decision, facilitator, board = opened_at_meeting(2, method=method, is_secret=is_secret, **draft)
    run_jobs()
    return decision, facilitator, board, ballot


def closed_by_a_look(decision, voter):
    signed_in(voter).get(reverse("decision", args=[decision.pk]))
    decision.refresh_from_db()
    return (
        decision.state == "closed" and decision.result.cast == 0 and decision.closed_at == decision.closes_at
    )


@pytest.mark.parametrize("is_secret", [False, True])
@pytest.mark.parametrize("way", SELF)
@pytest.mark.parametrize("method", VOTES)
def test_ones_own_ballot_after_the_hour(method, way, is_secret, run_jobs):
    decision, _facilitator, [rosa, _ana], ballot = opened_for(method, is_secret=is_secret, run_jobs=run_jobs)
    pass_the_hour(decision)
    SELF[way](decision, rosa, ballot)
    assert not Ballot.objects.exists()
    assert not SealedBallot.objects.exists()
    assert closed_by_a_look(decision, rosa)


@pytest.mark.parametrize("is_secret", [False, True])
@pytest.mark.parametrize("way", SELF)
@pytest.mark.parametrize("method", VOTES)
def test_the_same_ballot_before_the_hour_counts(method, way, is_secret, run_jobs):
    """So it was the hour, and not the ballot."""
    decision, _facilitator, [rosa, _ana], ballot = opened_for(method, is_secret=is_secret, run_jobs=run_jobs)
    if way == "text" and "reason" in ballot:
        ballot = {"option": "no"}
    SELF[way](decision, rosa, ballot)
    kept = SealedBallot.objects.get() if is_secret else Ballot.objects.get()
    assert (kept.option, kept.marks) == (ballot.get("option", ""), ballot.get("marks"))


@pytest.mark.parametrize("channel", ["paper", "proxy", "hand"])
@pytest.mark.parametrize("method", VOTES)
def test_a_ballot_entered_for_somebody_after_the_hour(method, channel, run_jobs):
    decision, facilitator, [rosa, ana], ballot = opened_for(method, is_secret=False, run_jobs=run_jobs)
    services.give_proxy(decision, giver=rosa, holder=ana, by=rosa)
    check_in(decision.meeting, person=rosa, channel="facilitator", by=facilitator)
    by = ana if channel == "proxy" else facilitator
    entry = {"voter": rosa, "channel": channel, "entered_by": by, "why": "No phone with them.", **ballot}
    services.cast_vote(decision, **entry)
    Ballot.objects.all().delete()
    pass_the_hour(decision)
    with pytest.raises(Refused, match="is closed"):
        services.cast_vote(decision, **entry)
    assert not Ballot.objects.exists()
    assert closed_by_a_look(decision, rosa)


def test_a_paper_goes_into_the_box_before_the_hour_only(run_jobs):
    decision, facilitator, [rosa, ana], _ballot = opened_for("irv", is_secret=True, run_jobs=run_jobs)
    pass_the_hour(decision)
    with pytest.raises(Refused, match="is closed"):
        services.put_in_box(decision, voter=rosa, by=facilitator, why="No phone.")
    assert not Ballot.objects.exists()
    assert closed_by_a_look(decision, ana)


def test_a_ballot_bears_the_moment_at_which_it_was_let_in(monkeypatch):
    """Not the moment of its insert: that may be past the hour, and the ballot would seem to come too late."""
    decision, _facilitator, [rosa] = opened(1)
    let_in = []
    real = voting_room.lock_to_vote
    monkeypatch.setattr(voting_room, "lock_to_vote", lambda *keys: let_in.append(real(*keys)) or let_in[-1])
    services.cast_vote(decision, voter=rosa, option="yes", channel="phone")
    assert Ballot.objects.get().cast_at == let_in[0].now
