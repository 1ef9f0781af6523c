"""When a family's word stands against the provider's."""

from hypothesis import given
from hypothesis import strategies as st

from referrals.caseload.rules import contradicts, nobody_called


@given(
    st.sampled_from(["", "called", "not_yet"]),
    st.one_of(st.none(), st.dates()),
    st.one_of(st.none(), st.dates()),
)
def test_a_contradiction_is_a_family_not_called_after_the_provider_says_so(answer, answered, stepped):
    says = {"answered_on": answered, "stepped_on": stepped}
    uncalled = answer == "not_yet" and answered is not None and not (stepped and stepped > answered)
    assert nobody_called(answer, **says) == uncalled
    assert contradicts(answer, **says) == (uncalled and stepped is not None)
