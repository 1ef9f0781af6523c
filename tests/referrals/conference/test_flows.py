"""By-name counts reconcile, whatever is written late or put right: against sets of names, day by day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from referrals.conference.flows import flow_of, is_active

DAY = timedelta(days=1)
START = date(2026, 11, 1)
SINCE, UNTIL = START + 10 * DAY, START + 17 * DAY
SAID_AT = datetime.combine(SINCE, time(12), tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    pk: int
    number: int
    turn: str
    state: str
    happened_on: date
    recorded_at: datetime
    replaces_id: int | None = None


@st.composite
def lives(draw):
    """One referral: opened, closed and opened again some times, written down the same day or later; the last
    line may be taken back."""
    lines, day, written, is_open = [], START + draw(st.integers(0, 17)) * DAY, 0, True
    for number in range(1, draw(st.integers(1, 5)) + 1):
        late = draw(st.sampled_from([0, 0, 0, 1, 5]))
        written = max(written, (day - START).days + late)
        turn = "taken" if number == 1 or not is_open else "reopened"
        state = "contacted" if is_open else "closed"
        at = datetime.combine(START + written * DAY, time(draw(st.sampled_from([9, 15]))), tzinfo=UTC)
        at = max([at, *(line.recorded_at for line in lines)])
        lines.append(Line(number, number, turn, state, day, at))
        is_open, day = not is_open, day + draw(st.integers(0, 6)) * DAY
    if draw(st.booleans()):
        last = lines[-1]
        written += draw(st.integers(0, 5))
        at = datetime.combine(START + min(written, 17) * DAY, time(16), tzinfo=UTC)
        at = max([at, *(line.recorded_at for line in lines)])
        number = len(lines) + 1
        if len(lines) > 1 and draw(st.booleans()):
            lines.append(Line(number, number, "undone", last.state, last.happened_on, at, last.pk))
    return [line for line in lines if line.happened_on <= line.recorded_at.date() <= UNTIL]


def naive(lines, on, known_at):
    """Tell the story in order to a child: open or closed at the end of the day?"""
    gone = {line.replaces_id for line in lines if line.recorded_at <= known_at}
    is_open = False
    for line in lines:
        if line.recorded_at <= known_at and line.happened_on <= on and line.turn != "undone":
            is_open = is_open if line.pk in gone else line.state != "closed"
    return is_open


@given(st.lists(lives(), max_size=12))
def test_active_today_is_active_before_plus_in_minus_out(referrals):
    end = datetime.combine(UNTIL, time(23), tzinfo=UTC)
    flows = {
        name: flow_of(lines, since=SINCE, said_at=SAID_AT, until=UNTIL)
        for name, lines in enumerate(referrals)
    }
    said = {name for name, lines in enumerate(referrals) if naive(lines, SINCE, SAID_AT)}
    before = {name for name, lines in enumerate(referrals) if naive(lines, SINCE, end)}
    after = {name for name, lines in enumerate(referrals) if naive(lines, UNTIL, end)}
    assert {name for name, flow in flows.items() if flow.said} == said
    assert {name for name, flow in flows.items() if flow.before} == before
    assert {name for name, flow in flows.items() if flow.after} == after
    assert {name for name, flow in flows.items() if flow.is_added} == before - said
    assert {name for name, flow in flows.items() if flow.is_gone} == said - before
    came = sum(flow.inflow for flow in flows.values())
    went = sum(flow.outflow for flow in flows.values())
    assert len(after) == len(before) + came - went


@given(lives())
def test_what_was_written_before_is_as_it_was_said(lines):
    """So only what was written since has to be read."""
    old = [line for line in lines if line.recorded_at <= SAID_AT]
    if old == lines and lines:
        flow = flow_of(lines, since=SINCE, said_at=SAID_AT, until=UNTIL)
        assert flow.said == flow.before == flow.after == is_active(lines, UNTIL)
        assert flow.inflow == flow.outflow == 0
