"""Families are asked by text, each question at its moment, while steps are taken."""

from typing import Any

from django.urls import reverse

from referrals.family.jobs import ask_families
from referrals.family.rules import QUESTIONS
from referrals.models import Answer, Asked
from tests.factories.messaging import text_from
from tests.referrals.canaries.children import Canary
from tests.referrals.canaries.flows.running import Flows
from tests.referrals.canaries.world import World

flow = Flows()
FURTHER = ("consented", "evaluated", "eligible", "plan", "services")


@flow
def families_are_asked_and_answer_by_text(world: World, clock: Any) -> None:
    world.later(clock, days=3)
    ask_families()
    world.run_jobs()
    assert Asked.objects.filter(question="called").count() == len(world.canaries)
    for number, canary in enumerate(world.canaries):
        text_from(canary.phone, world.community, ("1", "2", "he is well", "")[number % 4])
        world.run_jobs()


@flow
def steps_are_taken_and_some_are_closed(world: World, _clock: Any) -> None:
    """All are called; of three families one says no, one gets as far as the evaluation, and of the rest every
    other one as far as services."""
    for number, canary in enumerate(world.canaries):
        _step(world, canary, "contacted")
        if number % 3 == 0:
            _press(world, "close", canary, {"reason": "refused"})
        for step in FURTHER[: (0, 2, 5, 0, 2, 0)[number % 6]]:
            _step(world, canary, step)


def _step(world: World, canary: Canary, step: str) -> None:
    _press(world, "step", canary, {"step": step})


def _press(world: World, name: str, canary: Canary, told: dict[str, str]) -> None:
    address = reverse(f"referral_{name}", args=[world.referral_of(canary).pk])
    told = told | {"happened_on": world.community.today().isoformat()}
    sent = {f"{name}-{field}": value for field, value in told.items()}
    assert world.browser(world.clinic).post(address, sent).status_code == 302


@flow
def families_are_asked_how_it_goes(world: World, clock: Any) -> None:
    """Whether they went, want help, and whether it goes well; some answer in words that are none."""
    for week in range(6):
        world.later(clock, days=7)
        ask_families()
        world.run_jobs()
        for number, canary in enumerate(world.canaries):
            if number % 3 and number % 5:
                text_from(canary.phone, world.community, ("2", "1", "3", "ask her aunt")[(number + week) % 4])
        world.run_jobs()
    assert set(Asked.objects.values_list("question", flat=True)) == set(QUESTIONS)
    assert set(Answer.objects.values_list("asked__question", flat=True)) == set(QUESTIONS)
