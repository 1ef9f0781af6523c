"""Voting by text, through the door texts come in by."""

import datetime
import itertools

import pytest
import time_machine
from django.utils import timezone, translation

from advisory.decisions import jobs, services
from advisory.decisions.models import Ballot, Decision
from advisory.decisions.words import outcome_words
from community.core.words import when_in_words
from community.messaging.services import receive_text, send_waiting
from community.models import Message
from tests.factories.decisions import drafted, opened, opened_at_meeting
from tests.factories.meetings import NEW_YORK
from tests.factories.people import GroupFactory, member, staff

pytestmark = pytest.mark.django_db
numbers = itertools.count()


def text(person, body: str) -> str:
    """``person`` texts ``body``; returns what they hear back."""
    sid = f"SM{next(numbers):032d}"
    receive_text(community=person.community, phone=person.phone, body=body, sid=sid)
    return Message.objects.filter(thread__phone=person.phone, direction="out").latest("pk").body


def last_text_to(person) -> str:
    return Message.objects.filter(person=person, direction="out").latest("pk").body


def test_everyone_on_the_roll_is_asked_once_in_their_language(run_jobs):
    group = GroupFactory()
    rosa, luz = member(group, language="en"), member(group, language="es")
    decision = drafted(group)
    services.open_decision(decision, by=staff(group.community, "facilitator"))
    run_jobs()
    jobs.ask_the_roll(decision.pk)
    assert last_text_to(rosa) == (
        f'{group.community.name}: the board votes on "Saturday hours at the library". '
        "1 yes 2 no 3 not voting."
    )
    assert Message.objects.get(person=luz).language == "es"
    assert Message.objects.filter(direction="out").count() == 2


def test_the_question_says_until_when():
    group = GroupFactory()
    rosa, luz = member(group), member(group, language="es")
    decision = drafted(group)
    tomorrow = (timezone.now() + datetime.timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    services.open_decision(decision, by=staff(group.community, "facilitator"), closes_at=tomorrow)
    jobs.ask_the_roll(decision.pk)
    with timezone.override(group.community.zone):
        assert last_text_to(rosa).endswith(f"Open until {when_in_words(tomorrow)}.")
        with translation.override("es"):
            assert last_text_to(luz).endswith(f"Cierra: {when_in_words(tomorrow)}.")


def test_the_question_says_that_more_yes_than_no_is_not_enough():
    decision, _facilitator, board = opened(1, method=Decision.Method.TWO_THIRDS)
    jobs.ask_the_roll(decision.pk)
    assert last_text_to(board[0]).endswith("3 not voting. It takes two yes for every no.")


def test_a_question_that_waits_for_the_morning_is_not_sent_once_the_vote_is_closed(run_jobs):
    with time_machine.travel(datetime.datetime(2026, 11, 26, 21, 30, tzinfo=NEW_YORK)) as clock:
        decision, facilitator, board = opened(2)
        other = drafted(decision.group, by=facilitator, title="Still open")
        services.open_decision(other, by=facilitator)
        run_jobs()
        services.close_decision(decision, by=facilitator)
        run_jobs()
        clock.shift(datetime.timedelta(hours=11))
        send_waiting()
    texts = Message.objects.filter(person=board[0]).order_by("pk")
    assert [(text.state, "Still open" in text.body) for text in texts] == [("dropped", False), ("sent", True)]


def test_a_vote_by_text_can_be_changed_until_closing(run_jobs):
    decision, facilitator, board = opened_at_meeting(2)
    run_jobs()
    assert text(board[0], "1") == (
        'Got it: YES to "Saturday hours at the library". To change, text 2 for no or 3 for not voting.'
    )
    assert text(board[0], "3") == (
        'Got it: you are not voting on "Saturday hours at the library". '
        "To change, text 1 for yes or 2 for no."
    )
    ballot = Ballot.objects.get()
    assert (ballot.option, ballot.channel) == ("abstain", Ballot.Channel.TEXT)
    services.close_decision(decision, by=facilitator)
    assert (
        text(board[0], "1") == 'The vote on "Saturday hours at the library" is closed, so this did not count.'
    )
    run_jobs()
    assert "closed" in text(board[0], "1")
    ballot.refresh_from_db()
    assert ballot.option == "abstain"


def test_two_votes_on_one_phone_have_their_own_digits(run_jobs):
    decision, facilitator, board = opened(2)
    second = drafted(decision.group, by=facilitator, title="A second reader")
    services.open_decision(second, by=facilitator)
    run_jobs()
    assert (
        text(board[0], "5")
        == 'Got it: NO to "A second reader". To change, text 4 for yes or 6 for not voting.'
    )
    assert Ballot.objects.get().entry.decision == second


def test_the_result_goes_to_those_who_voted_and_frees_the_digits(run_jobs):
    decision, facilitator, board = opened(3)
    run_jobs()
    text(board[0], "1")
    text(board[1], "1")
    services.close_decision(decision, by=facilitator)
    run_jobs()
    jobs.tell_result(decision.pk)
    words = 'The board voted YES to "Saturday hours at the library": 2 yes, 0 no.'
    assert last_text_to(board[0]) == words
    assert Message.objects.filter(body=words).count() == 2
    again = drafted(decision.group, by=facilitator, title="Another")
    services.open_decision(again, by=facilitator)
    run_jobs()
    assert "4 yes 5 no 6 not voting" in last_text_to(board[0]), "a late 1 must not count here"


def test_a_late_job_asks_nobody(run_jobs):
    decision, facilitator, _board = opened()
    services.close_decision(decision, by=facilitator)
    run_jobs()
    assert not Message.objects.exists()


def test_who_is_asked_while_the_vote_closes_keeps_no_digits():
    decision, facilitator, board = opened(2)
    stale = Decision.objects.select_related("group__community").get(pk=decision.pk)
    services.close_decision(decision, by=facilitator)
    services.ask_the_roll(stale)
    assert not Message.objects.exists()
    assert not board[0].expectations.exists()


@pytest.mark.parametrize(
    ("votes", "method", "words"),
    [
        ("yyn", "majority", 'The board voted YES to "It": 2 yes, 1 no.'),
        ("nny", "majority", 'The board voted NO to "It": 1 yes, 2 no.'),
        ("yn", "majority", '"It" did not pass: 1 yes, 1 no. It takes more yes than no.'),
        ("yya", "two_thirds", 'The board voted YES to "It": 2 yes, 0 no, 1 not voting.'),
        ("yyynn", "two_thirds", '"It" did not pass: 3 yes, 2 no. It takes two yes for every no.'),
        ("y", "majority", 'The vote on "It" does not count: 1 took part and 3 were needed.'),
        ("", "majority", 'The vote on "It" does not count: nobody took part.'),
    ],
)
def test_the_outcome_in_words(votes, method, words):
    members = 5 if votes in ("y", "", "yyynn") else len(votes)
    decision, facilitator, board = opened(members, title="It", method=method)
    for person, letter in zip(board, votes, strict=False):
        option = {"y": "yes", "n": "no", "a": "abstain"}[letter]
        services.cast_vote(decision, voter=person, option=option, channel=Ballot.Channel.TEXT)
    assert outcome_words(decision, services.close_decision(decision, by=facilitator)) == words
