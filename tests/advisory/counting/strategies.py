"""Profiles made up by hypothesis."""

from fractions import Fraction

from hypothesis import strategies as st

from advisory.counting.ballots import OVERVOTE, Ballot, Profile

LETTERS = "abcdef"


def candidates(least=1):
    return st.integers(least, len(LETTERS)).map(lambda number: tuple(LETTERS[:number]))


@st.composite
def ranked(draw, *, least=1, explicit=True, weights=True):
    """A ranked profile in which voters get everything wrong that they can."""
    who = draw(candidates(least))
    rank = st.frozensets(st.sampled_from(who), max_size=2)
    if explicit:
        rank = st.one_of(rank, st.just(OVERVOTE))
    ballot = st.builds(
        Ballot,
        ranks=st.lists(rank, max_size=5).map(tuple),
        weight=st.integers(1, 3) if weights else st.just(1),
    )
    return Profile(who, tuple(draw(st.lists(ballot, max_size=12))), kinds=frozenset({"ranks"}))


@st.composite
def budgets(draw, *, weights=True):
    """A budget with approvals or points, whole costs or fractions."""
    who = draw(candidates())
    one = st.sampled_from(who)
    marks = draw(
        st.sampled_from(
            [
                {"approvals": st.frozensets(one)},
                {"scores": st.dictionaries(one, st.integers(0, 4))},
            ]
        )
    )
    ballot = st.builds(Ballot, **marks, weight=st.integers(1, 3) if weights else st.just(1))
    parts = draw(st.sampled_from([1, 1, 2, 10]))
    cost = st.integers(1, 60).map(lambda part: part if parts == 1 else Fraction(part, parts))
    return Profile(
        who,
        tuple(draw(st.lists(ballot, min_size=1, max_size=9))),
        costs={project: draw(cost) for project in who},
        budget=draw(st.integers(0, 150)),
        kinds=frozenset(marks),
    )


RULES = st.fixed_dictionaries(
    {
        "overvote": st.sampled_from(["exhaust", "skip"]),
        "max_skipped": st.sampled_from([None, 0, 1, 2]),
        "duplicate": st.sampled_from(["exhaust", "skip"]),
    }
)
