"""What is shown of the answers, where, and to whom."""

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from community.core.registry import Audience
from community.meetings.services import add_agenda_item, open_meeting, show_item
from community.models import AgendaItem, Meeting
from community.reality.panels import openings, own_sheet, reality, section
from community.reality.rules import Counted, Results, average_of, is_split, one_decimal, two_lowest
from community.reality.selectors import questions_of
from community.reality.services import answer, close_check, open_with_meeting, say_what_changed
from tests.factories.meetings import planned
from tests.factories.people import member
from tests.factories.reality import TWO, checked, come

SHEETS = st.lists(st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=4, max_size=4), max_size=40)


@given(SHEETS)
def test_any_sheets_are_counted_like_by_hand(sheets):
    columns = [[sheet[place] for sheet in sheets if sheet[place]] for place in range(4)]
    counted = [tuple(column.count(score) for score in range(1, 6)) for column in columns]
    for column, counts in zip(columns, counted, strict=True):
        assert average_of(counts) == (Fraction(sum(column), len(column)) if column else None)
        lows, highs = sum(score < 3 for score in column), sum(score > 3 for score in column)
        assert is_split(counts) == (bool(lows and highs) and 4 * min(lows, highs) >= len(column))
    order = sorted(
        (place for place in range(4) if len(columns[place]) >= 3),
        key=lambda place: (
            Fraction(sum(columns[place]), len(columns[place])),
            -sum(score < 3 for score in columns[place]),
            place,
        ),
    )
    assert two_lowest(counted) == order[:2]


@pytest.mark.parametrize(
    ("number", "shown"), [((13, 4), "3.3"), ((10, 3), "3.3"), ((5, 1), "5.0"), ((59, 20), "3.0")]
)
def test_an_average_is_shown_to_one_decimal(number, shown):
    assert one_decimal(Fraction(*number)) == shown


def test_a_split_is_not_hidden_in_an_average():
    split, calm = (10, 0, 0, 0, 10), (0, 0, 20, 0, 0)
    assert average_of(split) == average_of(calm) == 3
    assert (is_split(split), is_split(calm)) == (True, False)
    assert not is_split((9, 0, 0, 0, 1))


def test_of_equals_the_one_with_more_low_answers_comes_first():
    assert two_lowest([(0, 0, 4, 0, 0), (2, 0, 0, 0, 2), (0, 0, 4, 0, 0)]) == [1, 0]
    assert two_lowest([(2, 0, 0, 0, 0), (0, 0, 0, 3, 0)]) == [1]
    assert Results(None, [Counted(None, (2, 0, 0, 0, 0))]).is_shown is False


def answered(members, *, scores=((1, 5), (5, 4), (5, 4), (1, 4))):
    """A closed check whose members answered ``scores``, in turn."""
    check, luis, board = checked(members, questions=TWO, number=30)
    keys = [question.pk for question in questions_of(check)]
    for place, person in enumerate(board):
        answer(check, person, dict(zip(keys, scores[place % 4], strict=True)), channel="page")
    Meeting.objects.filter(pk=check.meeting_id).update(state="closed")
    return close_check(check, by=luis), luis, board


def tonight(check):
    meeting = planned(check.meeting.group, starts_at=check.meeting.starts_at.replace(year=2031), number=31)
    return open_meeting(meeting, by=None)


@pytest.mark.django_db
def test_the_two_lowest_lead_the_next_agenda_with_what_changed():
    check, luis, _board = answered(4)
    say_what_changed(check, " Questions come first. ", by=luis)
    [opening] = openings(planned(check.meeting.group, starts_at=check.meeting.ends_at, number=31))
    assert (opening.kind, opening.notes.splitlines()) == (
        "reality_check",
        [
            "3.0 of 5: I could ask questions. The group is split: 2 said 1 or 2, and 2 said 4 or 5.",
            "4.3 of 5: We know what is next.",
            "What we changed: Questions come first.",
        ],
    )
    assert list(openings(check.meeting)) == []


@pytest.mark.django_db
def test_nothing_is_shown_below_three_sheets_nor_before_the_end():
    check, luis, _board = answered(2)
    assert "no numbers are shown" in section(check.meeting, luis)
    assert "3.0" not in section(check.meeting, luis)
    again, luis, board = checked(3, number=40)
    keys = [question.pk for question in questions_of(again)]
    for person in board:
        answer(again, person, dict.fromkeys(keys, 5), channel="page")
    assert "5.0" not in section(again.meeting, luis)
    close_check(again, by=luis)
    assert "5.0" in section(again.meeting, luis)


@pytest.mark.django_db
def test_the_board_shows_it_to_those_who_may_see_it():
    check, _luis, _board = answered(4)
    meeting = tonight(check)

    def seen(role):
        return "4.3 of 5" in reality(meeting.board_id, Audience(role, "en"))

    roles = ["facilitator", "member", "colleague", "guest", "projector"]
    assert [seen(role) for role in roles] == [True, True, True, False, False]
    item = add_agenda_item(meeting, title="Last time", kind="reality_check", by=None)
    show_item(meeting, item, by=None)
    assert [seen(role) for role in roles] == [True] * 5
    AgendaItem.objects.update(closed_to_guests=True)
    assert [seen(role) for role in roles] == [True, True, True, False, True]


@pytest.mark.django_db
def test_the_own_sheet_is_for_those_who_were_there():
    check, _luis, [rosa, *_rest] = checked()
    board_id = check.meeting.board_id
    assert "Nobody can see who gave which answer" in own_sheet(rosa, board_id)
    assert own_sheet(member(check.meeting.group), board_id) == ""
    first, second = [question.pk for question in questions_of(check)]
    answer(check, rosa, {first: 3}, channel="page")
    assert f'name="q{first}"' not in own_sheet(rosa, board_id)
    assert f'name="q{second}"' in own_sheet(rosa, board_id)


@pytest.mark.django_db
def test_it_opens_by_itself_with_the_closing_and_asks_latecomers():
    check, _luis, _board = checked()
    late = member(check.meeting.group, display_name="Wideline")
    come(check.meeting, [late])
    open_with_meeting(check.meeting, None)
    assert check.sheets.count() == 4
    meeting = planned(check.meeting.group, number=41)
    open_meeting(meeting, by=None)
    open_with_meeting(meeting, None)
    assert meeting.reality_check.question_set == check.question_set


@pytest.mark.django_db
def test_pages_and_panels_ask_the_same_of_1_and_of_60_sheets():
    def asked(members):
        check, luis, board = answered(members)
        meeting = tonight(check)
        found = []
        for show in (
            lambda: section(check.meeting, luis),
            lambda: reality(meeting.board_id, Audience("member", "en")),
            lambda: own_sheet(board[0], check.meeting.board_id),
        ):
            with CaptureQueriesContext(connection) as queries:
                show()
            found.append(len(queries))
        return found

    assert asked(1) == asked(60)
