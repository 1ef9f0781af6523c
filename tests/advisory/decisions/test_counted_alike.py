"""A vote of yes and no comes out alike here and in the counting room, which counts its published file."""

from hypothesis import example, given
from hypothesis import strategies as st

from advisory.counting.ballots import Profile, ranking
from advisory.counting.consent import CONSENT, OBJECT
from advisory.counting.methods import METHODS
from advisory.decisions.rules import tally

NAMES = {
    "majority": ("yes", "no"),
    "two_thirds": ("yes", "no"),
    "consent": (CONSENT, OBJECT),
}
VOTERS = st.integers(0, 40)


@given(method=st.sampled_from(sorted(NAMES)), yes=VOTERS, no=VOTERS, abstain=VOTERS)
@example(method="two_thirds", yes=2, no=1, abstain=0)
@example(method="two_thirds", yes=5, no=3, abstain=0)
@example(method="majority", yes=1, no=1, abstain=0)
@example(method="consent", yes=0, no=0, abstain=1)
def test_what_passes_here_wins_there(method, yes, no, abstain):
    agree, object_ = NAMES[method]
    sent = [ranking(one, weight=number) for one, number in ((agree, yes), (object_, no)) if number]
    there = METHODS[method.replace("_", "-")].count(Profile((agree, object_), tuple(sent)))
    everybody = yes + no + abstain
    here = tally(
        {"yes": yes, "no": no, "abstain": abstain},
        entitled=max(everybody, 1),
        present=everybody,
        quorum_percent=1,
        method=method,
    )
    assert here.passed == (there.winners == [agree])
    assert (here.yes, here.no) == (there.rounds[-1].counts[agree], there.rounds[-1].counts[object_])
