"""What a meeting makes owed: to whom, at which rate, and only once."""

import datetime

import pytest

from advisory.ledger.models import LedgerEntry
from advisory.ledger.selectors import balances
from advisory.stipends.models import Rate, Stipend
from advisory.stipends.selectors import rate_on, unpaid_meetings
from advisory.stipends.services import accrue_for, set_rate
from community.core.errors import BadInput, NotAllowed, Refused
from community.meetings.services import check_in, close_meeting
from community.models import Group, Membership, StaffRole
from tests.factories.meetings import evening, opened
from tests.factories.people import SINCE, GroupFactory, member, staff
from tests.factories.stipends import SEVENTY_FIVE, closed_evening, rate_for

pytestmark = pytest.mark.django_db


def test_closing_owes_each_member_who_came():
    night = closed_evening(4, came=3)
    assert {stipend.person for stipend in night.stipends} == set(night.board[:3])
    assert {(s.amount_cents, s.currency, s.state) for s in night.stipends} == {(7500, "USD", "owed")}
    book = balances(night.community)
    assert (book["stipends"], book["payable"]) == (22500, -22500)


def test_pressing_again_owes_nobody_twice():
    night = closed_evening(3)
    with pytest.raises(Refused):
        close_meeting(night.meeting, by=night.coordinator)
    assert accrue_for(night.meeting, by=night.coordinator) == 0
    assert Stipend.objects.count() == LedgerEntry.objects.exclude(stipend=None).count() == 3


def test_staff_and_guests_of_the_board_are_not_paid():
    meeting, facilitator, board = evening(2)
    rate_for(meeting.group, SEVENTY_FIVE, SINCE)
    for person in (board[0], facilitator):
        check_in(meeting, person, channel="phone")
    close_meeting(meeting, by=facilitator)
    assert [stipend.person for stipend in Stipend.objects.all()] == [board[0]]


def test_who_left_the_board_before_the_meeting_is_not_paid():
    meeting, facilitator, board = evening(2)
    rate_for(meeting.group, SEVENTY_FIVE, SINCE)
    for person in board:
        check_in(meeting, person, channel="phone")
    Membership.objects.filter(person=board[0]).update(until=meeting.roster_day - datetime.timedelta(days=1))
    close_meeting(meeting, by=facilitator)
    assert [stipend.person for stipend in Stipend.objects.all()] == [board[1]]


@pytest.mark.parametrize(("status", "paid"), [("chair", 1), ("member", 1), ("candidate", 0), ("alumni", 0)])
def test_a_seat_is_paid_and_not_another_place_in_the_group(status, paid):
    meeting, facilitator, board = evening(1)
    rate_for(meeting.group, SEVENTY_FIVE, SINCE)
    check_in(meeting, board[0], channel="phone")
    Membership.objects.update(status=status)
    close_meeting(meeting, by=facilitator)
    assert Stipend.objects.count() == paid


def test_staff_with_a_seat_are_paid_for_it():
    meeting, facilitator, board = evening(1)
    rate_for(meeting.group, SEVENTY_FIVE, SINCE)
    StaffRole.objects.create(person=board[0], role="coordinator", since=SINCE)
    check_in(meeting, board[0], channel="phone")
    close_meeting(meeting, by=facilitator)
    assert Stipend.objects.get().person == board[0]


@pytest.mark.parametrize(
    ("kind", "paid"),
    [("advisory_board", 1), ("subcommittee", 1), ("action_team", 0), ("council", 0)],
)
def test_boards_and_their_small_groups_are_paid(kind, paid):
    group = GroupFactory(kind=kind)
    person = member(group)
    rate_for(group, SEVENTY_FIVE, SINCE)
    meeting = opened(group)
    check_in(meeting, person, channel="phone")
    close_meeting(meeting, by=None)
    assert Stipend.objects.count() == paid


def test_the_rate_is_that_of_the_meetings_day():
    meeting, facilitator, board = evening(1)
    day = meeting.roster_day
    rate_for(meeting.group, 5000, SINCE)
    rate_for(meeting.group, 7500, day)
    rate_for(meeting.group, 9000, day + datetime.timedelta(days=1))
    check_in(meeting, board[0], channel="phone")
    close_meeting(meeting, by=facilitator)
    assert Stipend.objects.get().amount_cents == 7500


def test_a_later_rate_changes_nothing_that_is_owed():
    night = closed_evening(1)
    set_rate(night.meeting.group, amount_cents=9000, since=night.meeting.roster_day, by=night.coordinator)
    accrue_for(night.meeting, by=night.coordinator)
    assert Stipend.objects.get().amount_cents == SEVENTY_FIVE


def test_without_a_rate_the_meeting_waits_for_one():
    night = closed_evening(2, rate=None)
    community = night.meeting.group.community
    assert (night.stipends, unpaid_meetings(community)) == ([], [(night.meeting, None)])
    rate = set_rate(night.meeting.group, amount_cents=SEVENTY_FIVE, since=SINCE, by=night.finance)
    assert unpaid_meetings(community) == [(night.meeting, rate)]
    assert accrue_for(night.meeting, by=night.coordinator) == 2
    assert unpaid_meetings(community) == []


def test_a_meeting_that_no_member_attended_waits_for_nothing():
    night = closed_evening(2, came=0, rate=None)
    assert unpaid_meetings(night.meeting.group.community) == []


@pytest.mark.parametrize("cents", [0, -1, 100_001])
def test_a_rate_that_cannot_be_is_refused(cents):
    group = GroupFactory()
    with pytest.raises(BadInput):
        set_rate(group, amount_cents=cents, since=SINCE, by=staff(group.community))


@pytest.mark.parametrize("since", [datetime.date(26, 12, 1), datetime.date(2206, 12, 1)])
def test_a_mistyped_year_is_no_beginning_of_a_rate(since):
    group = GroupFactory()
    with pytest.raises(BadInput, match="Check the year"):
        set_rate(group, amount_cents=SEVENTY_FIVE, since=since, by=staff(group.community))


def test_a_rate_is_followed_and_never_changed():
    group = GroupFactory()
    coordinator = staff(group.community)
    first = set_rate(group, amount_cents=5000, since=SINCE, by=coordinator)
    with pytest.raises(Refused, match="already"):
        set_rate(group, amount_cents=6000, since=SINCE, by=coordinator)
    today, a_day = group.community.today(), datetime.timedelta(days=1)
    with pytest.raises(BadInput, match="before it holds"):
        set_rate(group, amount_cents=6000, since=today, by=coordinator)
    second = set_rate(group, amount_cents=6000, since=today + a_day, by=coordinator)
    assert rate_on(group, SINCE - a_day) is None
    assert rate_on(group, today) == first
    assert rate_on(group, today + a_day) == second


def test_providers_have_no_rate():
    team = GroupFactory(kind=Group.Kind.ACTION_TEAM)
    with pytest.raises(BadInput):
        set_rate(team, amount_cents=5000, since=SINCE, by=staff(team.community))


@pytest.mark.parametrize("role", ["facilitator", "ambassador"])
def test_only_those_who_handle_money_set_rates(role):
    group = GroupFactory()
    with pytest.raises(NotAllowed):
        set_rate(group, amount_cents=5000, since=SINCE, by=staff(group.community, role))
    with pytest.raises(NotAllowed):
        set_rate(group, amount_cents=5000, since=SINCE, by=staff(GroupFactory().community))
    assert not Rate.objects.exists()


@pytest.mark.parametrize("meetings", [1, 4])
def test_meetings_that_wait_are_found_in_three_queries(meetings, django_assert_num_queries):
    group = GroupFactory()
    person = member(group)
    for number in range(1, meetings + 1):
        meeting = opened(group, number=number)
        check_in(meeting, person, channel="phone")
        close_meeting(meeting, by=None)
    later = rate_for(group, SEVENTY_FIVE, meeting.roster_day + datetime.timedelta(days=1))
    with django_assert_num_queries(3):
        found = unpaid_meetings(group.community)
    assert [(meeting.number, rate) for meeting, rate in found] == [(n + 1, None) for n in range(meetings)]
    now = rate_for(group, SEVENTY_FIVE, meeting.roster_day)
    assert {rate for _meeting, rate in unpaid_meetings(group.community)} == {now}
    assert rate_on(group, later.since) == later
