"""When a family's word stands against the provider's."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from referrals.family.rules import contradicts, nobody_called

DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 1, 9))


@given(st.sampled_from(["", "called", "not_yet"]), st.none() | DAYS, st.none() | DAYS, st.booleans())
def test_a_contradiction_is_a_family_not_called_after_the_provider_says_so(answer, answered, stepped, since):
    says = {"answered_on": answered, "stepped_on": stepped, "noted_since": since}
    settled = bool(stepped and answered and (stepped, since) > (answered, False))
    uncalled = answer == "not_yet" and answered is not None and not settled
    assert nobody_called(answer, **says) == uncalled
    assert contradicts(answer, **says) == (uncalled and stepped is not None)
