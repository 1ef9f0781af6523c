"""Several workers and several people at once: each voter hears once, and nothing is written twice."""

import datetime

import pytest

from advisory.decisions.models import Decision
from advisory.outcomes import jobs, services
from advisory.outcomes.models import Earmark, Outcome, Step, Telling
from community.core.errors import Refused
from community.models import ActionItem, Message
from tests.factories.crowd import at_once
from tests.factories.outcomes import made

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_by_threads")]


def fresh(evening):
    return Decision.objects.select_related("group__community", "meeting").get(pk=evening.decision.pk)


def test_each_voter_hears_once_however_many_workers_there_are():
    evening = made(ballots=6)
    day = evening.decision.group.community.today()
    at_once(
        [
            lambda number=number: services.add_step(
                fresh(evening), on=day, words=f"Step {number % 2}", by=evening.facilitator
            )
            for number in range(6)
        ]
    )
    assert Step.objects.count() == 2
    at_once([lambda: jobs.tell_news(evening.decision.pk)] * 6)
    told = Message.objects.filter(once_key__startswith="outcome:")
    assert (told.count(), told.values("person").distinct().count()) == (6, 6)
    assert Telling.objects.get().finished_at is not None


def test_it_is_settled_once_and_a_promise_stands_once():
    evening = made()
    due = evening.decision.group.community.today() + datetime.timedelta(days=3)
    at_once(
        [
            lambda: services.promise(
                fresh(evening), title="Ask", due_on=due, owner=evening.voters[0], by=evening.facilitator
            )
        ]
        * 6
    )
    assert ActionItem.objects.count() == 1
    said = at_once(
        [lambda: services.carry_out(fresh(evening), words="Done", by=evening.facilitator)] * 3
        + [lambda: services.give_up(fresh(evening), words="Not done", by=evening.facilitator)] * 3
    )
    assert sum(isinstance(answer, Outcome) for answer in said) == 1
    assert sum(isinstance(answer, Refused) for answer in said) == 5
    assert Step.objects.count() == 1


def test_no_more_money_is_taken_back_than_there_is():
    evening = made()
    services.set_aside(evening.decision, amount_cents=1_000, source="Grant", by=evening.facilitator)
    said = at_once(
        [
            lambda: services.release(
                fresh(evening), amount_cents=600, source="Grant", why="Spent.", by=evening.facilitator
            )
        ]
        * 5
    )
    assert sum(isinstance(answer, Earmark) for answer in said) == 1
    assert sum(Earmark.objects.values_list("amount_cents", flat=True)) == 400
