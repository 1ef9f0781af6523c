"""The public record: what is on it, what its numbers mean, and what never is."""

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from advisory.decisions.models import Decision
from advisory.decisions.selectors import is_final
from advisory.decisions.services import draft_decision
from advisory.outcomes import services
from advisory.outcomes.record import record_of
from advisory.outcomes.rules import median, percent
from advisory.outcomes.selectors import finals
from community.models import AgendaItem
from tests.factories.meetings import opened
from tests.factories.outcomes import made
from tests.factories.people import GroupFactory, PersonFactory

pytestmark = pytest.mark.django_db
A_DAY = datetime.timedelta(days=1)


@pytest.fixture
def group():
    return GroupFactory()


def days_ago(evening, days):
    """The vote was closed so many days ago."""
    moment = evening.decision.closed_at - days * A_DAY
    Decision.objects.filter(pk=evening.decision.pk).update(closed_at=moment)
    evening.decision.refresh_from_db()
    return evening


def happened(evening, *, after, words="It stands"):
    closed = evening.decision.closed_at.astimezone(evening.decision.group.community.zone).date()
    return services.add_step(evening.decision, on=closed + after * A_DAY, words=words, by=evening.facilitator)


def page(group):
    return Client().get(f"/record/{group.community.slug}/")


def table(group):
    answer = Client().get(f"/record/{group.community.slug}/csv/")
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_without_decisions_there_is_no_percentage(group):
    shown = page(group)
    assert "Nothing decided yet" in shown.text
    assert "%" not in shown.text.partition("<main")[2].partition("</main")[0]
    assert (record_of(group.community).percent, record_of(group.community).median_days) == (None, None)
    assert table(group) == []


def test_its_numbers_are_those_of_the_decisions(group):
    first, second, third = (days_ago(made(group, title=f"Decision {number}"), 20) for number in range(3))
    happened(first, after=0)
    happened(second, after=9)
    happened(second, after=12)
    services.carry_out(first.decision, words="All done", by=first.facilitator)
    services.set_aside(third.decision, amount_cents=150_050, source="City grant", by=third.facilitator)
    services.promise(
        third.decision,
        title="Ask",
        due_on=group.community.today(),
        owner=third.voters[0],
        by=third.facilitator,
    )
    record = record_of(group.community)
    assert (record.made, record.carried_out, record.under_way, record.percent) == (3, 1, 2, 33)
    assert (record.median_days, record.without_a_step) == (0, 1)
    text = page(group).text
    assert "1 of 3 decisions (33%)" in text
    assert "1 decision has no step yet" in text
    assert "$1,500.50 set aside" in text
    rows = {row["title"]: row for row in table(group)}
    assert [rows[f"Decision {number}"]["days_to_first_step"] for number in range(3)] == ["0", "9", ""]
    assert rows["Decision 2"]["money_cents"] == "150050 USD"
    assert (rows["Decision 2"]["promises"], rows["Decision 2"]["promises_kept"]) == ("1", "0")
    assert rows["Decision 0"]["state"] == "carried_out"


@pytest.mark.parametrize(
    "draft", [{"option": "no"}, {"is_first_pass": True}, {"ballots": 0}, {"option": "abstain"}]
)
def test_what_is_not_final_is_not_on_it(group, draft):
    made(group, **draft)
    assert record_of(group.community).rows == []


def test_what_a_guest_may_not_see_is_not_on_it(group):
    meeting = opened(group)
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Closed", closed_to_guests=True)
    evening = made(group, title="Behind closed doors")
    for fields in ({"item": item}, {"item": None}):
        Decision.objects.filter(pk=evening.decision.pk).update(meeting=meeting, **fields)
        assert "Behind closed doors" not in page(group).text
    AgendaItem.objects.update(closed_to_guests=False)
    assert "Behind closed doors" in page(group).text
    meeting.members_only = True
    meeting.save(update_fields=["members_only"])
    assert "Behind closed doors" not in page(group).text
    assert table(group) == []


def test_it_names_no_person(group):
    PersonFactory(community=group.community, display_name="Imani Foster")
    evening = made(group, title="Hire Imani Foster as our ambassador")
    services.promise(
        evening.decision,
        title="Call Imani Foster",
        due_on=group.community.today(),
        owner=evening.voters[0],
        by=evening.facilitator,
    )
    shown = page(group).text + str(table(group))
    names = PersonFactory._meta.model.objects.of(group.community).values_list("display_name", flat=True)
    assert len(names) == 5
    assert [name for name in names if name in shown] == []
    assert shown.count("A choice that names a person") == 2


@pytest.mark.parametrize(("ballots", "shows"), [(4, False), (5, True)])
def test_a_secret_vote_of_few_says_only_that_it_passed(group, ballots, shows):
    made(group, is_secret=True, ballots=ballots)
    assert (record_of(group.community).rows[0].votes is not None) == shows
    assert (f"{ballots} yes, 0 no" in page(group).text) == shows
    assert (table(group)[0]["yes"] == str(ballots)) == shows


def test_a_title_is_no_formula_in_a_spreadsheet(group):
    made(group, title='=HYPERLINK("x")')
    assert table(group)[0]["title"] == '\'=HYPERLINK("x")'


def test_another_community_is_not_on_it(group):
    made(title="Far away")
    assert "Far away" not in page(group).text
    assert Client().get("/record/no-such-place/").status_code == 404


def test_a_final_decision_is_the_same_one_by_one_and_all_at_once(group):
    decisions = [made(group, title=f"Decision {number}").decision for number in range(4)]
    by = made(group).facilitator
    links = [
        (decisions[0], decisions[1]),
        (decisions[1], decisions[2]),
        (decisions[3], None),
    ]
    for of, other in links:
        if other is not None:
            Decision.objects.filter(pk=other.pk).update(ratifies=of)
        else:
            draft_decision(group, title="Not yet", method="majority", by=by, ratifies=of)
    for change in ({}, {"is_first_pass": True}, {"state": "reopened"}):
        Decision.objects.filter(pk=decisions[2].pk).update(is_first_pass=False, state="closed")
        Decision.objects.filter(pk=decisions[2].pk).update(**change)
        one_by_one = {row.pk for row in Decision.objects.of(group.community) if is_final(row)}
        assert {row.pk for row in finals(group.community)} == one_by_one


def test_the_number_of_queries_does_not_grow(group):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert page(group).status_code == 200
        return len(queries)

    def grow(number):
        evening = made(group, title=f"Decision {number}")
        happened(evening, after=0, words=f"Step {number}")
        services.set_aside(evening.decision, amount_cents=100, source="Grant", by=evening.facilitator)

    grow(0)
    one = asked()
    for number in range(1, 10):
        grow(number)
    assert asked() == one


@pytest.mark.parametrize(
    ("part", "whole", "says"), [(0, 0, None), (0, 3, 0), (1, 3, 33), (1, 8, 13), (2, 2, 100)]
)
def test_a_share_is_whole_percents_and_none_of_nothing(part, whole, says):
    assert percent(part, whole) == says


@given(st.lists(st.integers(min_value=0, max_value=10_000)))
def test_the_median_is_a_number_somebody_saw_with_half_on_each_side(days):
    middle = median(days)
    if not days:
        assert middle is None
        return
    assert middle in days
    assert 2 * sum(day < middle for day in days) <= len(days)
    assert 2 * sum(day > middle for day in days) <= len(days)
