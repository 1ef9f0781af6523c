"""Whoever votes first, and however often they change their mind: the result is that of their last ballots.

Of a secret vote it is that of the first ones.
"""

from typing import Any

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from advisory.decisions import services
from advisory.decisions.models import Decision
from advisory.decisions.services import NewChoice
from community.core.errors import Refused
from tests.factories.decisions import opened

VOTERS, CHOICES, TOP = 4, 3, 4
DAYS = [NewChoice("Saturday"), NewChoice("Sunday"), NewChoice("Friday evening")]
PROJECTS = [NewChoice("Benches", 300_00), NewChoice("Trees", 200_00), NewChoice("Mural", 500_00)]
CHOOSES: dict[str, Any] = {"choices": DAYS}
POINTED: dict[str, Any] = {"choices": DAYS, "top_mark": TOP}
PAYS: dict[str, Any] = {"choices": PROJECTS, "budget_cents": 600_00}
NEEDS: dict[str, dict[str, Any]] = {
    **{method: {} for method in ("consent", "majority", "two_thirds")},
    **{"approval": CHOOSES, "irv": CHOOSES, "score": POINTED, "dots": POINTED},
    **{"equal_shares": PAYS, "greedy": PAYS},
}
PLACES = st.lists(st.integers(1, CHOICES), unique=True, max_size=CHOICES)
POINTS = st.lists(
    st.tuples(st.integers(1, CHOICES), st.integers(0, TOP // CHOICES)), unique_by=lambda pair: pair[0]
)


def ballots(method: str) -> st.SearchStrategy[dict[str, Any]]:
    """Anything that a voter may send."""
    if method in Decision.YES_OR_NO:
        return st.sampled_from(["yes", "no", "abstain"]).map(lambda option: {"option": option})
    marks: st.SearchStrategy[Any] = PLACES
    if method == "irv":
        marks = PLACES.map(lambda places: [[place] for place in places])
    if method in Decision.POINTS:
        marks = POINTS.map(lambda pairs: [list(pair) for pair in pairs])
    return st.one_of(marks.map(lambda found: {"marks": found}), st.just({"option": "abstain"}))


def casts(method: str) -> st.SearchStrategy[list[tuple[int, dict[str, Any]]]]:
    """Who of the voters sends which ballot, one after the other."""
    return st.lists(st.tuples(st.integers(0, VOTERS - 1), ballots(method)), max_size=3 * VOTERS)


class AnyOrder(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.asked = {
            (method, is_secret): opened(VOTERS, method=method, is_secret=is_secret, **needs)
            for method, needs in NEEDS.items()
            for is_secret in (False, True)
        }

    def result_of(self, case, sent):
        """What the vote comes to when ``sent`` is cast in this order; undone afterwards."""
        decision, facilitator, board = self.asked[case]
        with transaction.atomic():
            for voter, ballot in sent:
                try:
                    services.cast_vote(decision, voter=board[voter], channel="phone", **ballot)
                except Refused:
                    assert decision.is_secret, "only a secret ballot is refused, when it is the second"
            fresh = Decision.objects.select_related("group__community", "meeting").get(pk=decision.pk)
            result = services.close_decision(fresh, by=facilitator)
            transaction.set_rollback(True)
        kept = ("entitled", "present", "cast", "yes", "no", "abstain", "passed", "winners", "count")
        return {name: getattr(result, name) for name in kept}

    @settings(max_examples=60)
    @given(st.data())
    def test_only_the_ballot_that_counts_makes_a_difference(self, data):
        method = data.draw(st.sampled_from(sorted(NEEDS)))
        is_secret = data.draw(st.booleans())
        sent = data.draw(casts(method))
        # Of several ballots of one voter the last in a dict stays, so a secret vote is read backwards.
        counted = dict(reversed(sent) if is_secret else sent)
        in_another_order = data.draw(st.permutations(sorted(counted.items(), key=lambda pair: pair[0])))
        case = (method, is_secret)
        assert self.result_of(case, sent) == self.result_of(case, in_another_order)
