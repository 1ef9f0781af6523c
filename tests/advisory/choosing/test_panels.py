"""A panel from its criteria to what is forgotten."""

import datetime
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from advisory.choosing import rules, services
from advisory.choosing.models import KEEP_DAYS, Panel, PanelCandidate, PanelScore
from advisory.choosing.selectors import missing, rows_of, seat_of
from advisory.decisions.models import Choice, Decision
from advisory.decisions.services import cast_vote, close_decision, open_decision, withdraw_decision
from community.core.errors import BadInput, NotAllowed, Refused
from tests.factories.audit import lines_about
from tests.factories.choosing import MEANINGS, prepared, score
from tests.factories.people import PersonFactory


@given(st.dictionaries(st.integers(1, 9), st.lists(st.integers(0, 40), max_size=5)), st.integers(2, 9))
def test_a_shortlist_leaves_out_nobody_with_as_many_points(totals, places):
    listed = rules.shortlist(totals, places=places)
    middles = {who: rules.middle(each) for who, each in totals.items() if each}
    assert set(listed) <= set(middles)
    assert len(listed) >= min(places, len(middles))
    left_out = [middles[who] for who in middles if who not in listed]
    assert all(middles[who] > most for who in listed for most in left_out)
    assert [middles[who] for who in listed] == sorted((middles[who] for who in listed), reverse=True)
    # With the last of equals taken away, fewer than the places would be left.
    if listed:
        last = middles[listed[-1]]
        assert sum(middles[who] > last for who in listed) < places


@pytest.mark.parametrize(
    ("numbers", "middle"), [([3], Fraction(3)), ([1, 4], Fraction(5, 2)), ([4, 0, 1], Fraction(1))]
)
def test_the_middle_is_exact(numbers, middle):
    assert rules.middle(numbers) == middle


def test_a_split_is_not_hidden_in_a_middle():
    assert rules.spread_of([0, 4, 0, 4]) == rules.Spread(0, Fraction(2), 4, is_split=True)
    assert rules.spread_of([2, 2, 2, 2]) == rules.Spread(2, Fraction(2), 2, is_split=False)
    assert not rules.is_split([0, 3, 3, 3, 3])
    assert rules.spread_of([]) is None


@pytest.mark.django_db
def test_nobody_sees_others_scores_before_giving_their_own():
    panel, _by, (ana, rosa, luz), (one, two, _three) = prepared()
    score(one, ana, 4, 2)
    score(two, rosa, 1, 1)
    services.declare_conflict(one, by=luz, why="My cousin.")

    def seen(person):
        rows = rows_of(panel, seat_of(panel, person) if person else None)
        return [row.own for row in rows], [row.total is not None for row in rows]

    assert seen(ana) == (["scored", "waits", "waits"], [True, False, False])
    assert seen(rosa) == (["waits", "scored", "waits"], [False, True, False])
    assert seen(luz) == (["conflict", "waits", "waits"], [False, False, False])
    assert seen(None) == (["", "", ""], [False, False, False])
    services.make_shortlist(panel, by=_by, why="It is late.")
    panel.refresh_from_db()
    assert seen(None)[1] == [True, True, False]


@pytest.mark.django_db
def test_scores_are_given_once_and_whole_by_those_who_sit_there():
    panel, _by, (ana, *_others), (one, *_more) = prepared()
    for points in ((4,), (4, 5), (-1, 2)):
        keys = list(panel.criteria.values_list("pk", flat=True))
        with pytest.raises(BadInput, match="from 0 to 4"):
            services.give_scores(one, by=ana, points=dict(zip(keys, points, strict=False)))
    score(one, ana, 0, 4)
    with pytest.raises(Refused, match="already"):
        score(one, ana, 1, 1)
    with pytest.raises(NotAllowed):
        score(one, PersonFactory(community=panel.group.community), 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        PanelScore.objects.filter(points=4).update(points=5)


@pytest.mark.django_db
def test_the_first_score_freezes_the_criteria():
    panel, by, (ana, *_others), (one, *_more) = prepared()
    extra = services.add_criterion(panel, by=by, name="Patience", weight=1, meanings=MEANINGS)
    services.remove_criterion(extra, by=by)
    score(one, ana, 2, 2)
    with pytest.raises(Refused, match="do not change"):
        services.add_criterion(panel, by=by, name="Patience", weight=1, meanings=MEANINGS)
    with pytest.raises(Refused, match="do not change"):
        services.remove_criterion(panel.criteria.first(), by=by)


@pytest.mark.django_db
def test_a_conflict_takes_scores_back_and_says_why():
    panel, _by, (ana, *_others), (one, *_more) = prepared()
    score(one, ana, 4, 4)
    with pytest.raises(BadInput):
        services.declare_conflict(one, by=ana, why=" ")
    conflict = services.declare_conflict(one, by=ana, why="We work together.")
    assert (conflict.why, one.sheets.count()) == ("We work together.", 0)
    assert missing(panel) == 8
    with pytest.raises(NotAllowed, match="too near"):
        score(one, ana, 4, 4)


@pytest.mark.django_db
def test_the_shortlist_is_by_the_middle_and_keeps_ties():
    panel, by, (ana, rosa, luz), stand = prepared(candidates=4)
    # Weights 2 and 1: totals of the three members, by candidate.
    given_points = {
        0: [(4, 4), (4, 3), (0, 0)],  # 12, 11, 0: middle 11
        1: [(2, 2), (2, 2), (2, 2)],  # 6
        2: [(3, 0), (1, 4), (2, 2)],  # 6
        3: [(1, 1), (1, 1), (4, 4)],  # 3, 3, 12: middle 3
    }
    for at, sheets in given_points.items():
        for person, points in zip((ana, rosa, luz), sheets, strict=True):
            score(stand[at], person, *points)
    services.make_shortlist(panel, by=by)
    listed = PanelCandidate.objects.filter(panel=panel, is_shortlisted=True)
    assert list(listed.values_list("place", flat=True)) == [1, 2, 3]
    [first, *_rest] = rows_of(panel, None)
    assert (first.total.lowest, first.total.middle, first.total.highest) == (0, 11, 12)
    assert first.criteria[0][1].is_split


@pytest.mark.django_db
def test_missing_sheets_need_a_reason():
    panel, by, (ana, *_others), (one, two, _three) = prepared()
    with pytest.raises(Refused, match="9 score sheets"):
        services.make_shortlist(panel, by=by)
    score(one, ana, 1, 1)
    with pytest.raises(Refused, match="Fewer than two"):
        services.make_shortlist(panel, by=by, why="It is late.")
    score(two, ana, 1, 1)
    services.make_shortlist(panel, by=by, why="It is late.")
    assert list(lines_about(panel))[-1].why == "It is late."


def to_the_vote(method="approval"):
    panel, by, people, stand = prepared()
    for at, candidate in enumerate(stand):
        for person in people:
            score(candidate, person, 4 - at, 2)
    services.make_shortlist(panel, by=by)
    decision = services.put_to_vote(panel, by=by, method=method)
    return panel, by, people, stand, decision


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "marks"), [("approval", [2]), ("irv", [[2], [1]])])
def test_the_group_chooses_from_the_shortlist(method, marks):
    panel, by, people, stand, decision = to_the_vote(method)
    assert list(decision.choices.values_list("title", flat=True)) == ["Stander 0", "Stander 1"]
    open_decision(decision, by=by)
    for person in people:
        cast_vote(decision, voter=person, channel="phone", marks=marks)
    close_decision(decision, by=by)
    panel.refresh_from_db()
    stand[1].refresh_from_db()
    assert (panel.state, stand[1].was_chosen) == (Panel.State.CHOSEN, True)


@pytest.mark.django_db
def test_a_vote_that_does_not_count_goes_back_to_the_shortlist():
    panel, by, _people, _stand, decision = to_the_vote()
    with pytest.raises(Refused, match="still stands"):
        services.vote_again(panel, by=by, why="A slip")
    open_decision(decision, by=by)
    close_decision(decision, by=by)
    panel.refresh_from_db()
    assert panel.state == Panel.State.SHORTLISTED
    again = services.put_to_vote(panel, by=by, method="irv")
    withdraw_decision(again, by=by, why="A slip")
    assert services.vote_again(panel, by=by, why="A slip").state == Panel.State.SHORTLISTED


@pytest.mark.django_db
def test_who_was_not_chosen_is_forgotten_in_time():
    panel, by, people, stand, decision = to_the_vote()
    services.forget_candidates(timezone.now())
    open_decision(decision, by=by)
    for person in people:
        cast_vote(decision, voter=person, channel="phone", marks=[1])
    close_decision(decision, by=by)
    almost = timezone.now() + datetime.timedelta(days=KEEP_DAYS - 1)
    assert services.forget_candidates(almost) == 0
    assert services.forget_candidates(almost + datetime.timedelta(days=2)) == 2
    assert services.forget_candidates(almost + datetime.timedelta(days=2)) == 0
    names = PanelCandidate.objects.filter(panel=panel).values_list("name", flat=True)
    assert list(names) == [stand[0].name, "", ""]
    assert list(Choice.objects.filter(decision=decision).values_list("title", flat=True)) == [
        "Stander 0",
        "Candidate 2",
    ]


@pytest.mark.django_db
def test_only_those_who_run_meetings_lead_it_and_a_stop_says_why():
    panel, by, (ana, *_others), _stand = prepared()
    for act in (
        lambda: services.make_shortlist(panel, by=ana, why="Now."),
        lambda: services.add_candidate(panel, by=ana, name="Me"),
        lambda: services.stop_panel(panel, by=ana, why="Now."),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(BadInput):
        services.stop_panel(panel, by=by, why="")
    assert services.stop_panel(panel, by=by, why="No money.").ended_at is not None
    assert Decision.objects.count() == 0
