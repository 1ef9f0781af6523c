"""Many candidates cost no more queries than one; scores given at once are all kept, each once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisory.choosing import services
from advisory.choosing.models import PanelScore
from advisory.decisions.models import Decision
from community.core.errors import Refused
from tests.factories.choosing import prepared, score
from tests.factories.crowd import at_once
from tests.factories.people import signed_in


def asked_for(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["lead", "scorer"])
def test_as_many_queries_for_many_candidates_as_for_few(who):
    few, many = [], []
    for candidates, counts in ((2, few), (20, many)):
        panel, by, scorers, stand = prepared(candidates=candidates)
        for candidate in stand:
            for person in scorers:
                score(candidate, person, 3, 4)
        browser = signed_in(by if who == "lead" else scorers[0])
        pages = [reverse("panels"), reverse("panel", args=[panel.pk])]
        if who == "scorer":
            pages.append(reverse("candidate", args=[stand[0].pk]))
        counts.extend(asked_for(browser, page) for page in pages)
    assert few == many


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_by_threads")
def test_scores_given_at_once_are_kept_once_each():
    panel, _by, scorers, stand = prepared(candidates=2)
    acts = [
        lambda one=one, person=person, points=points: score(one, person, points, 4)
        for one in stand
        for person in scorers
        for points in (1, 3)
    ]
    at_once(acts)
    kept = PanelScore.objects.filter(sheet__candidate__panel=panel)
    assert kept.count() == len(stand) * len(scorers) * 2
    firsts = kept.filter(criterion=panel.criteria.order_by("pk").first()).values_list("points", flat=True)
    assert set(firsts) <= {1, 3}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_by_threads")
def test_who_declares_a_conflict_while_scoring_has_no_score_left():
    _panel, _by, [person, *_others], [candidate, *_rest] = prepared()
    at_once(
        [
            lambda: score(candidate, person, 3, 4),
            lambda: services.declare_conflict(candidate, by=person, why="My cousin"),
        ]
        * 3
    )
    assert candidate.conflicts.filter(seat__person=person).exists()
    assert not PanelScore.objects.filter(sheet__candidate=candidate, sheet__seat__person=person).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_by_threads")
def test_a_shortlist_goes_to_the_vote_once():
    panel, by, scorers, stand = prepared()
    for candidate in stand:
        for person in scorers:
            score(candidate, person, 3, 4)
    services.make_shortlist(panel, by=by)
    said = at_once([lambda: services.put_to_vote(panel, by=by, method="irv")] * 6)
    assert sum(isinstance(answer, Refused) for answer in said) == 5
    assert Decision.objects.count() == 1
