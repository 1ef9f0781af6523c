"""On which day a family is to be called."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from referrals.caseload.rules import LastTry, call_on

DAYS = st.dates(min_value=datetime.date(2026, 1, 1), max_value=datetime.date(2026, 3, 1))
A_DAY = datetime.timedelta(days=1)


@st.composite
def tries(draw):
    day = draw(DAYS)
    following = draw(st.none() | st.integers(0, 40).map(lambda days: day + days * A_DAY))
    return LastTry(day, "no_more" if following is None else "no_answer", following)


@given(DAYS, st.none() | DAYS, st.none() | tries(), st.none() | DAYS)
def test_at_once_in_need_else_as_agreed_but_before_a_clock_runs_out(opened, due, last, worried):
    day = call_on(opened_on=opened, due_on=due, last=last, worried_on=worried)
    if worried:
        assert day == worried
    elif last is None:
        assert day == opened
    elif last.next_on is None:
        assert day is None
    else:
        assert day <= last.next_on
        soon = due is not None and due - 7 * A_DAY < last.next_on
        assert (day < last.next_on) <= soon
        assert day == last.next_on or day in (last.happened_on + A_DAY, due - 7 * A_DAY)
        assert day > last.happened_on or day == last.next_on
