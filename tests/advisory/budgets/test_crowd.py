"""Many projects cost no more queries than one; several hands at once do a thing once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisory.budgets import services
from advisory.budgets.models import Idea, Round
from advisory.decisions.models import Decision
from community.core.errors import Refused
from tests.factories.budgets import begun, project
from tests.factories.crowd import at_once
from tests.factories.people import member, signed_in

MANY = 20


def asked_for(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["round", "rounds", "public_round", "public_rounds"])
def test_as_many_queries_for_many_projects_as_for_one(name):
    found, by = begun(budget_cents=10_000_00)
    browser = signed_in(by)
    arguments = {
        "round": [found.pk],
        "rounds": [],
        "public_round": [found.group.community.slug, found.key],
        "public_rounds": [found.group.community.slug],
    }[name]
    address = reverse(name, args=arguments)

    def more(number):
        project(found, f"Project {number}", 10, by=by)
        services.propose(found, words=f"Idea {number}", channel="page", proposer=member(found.group))
        begun(found.group, by=by, title=f"Round {number}")

    more(0)
    few = asked_for(browser, address)
    for number in range(1, MANY):
        more(number)
    assert asked_for(browser, address) == few


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_by_threads")
def test_a_round_goes_to_the_vote_once():
    found, by = begun()
    for title in ("Benches", "Trees"):
        project(found, title, 40, by=by)
    services.review_round(found, by=by)
    said = at_once([lambda: services.put_to_vote(found, by=by, method="greedy")] * 6)
    assert sum(isinstance(answer, Decision) for answer in said) == 1
    assert sum(isinstance(answer, Refused) for answer in said) == 5
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_by_threads")
def test_a_project_found_not_feasible_meanwhile_is_in_the_vote_or_out_of_it():
    found, by = begun()
    [*_others, late] = [project(found, title, 40, by=by) for title in ("Benches", "Trees", "Mural")]
    services.review_round(found, by=by)
    at_once(
        [
            lambda: services.put_to_vote(found, by=by, method="greedy"),
            lambda: services.find_not_feasible(late, by=by, why="No room"),
        ]
        * 3
    )
    voted = set(Decision.objects.get().choices.values_list("title", flat=True))
    late.refresh_from_db()
    assert (late.title in voted) == (late.state == "feasible") == (late.choice_id is not None)
    assert Round.objects.get().state == "vote"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_by_threads")
def test_an_idea_is_merged_or_turned_down_and_not_both():
    found, by = begun()
    benches = project(found, "Benches", 40, by=by)
    idea = services.propose(found, words="More benches", channel="page", proposer=member(found.group))[0]
    said = at_once(
        [
            lambda: services.merge_idea(idea, by=by, project=benches),
            lambda: services.turn_down_idea(idea, by=by, why="There is one"),
        ]
        * 3
    )
    assert sum(not isinstance(answer, Refused) for answer in said) == 1
    idea = Idea.objects.get()
    assert (idea.project is None) == (idea.state != "merged")


@pytest.mark.django_db
def test_a_project_is_opened_again_with_what_it_costs():
    found, by = begun()
    benches = project(found, "Benches", 40, by=by, feasible=False)
    shown = signed_in(by).get(reverse("project", args=[benches.pk])).text
    assert 'value="40"' in shown
