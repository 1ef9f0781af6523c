"""Who may take back and correct a stipend, write down work, choose how somebody is paid, and set a rate."""

import datetime

import pytest

from advisory.ledger.models import LedgerEntry
from advisory.payments.services import mark_paid
from advisory.stipends.models import PayWish, Rate, Stipend, Work
from advisory.stipends.services import (
    Done,
    approve_stipend,
    correct_work,
    enter_work,
    reverse_stipend,
    set_rate,
    wish_for,
)
from community.core.errors import BadInput, Refused
from community.models import Membership
from tests.advisory.stipends.test_hands import outcome_of, somebody
from tests.factories.people import SINCE
from tests.factories.stipends import closed_evening, rate_for

pytestmark = pytest.mark.django_db

# What somebody did outside of a meeting, by state; "by Ana" was written down by the coordinator Ana.
STATES = ("owed", "by Ana", "approved", "paid", "reversed")
TABLE = {
    "approve": {
        "the member": "403 403 403 403 403",
        "another member": "403 403 403 403 403",
        "Ana": "yes 403 409 409 409",
        "another coordinator": "yes yes 409 409 409",
        "Joan": "403 403 403 403 403",
        "both posts": "yes yes 409 409 409",
        "the member as coordinator": "403 403 403 403 403",
        "facilitator": "403 403 403 403 403",
        "coordinator elsewhere": "403 403 403 403 403",
    },
    "reverse": {
        "the member": "403 403 403 403 403",
        "another member": "403 403 403 403 403",
        "Ana": "yes yes yes 409 409",
        "another coordinator": "yes yes yes 409 409",
        "Joan": "yes yes yes 409 409",
        "both posts": "yes yes yes 409 409",
        "the member as coordinator": "403 403 403 403 403",
        "the member as finance": "403 403 403 403 403",
        "facilitator": "403 403 403 403 403",
        "coordinator elsewhere": "403 403 403 403 403",
        "finance elsewhere": "403 403 403 403 403",
    },
}
TABLE["correct"] = TABLE["reverse"]
CASES = [
    (verb, who, state, outcome)
    for verb, rows in TABLE.items()
    for who, outcomes in rows.items()
    for state, outcome in zip(STATES, outcomes.split(), strict=True)
]
VERBS = {
    "approve": lambda stipend, by: approve_stipend(stipend, by=by),
    "reverse": lambda stipend, by: reverse_stipend(stipend, by=by, why="a mistake"),
    "correct": lambda stipend, by: correct_work(
        stipend, Done("outreach", stipend.day, minutes=90), by=by, why="longer"
    ),
}


def a_night():
    """A board whose outreach is paid by the hour, and its staff."""
    night = closed_evening(2)
    rate_for(night.meeting.group, 2000, SINCE, kind="outreach", unit="hour")
    return night


def an_hour(night, *, by=None, person=None):
    """An hour of outreach of a member, written down by themselves where nobody else is named."""
    who = person or night.board[0]
    done = Done("outreach", night.community.today(), minutes=60)
    return enter_work(night.meeting.group, who, done, by=by or who)


def in_state(night, state):
    stipend = an_hour(night, by=night.coordinator if state == "by Ana" else None)
    if state in ("approved", "paid"):
        approve_stipend(stipend, by=night.coordinator)
    if state == "paid":
        mark_paid(stipend, by=night.finance)
    if state == "reversed":
        reverse_stipend(stipend, by=night.finance, why="a mistake")
    stipend.refresh_from_db()
    return stipend


@pytest.mark.parametrize(("verb", "who", "state", "outcome"), CASES)
def test_who_may_do_what_to_work_in_which_state(verb, who, state, outcome):
    night = a_night()
    stipend = in_state(night, state)
    before, lines = stipend.state, LedgerEntry.objects.count()
    person = somebody(who, night)
    assert outcome_of(lambda: VERBS[verb](stipend, person)) == outcome
    if outcome != "yes":
        stipend.refresh_from_db()
        assert (stipend.state, LedgerEntry.objects.count()) == (before, lines)


@pytest.mark.parametrize(
    ("who", "for_the_member", "method", "how_much", "rate"),
    [
        ("the member", "yes", "yes", "yes", "403"),
        ("another member", "403", "403", "403", "403"),
        ("Ana", "yes", "yes", "403", "yes"),
        ("Joan", "yes", "yes", "403", "yes"),
        ("the member as coordinator", "yes", "yes", "yes", "yes"),
        ("facilitator", "403", "403", "403", "403"),
        ("coordinator elsewhere", "403", "403", "403", "403"),
        ("finance elsewhere", "403", "403", "403", "403"),
    ],
)
def test_who_may_write_down_work_choose_and_set_rates(who, for_the_member, method, how_much, rate):
    night = a_night()
    rosa, group = night.board[0], night.meeting.group
    by = somebody(who, night)
    assert outcome_of(lambda: an_hour(night, by=by, person=rosa)) == for_the_member
    assert Work.objects.count() == (for_the_member == "yes")
    assert outcome_of(lambda: wish_for(rosa, method="cash", by=by)) == method
    assert outcome_of(lambda: wish_for(rosa, method="cash", by=by, at_most_cents=100)) == how_much
    day = night.community.today() + datetime.timedelta(days=1)
    assert outcome_of(lambda: wish_for(rosa, method="cash", by=by, not_before=day)) == how_much
    assert PayWish.objects.count() == [method, how_much, how_much].count("yes")
    assert outcome_of(lambda: set_rate(group, amount_cents=8000, since=day, by=by)) == rate
    assert Rate.objects.filter(since=day).exists() == (rate == "yes")


def test_staff_keep_how_much_and_when_as_the_member_said():
    night = a_night()
    rosa, day = night.board[0], night.community.today() + datetime.timedelta(days=9)
    wish_for(rosa, method="check", by=rosa, at_most_cents=100, not_before=day)
    kept = wish_for(rosa, method="cash", by=night.coordinator)
    assert (kept.method, kept.at_most_cents, kept.not_before) == ("cash", 100, day)


def test_a_correction_stands_beside_what_was_written():
    night = a_night()
    first = an_hour(night)
    right = VERBS["correct"](first, night.coordinator)
    first.refresh_from_db()
    assert [(one.state, one.turn, one.amount_cents) for one in (first, right)] == [
        ("reversed", 0, 2000),
        ("owed", 1, 3000),
    ]
    assert list(Work.objects.order_by("turn").values_list("turn", "minutes")) == [(0, 60), (1, 90)]
    assert right.entered_by == night.coordinator
    assert outcome_of(lambda: approve_stipend(right, by=night.coordinator)) == "403"


@pytest.mark.parametrize(
    "wrong",
    [{"minutes": 60}, {"minutes": 0}, {"minutes": 24 * 60 + 1}, {"kind": "preparation"}, {"asked_cents": 5}],
)
def test_a_correction_that_cannot_be_is_refused(wrong):
    night = a_night()
    stipend = an_hour(night)
    done = Done(**({"kind": "outreach", "day": stipend.day, "minutes": 90} | wrong))
    with pytest.raises(BadInput):
        correct_work(stipend, done, by=night.coordinator, why="longer")
    with pytest.raises(BadInput):
        correct_work(stipend, Done("outreach", stipend.day, minutes=90), by=night.coordinator, why=" ")
    stipend.refresh_from_db()
    assert stipend.state == "owed"


def test_attendance_is_not_corrected_as_work():
    night = a_night()
    done = Done("meeting", night.stipends[0].day, minutes=90)
    with pytest.raises(BadInput, match="meeting's page"):
        correct_work(night.stipends[0], done, by=night.coordinator, why="longer")


def test_work_is_written_down_once_a_day_and_what_was_taken_back_by_staff_alone():
    night = a_night()
    stipend = an_hour(night)
    with pytest.raises(Refused, match="already"):
        an_hour(night)
    reverse_stipend(stipend, by=night.finance, why="a mistake")
    with pytest.raises(Refused, match="taken back"):
        an_hour(night)
    again = an_hour(night, by=night.coordinator)
    assert (again.turn, again.state) == (1, "owed")
    assert Stipend.objects.exclude(state="reversed").filter(kind="outreach").count() == 1


def test_who_had_no_seat_that_day_did_nothing_for_the_group():
    night = a_night()
    Membership.objects.filter(person=night.board[0]).update(since=night.community.today(), until=None)
    done = Done("outreach", night.community.today() - datetime.timedelta(days=1), minutes=60)
    with pytest.raises(BadInput, match="no seat"):
        enter_work(night.meeting.group, night.board[0], done, by=night.board[0])


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "meeting"},
        {"kind": "meal", "minutes": None},
        {"kind": "meal", "minutes": None, "asked_cents": 100_001},
        {"kind": "interview"},
        {"minutes": None},
        {"day": datetime.date(2100, 1, 1)},
    ],
)
def test_work_that_cannot_be_is_refused(wrong):
    night = a_night()
    rate_for(night.meeting.group, 3000, SINCE, kind="meal")
    told = {"kind": "outreach", "day": night.community.today(), "minutes": 60} | wrong
    with pytest.raises(BadInput):
        enter_work(night.meeting.group, night.board[0], Done(**told), by=night.board[0])
    assert not Work.objects.exists()
