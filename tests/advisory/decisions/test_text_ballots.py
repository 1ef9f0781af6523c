"""Choosing by text, through the door texts come in by."""

import itertools

import pytest

from advisory.decisions import services
from advisory.decisions.models import Ballot, SealedBallot
from advisory.decisions.services import NewChoice
from community.messaging.services import receive_text
from community.models import Message
from tests.factories.boards import chartered
from tests.factories.decisions import drafted, opened
from tests.factories.people import member

pytestmark = pytest.mark.django_db
DAYS = [NewChoice("Saturday"), NewChoice("Sunday"), NewChoice("Friday")]
PROJECTS = [NewChoice("Benches", 300_00), NewChoice("Trees", 200_00), NewChoice("Mural", 500_00)]
RANKED = {"method": "irv", "choices": DAYS}
DOTS = {"method": "dots", "choices": DAYS, "top_mark": 4}
numbers = itertools.count()


def text(person, body):
    sid = f"SMb{next(numbers):031d}"
    receive_text(community=person.community, phone=person.phone, body=body, sid=sid)
    return Message.objects.filter(thread__phone=person.phone, direction="out").latest("pk").body


def asked(run_jobs, members=1, **draft):
    decision, facilitator, board = opened(members, **draft)
    run_jobs()
    return decision, facilitator, board


def asks(person):
    return Message.objects.filter(person=person, once_key__startswith="vote:").latest("pk").body


def marks_of(decision, person):
    return Ballot.objects.get(entry__decision=decision, entry__person=person).marks


@pytest.mark.parametrize(
    ("draft", "says", "body", "marks", "echo"),
    [
        (
            RANKED,
            "1 Saturday 2 Sunday 3 Friday 4 not voting. Text your order, best first, like 3 1 2.",
            "3 1 2",
            [[3], [1], [2]],
            "Friday, Saturday, Sunday",
        ),
        (
            {"method": "irv", "choices": DAYS},
            "like 3 1 2",
            "312",
            [[3], [1], [2]],
            "Friday, Saturday, Sunday",
        ),
        ({"method": "irv", "choices": DAYS}, "like 3 1 2", "2", [[2]], "Sunday"),
        (
            {"method": "approval", "choices": DAYS},
            "can live with, like 1 3.",
            "3, 1",
            [1, 3],
            "Saturday, Friday",
        ),
        (
            {"method": "equal_shares", "choices": PROJECTS, "budget_cents": 600_00},
            "A Benches $300 B Trees $200 C Mural $500 4 not voting. Text all that you want, like A C.",
            "A C",
            [1, 3],
            "Benches, Mural",
        ),
        (
            {"method": "score", "choices": DAYS, "top_mark": 5},
            "Give each 0 to 5 points, like 1=5 2=0.",
            "1=5 3=2",
            [[1, 5], [3, 2]],
            "Saturday 5, Friday 2",
        ),
        (
            {"method": "dots", "choices": DAYS, "top_mark": 4},
            "Spread 4 dots",
            "A3 C1",
            [[1, 3], [3, 1]],
            "Saturday 3",
        ),
    ],
)
def test_a_vote_that_chooses_is_asked_and_answered_by_text(run_jobs, draft, says, body, marks, echo):  # noqa: PLR0917  a table
    decision, _facilitator, [rosa] = asked(run_jobs, **draft)
    assert says in asks(rosa)
    said = text(rosa, body)
    assert marks_of(decision, rosa) == marks
    assert echo in said
    assert Ballot.objects.get().receipt in said


def test_the_last_text_counts_and_not_voting_has_a_number(run_jobs):
    decision, _facilitator, [rosa] = asked(run_jobs, method="irv", choices=DAYS)
    text(rosa, "3 1 2")
    text(rosa, "2 1")
    assert marks_of(decision, rosa) == [[2], [1]]
    assert "not voting" in text(rosa, "4")
    assert Ballot.objects.get().option == "abstain"


def test_numbers_mean_one_vote_on_one_phone(run_jobs):
    first, facilitator, [rosa] = asked(run_jobs, method="irv", choices=DAYS)
    second = drafted(first.group, by=facilitator, title="The room", method="approval", choices=DAYS)
    services.open_decision(second, by=facilitator)
    run_jobs()
    assert "5 Saturday 6 Sunday 7 Friday 8 not voting" in asks(rosa)
    text(rosa, "5 7")
    assert not Ballot.objects.filter(entry__decision=first).exists()
    assert marks_of(second, rosa) == [1, 3]
    for unclear in ("1 5", "A B"):
        said = text(rosa, unclear)
        assert "Nothing was counted" in said
        assert '"The room": 5 Saturday' in said
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize("body", ["3 1 3", "1 5", "A D", "1=5 2=3", "A 2"])
def test_what_is_no_ballot_counts_nothing(run_jobs, body):
    _decision, _facilitator, [rosa] = asked(run_jobs, method="irv", choices=DAYS)
    text(rosa, body)
    assert not Ballot.objects.exists()


def test_marks_are_a_persons_text_where_nothing_is_asked(run_jobs):
    _decision, _facilitator, [rosa] = asked(run_jobs)
    text(rosa, "A C F")
    assert rosa.community.threads.get(phone=rosa.phone).waiting_since is not None


def test_on_a_shared_phone_it_must_be_known_who_writes(run_jobs):
    decision, _facilitator, [rosa] = opened(1, method="irv", choices=DAYS)
    ana = member(decision.group, display_name="Ana Reyes", phone=rosa.phone)
    run_jobs()
    assert "Who is writing?" in text(rosa, "3 1 2")
    assert not Ballot.objects.exists()
    number = Message.objects.filter(direction="out").latest("pk").body.split(" Rosa")[0].split()[-1]
    assert "Friday, Saturday, Sunday" in text(rosa, number)
    assert marks_of(decision, rosa) == [[3], [1], [2]]
    assert not Ballot.objects.filter(entry__person=ana).exists()


def test_after_the_close_it_does_not_count(run_jobs):
    decision, facilitator, [rosa] = asked(run_jobs, method="irv", choices=DAYS)
    services.close_decision(decision, by=facilitator)
    run_jobs()
    text(rosa, "3 1 2")
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("draft", [{"method": "irv", "choices": DAYS}, {}])
def test_a_secret_vote_goes_out_as_a_link(run_jobs, draft):
    _decision, _facilitator, [rosa] = asked(run_jobs, is_secret=True, **draft)
    assert "/l/" in asks(rosa)
    text(rosa, "1 2")
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(("draft", "body"), [({"method": "irv", "choices": DAYS}, "3 1 2"), ({}, "1")])
def test_a_group_may_agree_to_secret_votes_by_text(run_jobs, draft, body):
    decision, _facilitator, [rosa] = opened(1, is_secret=True, **draft)
    chartered(decision.group, secret_by_text=True)
    run_jobs()
    assert "The phone company can see a text." in asks(rosa)
    said = text(rosa, body)
    assert "is in. Your code:" in said
    assert SealedBallot.objects.count() == 1
    assert not Message.objects.filter(direction="in", body=body).exists()
    assert "in already" in text(rosa, body)
    assert SealedBallot.objects.count() == 1


def test_a_question_that_is_too_long_is_a_link(run_jobs):
    choices = [NewChoice(f"A place with a rather long name, number {number}") for number in range(9)]
    decision, _facilitator, [rosa] = asked(run_jobs, method="irv", choices=choices)
    assert len(asks(rosa)) <= 306
    assert "Your ballot:" in asks(rosa)
    text(rosa, "9 8")
    assert not Ballot.objects.exists()
    text(rosa, "C A")
    assert marks_of(decision, rosa) == [[3], [1]]


@pytest.mark.parametrize(
    ("draft", "body"),
    [
        (RANKED, "3 1 2"),
        (RANKED, "312"),
        ({"method": "greedy", "choices": PROJECTS, "budget_cents": 500_00}, "A C"),
    ],
)
@pytest.mark.parametrize("is_secret", [True, False])
def test_marks_that_come_after_the_close_are_told_so(run_jobs, draft, body, is_secret):
    decision, facilitator, [rosa] = opened(1, is_secret=is_secret, **draft)
    chartered(decision.group, secret_by_text=True)
    run_jobs()
    services.close_decision(decision, by=facilitator)
    run_jobs()
    assert "is closed, so this did not count." in text(rosa, body)
    kept = Message.objects.filter(direction="in")
    assert [message.body for message in kept] == ["" if is_secret else body]
    assert not Ballot.objects.exists()
    assert not SealedBallot.objects.exists()


def test_marks_of_no_vote_are_left_to_a_person(run_jobs):
    decision, facilitator, [rosa] = opened(1, **RANKED)
    run_jobs()
    services.close_decision(decision, by=facilitator)
    run_jobs()
    assert "did not count" not in text(rosa, "8 9")
