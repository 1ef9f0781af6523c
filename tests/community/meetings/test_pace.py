"""The clock of an item, the length of the agenda, and a moment to breathe."""

import datetime

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.core.errors import Refused
from community.core.registry import Audience
from community.live.panels import snapshot
from community.meetings import services
from community.meetings.models import AgendaItem, Meeting
from community.meetings.selectors import agenda_ends, mark_of, minutes_over
from tests.factories.meetings import EIGHT, SIX, THE_WEEK_BEFORE, evening

pytestmark = pytest.mark.django_db
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def at_six():
    with time_machine.travel(THE_WEEK_BEFORE, tick=False) as now:
        meeting, _facilitator, _board = evening(1, starts_at=SIX, ends_at=EIGHT)
        for title, minutes in (("Welcome", 10), ("Library", 30), ("Parks", 90)):
            services.add_agenda_item(meeting, title=title, minutes=minutes, by=None)
        now.move_to(SIX)
        services.next_item(meeting, seen=None, by=None)
        yield fresh(meeting), now


def fresh(meeting):
    return Meeting.objects.select_related("group__community", "current_item", "board").get(pk=meeting.pk)


def turn(meeting):
    return services.turn_clock(meeting, seen=mark_of(fresh(meeting)), by=None)


def agenda(meeting, role="facilitator"):
    return snapshot(fresh(meeting).board, Audience(role, "en"))["panels"]["agenda"]


def test_the_clock_books_whole_seconds_run_by_run(at_six):
    meeting, now = at_six
    assert turn(meeting)
    assert "until 6:10 pm" in agenda(meeting, "projector")
    assert f'data-ends="{(SIX + 600 * SECOND).isoformat()}"' in agenda(meeting)
    now.shift(90.6)
    assert not turn(meeting)
    assert "9 minutes left" in agenda(meeting)
    assert turn(meeting)
    now.shift(600)
    services.next_item(meeting, seen=meeting.current_item_id, by=None)
    first = AgendaItem.objects.get(position=1)
    assert (first.spent_seconds, first.state) == (690, "done")
    assert fresh(meeting).timer_since is None


def test_a_press_that_is_sent_twice_or_late_counts_once(at_six):
    meeting, now = at_six
    seen = mark_of(meeting)
    assert services.turn_clock(meeting, seen=seen, by=None)
    assert services.turn_clock(meeting, seen=seen, by=None), "still running"
    running = mark_of(fresh(meeting))
    now.shift(60)
    assert not services.turn_clock(meeting, seen=running, by=None)
    turn(meeting)
    now.shift(60)
    assert services.turn_clock(meeting, seen=running, by=None), "an old stop stops no newer run"
    assert AgendaItem.objects.get(position=1).spent_seconds == 60


def test_time_over_is_said_in_words(at_six):
    meeting, now = at_six
    turn(meeting)
    now.shift(11 * 60)
    turn(meeting)
    assert "1 minute over" in agenda(meeting)


def test_the_length_of_the_agenda_follows_from_what_is_stored(at_six):
    meeting, now = at_six
    items = list(meeting.agenda.all())
    assert agenda_ends(meeting, items) == EIGHT + datetime.timedelta(minutes=10)
    assert minutes_over(meeting, EIGHT + datetime.timedelta(minutes=10)) == 10
    before = agenda(meeting)
    assert "The agenda runs 10 minutes over." in before
    now.shift(3600)
    assert agenda(meeting) == before, "what is drawn does not hang on the hour"
    services.defer_item(meeting.agenda.get(title="Library"), by=None)
    assert "The agenda ends at 7:40 pm." in agenda(meeting)


def test_without_an_item_there_is_no_clock():
    meeting, _facilitator, _board = evening(1)
    with pytest.raises(Refused, match="Choose an item"):
        services.turn_clock(meeting, seen="", by=None)


def test_the_screen_breathes_and_goes_on():
    meeting, facilitator, _board = evening(1)
    before = fresh(meeting).board.version
    for on in (True, True, False):
        services.breathe(meeting, on=on, by=facilitator)
        panel = snapshot(fresh(meeting).board, Audience("projector", "en"))["panels"]["breathe"]
        assert ('class="breathe"' in panel) == on
    assert fresh(meeting).board.version == before + 2, "pressed twice it rings once"


def park(meeting, kind):
    author = meeting.group.memberships.first().person
    services.write_note(meeting, body="Bus stop", kind=kind, by=author, members_only=kind == "note")


def settle(meeting):
    note = meeting.notes.filter(kind="parked").first()
    if note:
        services.carry_parked(note, by=meeting.group.memberships.first().person)


PRESSES = {
    "clock": turn,
    "next": lambda meeting: services.next_item(meeting, seen=meeting.current_item_id, by=None),
    "defer": lambda meeting: services.defer_item(meeting.agenda.last(), by=None),
    "breathe": lambda meeting: services.breathe(meeting, on=not meeting.breathing, by=None),
    "park": lambda meeting: park(meeting, "parked"),
    "note": lambda meeting: park(meeting, "note"),
    "settle": settle,
    "step": lambda meeting: services.add_action_item(meeting, title="Call", by=None),
    "close": lambda meeting: services.close_meeting(meeting, by=None),
}
ALL = [Audience(role, "en") for role in ("facilitator", "projector", "member", "colleague", "guest")]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(PRESSES)), min_size=1, max_size=8))
def test_whatever_is_pressed_what_was_pushed_is_what_is_there(presses):
    meeting, _facilitator, _board = evening(1)
    for title in ("Welcome", "Library"):
        services.add_agenda_item(meeting, title=title, minutes=5, by=None)
    pushed = {audience: snapshot(fresh(meeting).board, audience) for audience in ALL}
    for press in presses:
        try:
            PRESSES[press](fresh(meeting))
        except Refused:
            continue
        board = fresh(meeting).board
        for audience in ALL:
            # A page hears of a change only by the board's version.
            if board.version != pushed[audience]["version"]:
                pushed[audience] = snapshot(board, audience)
    for audience in ALL:
        assert snapshot(fresh(meeting).board, audience)["panels"] == pushed[audience]["panels"]
