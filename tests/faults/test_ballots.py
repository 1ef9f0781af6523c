"""Voters by text, on their page and by double taps, while closings race them: one ballot each, none late."""

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models import F
from django.urls import reverse

from advisory.decisions import services
from advisory.decisions.models import Ballot, Decision, Option, Result, SealedBallot
from community.core.errors import Refused
from community.messaging.services import receive_text
from community.models import Message, Person
from tests.factories.crowd import at_once
from tests.factories.decisions import opened_at_meeting
from tests.factories.messaging import new_sid
from tests.factories.people import signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_by_threads")]


@dataclass(frozen=True)
class Size:
    voters: int
    closings: int
    threads: int


SIZES = [
    pytest.param(Size(voters=36, closings=6, threads=16), id="small"),
    pytest.param(Size(voters=500, closings=50, threads=64), id="whole", marks=pytest.mark.faults),
]


@dataclass(frozen=True)
class Press:
    """One vote on its way, and how it fared: the option if it was taken, else None."""

    voter: Person
    option: str
    send: Callable[[], bool]

    def __call__(self) -> tuple[int, str | None]:
        return self.voter.pk, self.option if self.send() else None


def by_text(voter: Person, option: str) -> Press:
    """The digit of ``option``, as Twilio brings it; the answer says whether it counts."""

    def send() -> bool:
        digit, sid = str(Option.values.index(option) + 1), new_sid()
        receive_text(community=voter.community, phone=voter.phone, body=digit, sid=sid)
        answers = Message.objects.filter(thread__phone=voter.phone, is_reply=True)
        return answers.order_by("-pk").values_list("body", flat=True)[0].startswith("Got it")

    return Press(voter, option, send)


def on_page(voter: Person, option: str, address: str) -> Press:
    """The button of the page; where it leads says whether it counts."""
    browser = signed_in(voter, second_factor=False)

    def send() -> bool:
        status = browser.post(address, {"option": option}).status_code
        assert status in (302, 409), status
        return status == 302

    return Press(voter, option, send)


def tapped(voter: Person, option: str, decision: Decision) -> Press:
    """The same door as the buttons of the live board."""

    def send() -> bool:
        try:
            fresh = Decision(pk=decision.pk)
            services.cast_vote(fresh, voter=voter, option=option, channel=Ballot.Channel.PHONE)
        except Refused:
            return False
        return True

    return Press(voter, option, send)


def closing(decision: Decision, by: Person) -> Callable[[], Any]:
    def close() -> Result:
        fresh = Decision.objects.select_related("group__community", "meeting").get(pk=decision.pk)
        return services.close_decision(fresh, by=by)

    return close


def race(decision: Decision, by: Person, presses: list[Press], size: Size) -> dict[int, set[str]]:
    """Half of the presses, then the rest among the closings. Returns which options were taken, by voter."""
    dice = random.Random(size.voters)  # noqa: S311  a shuffle that can be repeated
    dice.shuffle(presses)
    early, rest = presses[: len(presses) // 2], presses[len(presses) // 2 :]
    late: list[Callable[[], Any]] = [*rest, *[closing(decision, by)] * size.closings]
    dice.shuffle(late)
    said = at_once([*early, *late], threads=size.threads)
    assert sum(isinstance(answer, Result) for answer in said) == 1, "one closing closes"
    taken = defaultdict(set)
    for answer in said:
        if isinstance(answer, tuple) and answer[1] is not None:
            taken[answer[0]].add(answer[1])
    refused = sum(isinstance(answer, tuple) and answer[1] is None for answer in said)
    assert min(len(taken), refused) > 0, "the closing came neither first nor last"
    decision.refresh_from_db()
    return taken


@pytest.mark.parametrize("size", SIZES)
def test_open_votes_by_three_ways_race_the_closings(size, run_jobs):
    decision, facilitator, board = opened_at_meeting(size.voters)
    run_jobs()
    page, dice = reverse("decision_vote", args=[decision.pk]), random.Random(7)  # noqa: S311
    presses = []
    for number, voter in enumerate(board):
        first, second = dice.sample(Option.values, 2)
        # Each third votes in two ways at once, and the last of them by two taps.
        presses += [by_text(voter, first)] if number % 3 != 2 else [tapped(voter, first, decision)]
        presses += [on_page(voter, second, page)] if number % 3 != 0 else [tapped(voter, second, decision)]

    taken = race(decision, facilitator, presses, size)

    ballots = {row.entry.person_id: row.option for row in Ballot.objects.select_related("entry")}
    assert ballots.keys() == taken.keys(), "who was told that it counts has a ballot, and nobody else"
    assert all(ballots[voter] in options for voter, options in taken.items())
    result = decision.result
    assert result.cast == len(taken) == Ballot.objects.count()
    counted = [(result.yes, "yes"), (result.no, "no"), (result.abstain, "abstain")]
    assert all(number == list(ballots.values()).count(option) for number, option in counted)
    assert not Ballot.objects.filter(cast_at__gt=F("entry__decision__closed_at")).exists()


@pytest.mark.parametrize("size", SIZES)
def test_secret_votes_race_each_other_and_the_closings(size):
    decision, facilitator, board = opened_at_meeting(size.voters, is_secret=True)
    presses = [tapped(voter, option, decision) for voter in board for option in ("yes", "no")]

    taken = race(decision, facilitator, presses, size)

    assert all(len(options) == 1 for options in taken.values()), "only the first counts"
    voted = set(Ballot.objects.values_list("entry__person", flat=True))
    assert voted == taken.keys()
    sealed = list(SealedBallot.objects.values_list("option", flat=True))
    assert sorted(sealed) == sorted(option for options in taken.values() for option in options)
    assert (decision.result.cast, decision.result.yes) == (len(taken), sealed.count("yes"))
