"""Commands, digits and hours, without a database."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from community.messaging import rules
from community.messaging.rules import Command, command_in, number_in
from tests.factories.messaging import shared_data

KNOWN = shared_data("opt_out_and_rules.json")
STOPS = [
    *KNOWN["twilio_default_opt_out"],
    *KNOWN["fcc_per_se_revocation_words"],
    *("opt-out", "no más", "ALTO", "PARE", "BASTA", "CANCELAR", "SISPANN", "RETE", "KANPE"),
]
HELPS = [*KNOWN["help"], "AYUDA", "ED"]
STARTS = ["START", "UNSTOP", "INICIAR", "EMPEZAR", "KOMANSE"]
ACCENTS = st.sampled_from(["\u0301", "\u0300", "\u0303", ""])


@st.composite
def as_typed(draw, words):
    """One of ``words`` in any case, with any accents, spaces and punctuation around."""
    word = "".join(
        (char.upper() if draw(st.booleans()) else char.lower()) + (draw(ACCENTS) if char.isalpha() else "")
        for char in draw(st.sampled_from(words))
    )
    around = st.text(alphabet=" .!¡,\n", max_size=3)
    return draw(around) + word + draw(around)


@given(body=as_typed(STOPS), stopped=st.booleans())
def test_every_stop_is_caught_in_any_case_and_accents(body, stopped):
    assert command_in(body, stopped=stopped) is Command.STOP


@given(body=as_typed(HELPS))
def test_every_help_is_caught(body):
    assert command_in(body, stopped=False) is Command.HELP


@given(body=as_typed(STARTS))
def test_every_start_is_caught(body):
    assert command_in(body, stopped=True) is Command.START


def test_yes_opts_in_only_a_phone_that_has_said_stop():
    assert command_in("Yes!", stopped=True) is Command.START
    assert command_in("Yes!", stopped=False) is None


@pytest.mark.parametrize("body", ["please stop by", "I'll be there at the end", "help me move", "1", ""])
def test_a_sentence_with_such_a_word_is_no_command(body):
    assert command_in(body, stopped=False) is None


@pytest.mark.parametrize(
    ("body", "number"),
    [
        *[("1", 1), (" 2 ", 2), ("3.", 3), ("4)", 4), ("1️⃣", 1), ("٣", 3), ("２", 2), ("12", 12), ("(1)", 1)],
        *[
            ("", None),
            ("one", None),
            ("1 yes", None),
            ("1 3", None),
            ("1,3", None),
            ("1\n2", None),
            (".", None),
            ("1234567", None),
            ("½", None),
            ("-1", None),
            ("😜", None),
        ],
    ],
)
def test_a_number_is_all_of_the_text_or_it_is_none(body, number):
    assert number_in(body) == number


@given(body=st.text())
def test_any_text_is_cleaned_and_read_without_a_crash(body):
    kept = rules.clean(body)
    assert "\x00" not in kept
    kept.encode()
    assert rules.clean(kept) == kept
    number = number_in(kept)
    assert number is None or 0 <= number <= 9999
    command_in(kept, stopped=False)


@given(taken=st.sets(st.integers(1, 40)), length=st.integers(1, 8))
def test_a_free_run_is_free_and_the_lowest(taken, length):
    run = rules.free_run(taken, length)
    assert len(run) == length

    def fits(start):
        return not any(n in taken or n in rules.KEPT_NUMBERS for n in range(start, start + length))

    assert fits(run[0])
    assert not any(fits(start) for start in range(1, run[0]))


ZONES = st.sampled_from(
    [
        "America/New_York",
        "America/Port-au-Prince",
        "America/Phoenix",
        "Pacific/Apia",
        "Australia/Lord_Howe",
        "UTC",
    ]
).map(ZoneInfo)
MOMENTS = st.integers(1_300_000_000, 2_200_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(now=MOMENTS, zone=ZONES, hours=st.tuples(st.times(), st.times()))
def test_a_text_leaves_now_or_at_the_first_moment_of_the_texting_hours(now, zone, hours):
    opens, closes = min(hours), max(hours)
    assume(datetime.combine(now, closes) - datetime.combine(now, opens) > timedelta(minutes=5))
    moment = rules.next_moment_to_text(now, zone, opens, closes)
    assert moment >= now
    assert opens <= moment.astimezone(zone).time() < closes
    step = max((moment - now) / 50, timedelta(minutes=1))
    tried = now
    while tried < moment - timedelta(seconds=1):
        assert not opens <= tried.astimezone(zone).time() < closes, "it could have left earlier"
        tried += step


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2026-11-01T04:00+00:00", "2026-11-01T13:00+00:00"),  # the night the clocks go back: 8 am is EST
        ("2026-03-08T04:00+00:00", "2026-03-08T12:00+00:00"),  # the night they go forward: 8 am is EDT
        ("2026-11-24T01:59+00:00", "2026-11-24T01:59+00:00"),  # 8:59 pm
        ("2026-11-24T02:00+00:00", "2026-11-24T13:00+00:00"),  # 9 pm: not any more
    ],
)
def test_new_york_from_eight_to_nine(now, leaves):
    moment = rules.next_moment_to_text(
        datetime.fromisoformat(now), ZoneInfo("America/New_York"), time(8), time(21)
    )
    assert moment == datetime.fromisoformat(leaves)


def test_a_wait_has_an_end_however_often_it_was_doubled():
    """After a day of Twilio's absence, and after weeks of a shut account."""
    assert rules.wait_after(50, None) == rules.wait_after(1000, 20003)
    assert rules.wait_after(50, None) > rules.LONGEST_WAIT
