"""Promises, money and measures of a decision, and when it is carried out."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from advisory.decisions.services import close_decision, draft_decision, open_decision
from advisory.outcomes import services
from advisory.outcomes.models import Commitment, Earmark, Outcome, Step
from advisory.outcomes.selectors import finals, measures_of, money_of, outcome_of, without_a_promise
from advisory.outcomes.words import counted_words
from community.core.errors import BadInput, NotAllowed, Refused
from community.meetings.services import finish_action_item
from community.models import ActionItem
from tests.factories.decisions import opened_at_meeting
from tests.factories.outcomes import made
from tests.factories.people import GroupFactory, OrganisationFactory, member

pytestmark = pytest.mark.django_db
A_DAY = datetime.timedelta(days=1)


def today(evening):
    return evening.decision.group.community.today()


def test_a_promise_is_a_next_step_of_the_group_once():
    evening = made()
    said = {"title": "Ask the library", "due_on": today(evening) + A_DAY, "owner": evening.voters[0]}
    for _twice in range(2):
        commitment = services.promise(evening.decision, by=evening.facilitator, **said)
    item = ActionItem.objects.get()
    assert (commitment.action_item, item.group, item.meeting) == (item, evening.decision.group, None)
    assert Commitment.objects.count() == 1
    finish_action_item(item, by=evening.voters[0])
    item.refresh_from_db()
    assert item.done_at is not None


def test_a_promise_about_a_vote_at_a_meeting_belongs_to_that_meeting():
    decision, facilitator, board = opened_at_meeting(2)
    from advisory.decisions.services import cast_vote

    for voter in board:
        cast_vote(decision, voter=voter, option="yes", channel="phone")
    close_decision(decision, by=facilitator)
    due = decision.meeting.roster_day + A_DAY
    commitment = services.promise(decision, title="Ask", due_on=due, owner=board[0], by=facilitator)
    assert commitment.action_item.meeting == decision.meeting


def test_a_promise_has_one_owner_and_a_day_and_stays_in_the_community():
    evening = made()
    organisation = OrganisationFactory(community=evening.decision.group.community)
    whole = {"title": "Ask", "due_on": today(evening), "by": evening.facilitator}
    foreign = member(GroupFactory())
    for holders in (
        {},
        {"owner": evening.voters[0], "owner_organisation": organisation},
        {"owner": foreign},
        {"owner_organisation": OrganisationFactory()},
    ):
        with pytest.raises(BadInput):
            services.promise(evening.decision, **whole, **holders)
    with pytest.raises(BadInput):
        services.promise(evening.decision, **{**whole, "due_on": None}, owner=evening.voters[0])
    services.promise(evening.decision, **whole, owner_organisation=organisation)
    assert ActionItem.objects.count() == 1


def test_a_refused_promise_leaves_no_next_step():
    evening = made(option="no")
    with pytest.raises(Refused):
        services.promise(
            evening.decision,
            title="Ask",
            due_on=today(evening),
            owner=evening.voters[0],
            by=evening.facilitator,
        )
    assert not ActionItem.objects.exists()


def test_money_is_in_cents_and_what_is_taken_back_says_why():
    evening = made()
    services.set_aside(evening.decision, amount_cents=150_050, source="City grant", by=evening.facilitator)
    services.set_aside(evening.decision, amount_cents=5_000, source="Bake sale", by=evening.facilitator)
    with pytest.raises(BadInput):
        services.release(
            evening.decision, amount_cents=5_001, source="Bake sale", why="Spent.", by=evening.facilitator
        )
    with pytest.raises(BadInput):
        services.release(
            evening.decision, amount_cents=5_000, source="Bake sale", why=" ", by=evening.facilitator
        )
    services.release(
        evening.decision, amount_cents=5_000, source="Bake sale", why="Not needed.", by=evening.facilitator
    )
    assert money_of(evening.decision) == [("USD", 150_050)]
    for cents in (0, -1, 10_000_000_001):
        with pytest.raises(BadInput):
            services.set_aside(evening.decision, amount_cents=cents, source="Grant", by=evening.facilitator)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE advisory_earmark SET amount_cents = 1")
    assert Earmark.objects.count() == 3


def test_not_recorded_is_kept_apart_from_none_at_all():
    evening = made()
    measure = services.add_measure(
        evening.decision, what="Children at story time", unit="children", target=40, by=evening.facilitator
    )
    day = today(evening)
    (found,) = measures_of(evening.decision)
    assert counted_words(measure, found.last) == "not recorded"
    services.read_measure(measure, on=day, value=0, by=evening.facilitator)
    (found,) = measures_of(evening.decision)
    assert counted_words(measure, found.last) == "0 of 40 children"
    services.read_measure(measure, on=day, value=None, by=evening.facilitator)
    (found,) = measures_of(evening.decision)
    assert ([row.value for row in found.readings], found.last) == ([None], None)
    services.read_measure(measure, on=day, value=32, by=evening.facilitator)
    (found,) = measures_of(evening.decision)
    assert counted_words(measure, found.last) == "32 of 40 children"
    for wrong in (day + A_DAY, day - A_DAY):
        with pytest.raises(BadInput):
            services.read_measure(measure, on=wrong, value=1, by=evening.facilitator)


def test_a_measure_without_a_target_only_counts():
    evening = made()
    measure = services.add_measure(evening.decision, what="Benches", by=evening.facilitator)
    reading = services.read_measure(measure, on=today(evening), value=3, by=evening.facilitator)
    assert counted_words(measure, reading) == "3"


VERBS = [
    lambda decision, by: services.promise(
        decision, title="Ask", due_on=decision.group.community.today(), owner=by, by=by
    ),
    lambda decision, by: services.set_aside(decision, amount_cents=100, source="Grant", by=by),
    lambda decision, by: services.add_measure(decision, what="Benches", by=by),
    lambda decision, by: services.carry_out(decision, words="It stands.", by=by),
    lambda decision, by: services.give_up(decision, words="No money.", by=by),
]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("draft", [{"option": "no"}, {"is_first_pass": True}])
def test_what_is_not_final_is_not_followed_as_if_it_were(verb, draft):
    evening = made(**draft)
    with pytest.raises(Refused):
        verb(evening.decision, evening.facilitator)
    assert not Step.objects.exists()


@pytest.mark.parametrize("verb", VERBS)
def test_only_those_who_run_meetings_follow_it(verb):
    evening = made()
    for person in (evening.voters[0], made().facilitator):
        with pytest.raises(NotAllowed):
            verb(evening.decision, person)


def test_what_another_group_has_to_approve_waits_for_it():
    evening = made()
    community = evening.decision.group.community
    other = GroupFactory(community=community)
    member(other)
    asked = draft_decision(
        other, title="Yes to it", method="majority", by=evening.facilitator, ratifies=evening.decision
    )
    assert evening.decision not in finals(community)
    with pytest.raises(Refused):
        services.carry_out(evening.decision, words="It stands.", by=evening.facilitator)
    open_decision(asked, by=evening.facilitator)
    close_decision(asked, by=evening.facilitator)
    assert evening.decision not in finals(community), "nobody voted, so nobody approved"


def test_it_is_carried_out_once_and_taken_up_again_with_a_reason():
    evening = made()
    services.carry_out(evening.decision, words="The benches stand.", by=evening.facilitator)
    outcome = outcome_of(evening.decision)
    assert (outcome.state, outcome.settled_on) == ("carried_out", today(evening))
    for again in (services.carry_out, services.give_up):
        with pytest.raises(Refused):
            again(evening.decision, words="Again.", by=evening.facilitator)
    with pytest.raises(Refused):
        services.set_aside(evening.decision, amount_cents=100, source="Grant", by=evening.facilitator)
    with pytest.raises(BadInput):
        services.resume(evening.decision, why=" ", by=evening.facilitator)
    services.resume(evening.decision, why="They fell over.", by=evening.facilitator)
    services.give_up(evening.decision, words="The city took them away.", by=evening.facilitator)
    outcome = Outcome.objects.get()
    assert (outcome.state, outcome.reason) == ("not_carried_out", "The city took them away.")
    assert list(Step.objects.values_list("words", flat=True)) == [
        "The benches stand.",
        "The city took them away.",
    ]


def test_after_two_weeks_without_a_promise_it_is_asked_about():
    evening = made()
    community = evening.decision.group.community
    assert without_a_promise(community) == []
    type(evening.decision).objects.update(closed_at=evening.decision.closed_at - 15 * A_DAY)
    assert without_a_promise(community) == [evening.decision]
    services.promise(
        evening.decision, title="Ask", due_on=today(evening), owner=evening.voters[0], by=evening.facilitator
    )
    assert without_a_promise(community) == []
