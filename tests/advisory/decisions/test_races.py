"""Sixty people vote while five close. Whoever wins, every ballot that was accepted is in the result."""

import random

import pytest
from django.db import connection
from django.utils import timezone

from advisory.decisions import services
from advisory.decisions.models import Ballot, Decision, Recusal, Result, RollEntry
from community.core.errors import Refused
from community.core.prepared import KeptOut, insert
from community.live.models import LiveBoard
from community.meetings.models import Meeting
from community.meetings.services import close_meeting
from community.messaging.services import receive_text
from community.models import Message
from tests.factories.crowd import at_once
from tests.factories.decisions import drafted, opened_at_meeting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_by_threads")]
VOTERS, CLOSERS = 60, 5


def test_votes_race_closings():
    decision, facilitator, board = opened_at_meeting(VOTERS)
    dice = random.Random(31)  # noqa: S311  a shuffle, not a secret

    def voting(person):
        option = dice.choice(["yes", "no", "abstain"])
        return lambda: services.cast_vote(
            Decision(pk=decision.pk), voter=person, option=option, channel=Ballot.Channel.TEXT
        )

    def closing():
        fresh = Decision.objects.select_related("group__community", "meeting").get(pk=decision.pk)
        return services.close_decision(fresh, by=facilitator)

    # Half the votes come first, so that there is something to count whoever wins.
    acts = [voting(person) for person in board[VOTERS // 2 :]] + [closing] * CLOSERS
    dice.shuffle(acts)
    said = at_once([voting(person) for person in board[: VOTERS // 2]] + acts)

    accepted = [answer for answer in said if isinstance(answer, Ballot)]
    decision.refresh_from_db()
    result = Result.objects.get(decision=decision)
    assert sum(isinstance(answer, Result) for answer in said) == 1
    assert result.cast == Ballot.objects.count() == len({ballot.entry_id for ballot in accepted})
    assert not Ballot.objects.filter(cast_at__gt=decision.closed_at).exists()
    assert decision.state == Decision.State.CLOSED
    # Each accepted vote rang, and so did the one closing.
    board_rang = LiveBoard.objects.get(meeting=decision.meeting).version
    assert board_rang >= len(accepted) + 1


def test_one_person_votes_from_everywhere_at_once():
    decision, facilitator, board = opened_at_meeting(2)
    options = ["yes", "no", "abstain"] * 6

    def voting(option):
        return lambda: services.cast_vote(
            Decision(pk=decision.pk), voter=board[0], option=option, channel=Ballot.Channel.PHONE
        )

    said = at_once([voting(option) for option in options])
    assert all(isinstance(answer, Ballot) for answer in said)
    assert services.close_decision(decision, by=facilitator).cast == Ballot.objects.count() == 1


def test_texts_race_the_closing(run_jobs):
    """Through the door of texts: no deadlock, nobody left without an answer, no vote lost or late."""
    decision, facilitator, board = opened_at_meeting(16)
    run_jobs()

    def texting(place, person):
        return lambda: receive_text(
            community=person.community, phone=person.phone, body="1", sid=f"SM{place:032d}"
        )

    def closing():
        fresh = Decision.objects.select_related("group__community", "meeting").get(pk=decision.pk)
        services.close_decision(fresh, by=facilitator)
        return run_jobs()

    acts = [texting(place, person) for place, person in enumerate(board)]
    at_once([*acts[:10], closing, *acts[10:]])
    decision.refresh_from_db()
    echoes = Message.objects.filter(is_reply=True)
    assert echoes.count() == len(board)
    assert echoes.filter(body__startswith="Got it").count() == Ballot.objects.count() == decision.result.cast


def test_five_open_at_once():
    decision, facilitator, board = opened_at_meeting(3)
    draft = drafted(decision.group, by=facilitator, title="The next one")

    def opening():
        fresh = Decision.objects.select_related("group__community", "meeting").get(pk=draft.pk)
        return services.open_decision(fresh, by=facilitator)

    said = at_once([opening] * 5)
    assert sum(isinstance(answer, Decision) for answer in said) == 1
    assert {answer.status for answer in said if isinstance(answer, Refused)} == {409}
    assert draft.roll.count() == len(board)


def test_a_meeting_with_two_votes_closes_while_both_are_voted_on():
    first, facilitator, board = opened_at_meeting(12)
    second = drafted(first.group, by=facilitator, meeting=first.meeting, title="The other one")
    services.open_decision(second, by=facilitator)

    def voting(decision, person):
        return lambda: services.cast_vote(
            Decision(pk=decision.pk), voter=person, option="yes", channel=Ballot.Channel.PHONE
        )

    def closing():
        return close_meeting(Meeting.objects.get(pk=first.meeting.pk), by=facilitator)

    acts = [voting(decision, person) for person in board for decision in (second, first)]
    said = at_once([*acts[:12], closing, *acts[12:]])
    counted = sum(result.cast for result in Result.objects.all())
    assert counted == Ballot.objects.count() == sum(isinstance(answer, Ballot) for answer in said)


def test_a_vote_opens_while_its_meeting_closes():
    """It is closed with the meeting or never opened: no vote outlives its room without an hour."""
    decision, facilitator, _board = opened_at_meeting(3)
    drafts = [
        drafted(decision.group, by=facilitator, meeting=decision.meeting, title=f"Draft {number}")
        for number in range(8)
    ]

    def opening(draft):
        return lambda: services.open_decision(Decision.objects.get(pk=draft.pk), by=facilitator)

    def closing():
        return close_meeting(Meeting.objects.get(pk=decision.meeting.pk), by=facilitator)

    acts = [opening(draft) for draft in drafts]
    at_once([*acts[:4], closing, *acts[4:]])
    assert not Decision.objects.filter(state=Decision.State.OPEN).exists()
    assert not Decision.objects.filter(state=Decision.State.DRAFT, roll__isnull=False).exists()


@pytest.mark.parametrize("is_secret", [False, True])
@pytest.mark.parametrize("by_hand", [False, True])
def test_who_steps_aside_has_no_ballot_whoever_waits_for_whom(is_secret, by_hand):
    """Either the vote came first, and stepping aside is refused, or the other way round; never both."""
    for _again in range(6):
        decision, facilitator, [person, *_others] = opened_at_meeting(3, is_secret=is_secret)

        def vote(decision=decision, person=person, facilitator=facilitator):
            own = {"channel": Ballot.Channel.PHONE}
            hand = {"channel": Ballot.Channel.HAND, "entered_by": facilitator}
            services.cast_vote(decision, voter=person, option="yes", **(hand if by_hand else own))

        def step_aside(decision=decision, person=person):
            services.recuse(decision, person=person, why="My cousin works there", by=person)

        at_once([step_aside, vote, vote, step_aside, vote, step_aside])
        has_ballot = Ballot.objects.filter(entry__decision=decision, entry__person=person).exists()
        assert has_ballot != Recusal.objects.filter(decision=decision, person=person).exists()


def test_the_database_itself_keeps_the_ballot_of_who_stepped_aside_out():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes one writer at a time")
    decision, _facilitator, [person, *_others] = opened_at_meeting(1)
    services.recuse(decision, person=person, why="My cousin works there", by=person)
    entry = RollEntry.objects.get(decision=decision, person=person)
    ballot = Ballot(entry=entry, option="yes", channel="phone", receipt="2345678923", cast_at=timezone.now())
    with pytest.raises(KeptOut):
        insert(ballot, over="entry")
    assert not Ballot.objects.exists()
