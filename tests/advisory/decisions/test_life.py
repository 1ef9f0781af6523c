"""A decision from draft to result."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from advisory.decisions import jobs, services
from advisory.decisions.models import Ballot, Decision, Result, RollEntry
from advisory.decisions.selectors import count
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.owned import Unchangeable
from community.meetings.services import check_in, close_meeting
from community.models import Attendance, AuditLine, Membership, Message
from tests.factories.audit import lines_about
from tests.factories.decisions import drafted, opened, opened_at_meeting
from tests.factories.meetings import evening
from tests.factories.people import GroupFactory, member, staff

pytestmark = pytest.mark.django_db
TEXT, PHONE, HAND = Ballot.Channel.TEXT, Ballot.Channel.PHONE, Ballot.Channel.HAND


def votes(decision: Decision, people, option: str = "yes") -> None:
    for person in people:
        services.cast_vote(decision, voter=person, option=option, channel=PHONE)


def in_an_hour() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(hours=1)


def pass_the_hour(decision: Decision) -> None:
    """Move the decision's hours into the past, as the database sees it."""
    past = timezone.now() - datetime.timedelta(minutes=1)
    Decision.objects.filter(pk=decision.pk).update(
        opened_at=past - datetime.timedelta(hours=1), closes_at=past
    )


def test_the_roll_is_frozen_at_opening():
    decision, _facilitator, board = opened(3)
    latecomer = member(decision.group)
    Membership.objects.filter(person=board[0]).update(status=Membership.Status.ALUMNI)
    assert set(RollEntry.objects.filter(decision=decision).values_list("person", flat=True)) == {
        person.pk for person in board
    }
    votes(decision, board[:1])
    with pytest.raises(NotAllowed):
        votes(decision, [latecomer])


def test_the_roll_cannot_be_changed_by_hand():
    opened(2)
    with pytest.raises(Unchangeable):
        RollEntry.objects.update(person=1)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE advisory_rollentry SET person_id = person_id")


def test_candidates_and_alumni_are_not_on_the_roll():
    group = GroupFactory()
    seated = member(group)
    for status in (Membership.Status.CANDIDATE, Membership.Status.ALUMNI):
        Membership.objects.filter(person=member(group)).update(status=status)
    decision = drafted(group)
    services.open_decision(decision, by=staff(group.community, "facilitator"))
    assert [entry.person for entry in decision.roll.all()] == [seated]


def test_a_group_without_members_cannot_vote():
    decision = drafted()
    with pytest.raises(Refused):
        services.open_decision(decision, by=staff(decision.group.community, "coordinator"))
    decision.refresh_from_db()
    assert decision.state == Decision.State.DRAFT


def test_an_hour_that_has_passed_cannot_be_the_end():
    decision, facilitator = drafted(member(GroupFactory()).memberships.get().group), None
    facilitator = staff(decision.group.community, "facilitator")
    with pytest.raises(BadInput):
        services.open_decision(
            decision, by=facilitator, closes_at=timezone.now() - datetime.timedelta(seconds=1)
        )


def test_a_mistyped_year_cannot_be_the_end():
    group = member(GroupFactory()).memberships.get().group
    facilitator = staff(group.community, "facilitator")
    with pytest.raises(BadInput, match="a year at most"):
        services.open_decision(
            drafted(group),
            by=facilitator,
            closes_at=datetime.datetime(9999, 12, 31, 23, 59, tzinfo=group.community.zone),
        )


def test_the_last_ballot_counts_whatever_the_channel():
    decision, facilitator, board = opened_at_meeting(2)
    check_in(decision.meeting, board[0], channel="phone")
    services.cast_vote(decision, voter=board[0], option="yes", channel=TEXT)
    services.cast_vote(decision, voter=board[0], option="no", channel=PHONE)
    services.cast_vote(decision, voter=board[0], option="abstain", channel=HAND, entered_by=facilitator)
    ballot = Ballot.objects.get()
    assert (ballot.option, ballot.channel, ballot.entered_by) == ("abstain", HAND, facilitator)
    services.cast_vote(decision, voter=board[0], option="yes", channel=TEXT)
    ballot.refresh_from_db()
    assert (ballot.option, ballot.channel, ballot.entered_by) == ("yes", TEXT, None)


def test_a_raised_hand_is_told_to_the_voter(run_jobs):
    decision, facilitator, board = opened_at_meeting(2)
    check_in(decision.meeting, board[0], channel="phone")
    services.cast_vote(decision, voter=board[0], option="no", channel=HAND, entered_by=facilitator)
    line = AuditLine.objects.get(verb="raise_hand")
    assert (line.actor, line.subject_id) == (facilitator, decision.roll.get(person=board[0]).pk)
    text = Message.objects.get(person=board[0])
    assert text.body.endswith(
        'Luis Herrera wrote down your raised hand: NO to "Saturday hours at the library". '
        "Not right? Tell Luis Herrera."
    )


def test_a_hand_is_raised_in_the_room_only():
    decision, facilitator, board = opened_at_meeting(2)
    with pytest.raises(Refused, match="has not checked in"):
        services.cast_vote(decision, voter=board[0], option="yes", channel=HAND, entered_by=facilitator)
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("option", ["", "maybe", "YES", "1", "yes ", "sí"])
def test_an_unknown_option_is_refused(option):
    decision, _facilitator, board = opened()
    with pytest.raises(BadInput, match="yes, no or not voting"):
        services.cast_vote(decision, voter=board[0], option=option, channel=TEXT)


def test_the_result_says_everything():
    decision, facilitator, board = opened_at_meeting(6, quorum_percent=60)
    check_in(decision.meeting, board[5], channel="phone")
    votes(decision, board[:2])
    votes(decision, board[2:3], "no")
    result = services.close_decision(decision, by=facilitator)
    assert (result.entitled, result.present, result.cast) == (6, 4, 3)
    assert (result.yes, result.no, result.abstain) == (2, 1, 0)
    assert (result.quorum_met, result.passed) == (True, True)
    assert decision.state == Decision.State.CLOSED
    assert decision.closed_at >= Ballot.objects.latest("cast_at").cast_at


def test_nothing_counts_after_closing():
    decision, facilitator, board = opened(2)
    services.close_decision(decision, by=facilitator)
    with pytest.raises(Refused, match="is closed"):
        votes(decision, board)
    with pytest.raises(Refused, match="already"):
        services.close_decision(decision, by=facilitator)
    assert Result.objects.get().cast == 0
    assert not Ballot.objects.exists()


def test_nothing_counts_before_opening():
    decision = drafted()
    with pytest.raises(Refused, match="not opened"):
        votes(decision, [member(decision.group)])


def test_a_vote_after_the_hour_does_not_count_and_closes_it(django_capture_on_commit_callbacks):
    decision, _facilitator, board = opened(3)
    votes(decision, board[:2])
    pass_the_hour(decision)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Refused, match="is closed"):
        votes(decision, board[2:])
    decision.refresh_from_db()
    assert (decision.state, decision.result.cast) == (Decision.State.CLOSED, 2)
    assert lines_about(decision).get(verb="close").actor is None


def test_the_clock_closes_once():
    decision, _facilitator, _board = opened()
    jobs.close_when_over(decision.pk)
    assert not Result.objects.exists()
    pass_the_hour(decision)
    jobs.close_when_over(decision.pk)
    jobs.close_when_over(decision.pk)
    assert Result.objects.count() == 1


def test_a_vote_without_an_hour_ends_with_its_meeting():
    decision, facilitator, board = opened_at_meeting(2)
    later = drafted(decision.group, by=facilitator, meeting=decision.meeting, title="Next week's")
    services.open_decision(later, by=facilitator, closes_at=in_an_hour())
    votes(decision, board)
    close_meeting(decision.meeting, by=facilitator)
    for row in (decision, later):
        row.refresh_from_db()
    assert (decision.state, decision.result.yes) == (Decision.State.CLOSED, 2)
    assert later.state == Decision.State.OPEN


def test_the_count_is_of_the_roll_only():
    decision, facilitator, board = opened_at_meeting(3)
    check_in(decision.meeting, facilitator, channel="phone")
    check_in(decision.meeting, board[0], channel="phone")
    votes(decision, board[:2])
    counted = count(decision)
    assert (counted.entitled, counted.present, counted.cast) == (3, 2, 2)


def test_a_meeting_that_is_over_gives_no_quorum_to_a_later_vote():
    meeting, facilitator, board = evening(5)
    decision = drafted(meeting.group, by=facilitator, meeting=meeting)
    for person in board:
        check_in(meeting, person, channel="phone")
    close_meeting(meeting, by=facilitator)
    with pytest.raises(Refused, match="meeting is over"):
        services.open_decision(decision, by=facilitator, closes_at=in_an_hour())
    decision.refresh_from_db()
    assert decision.state == Decision.State.DRAFT
    assert not RollEntry.objects.exists()


def test_who_comes_after_the_hour_was_not_there_for_the_vote():
    decision, _facilitator, board = opened_at_meeting(4)
    check_in(decision.meeting, board[0], channel="phone")
    past = timezone.now() - datetime.timedelta(minutes=1)
    Attendance.objects.update(at=past - datetime.timedelta(minutes=1))
    pass_the_hour(decision)
    for person in board[1:]:
        check_in(decision.meeting, person, channel="phone")
    jobs.close_when_over(decision.pk)
    assert (decision.result.present, decision.result.quorum_met) == (1, False)


def test_a_vote_ends_at_its_hour_however_late_it_is_counted():
    decision, _facilitator, _board = opened(2)
    pass_the_hour(decision)
    jobs.close_when_over(decision.pk)
    decision.refresh_from_db()
    assert decision.closed_at == decision.closes_at


def test_no_hand_is_raised_once_the_meeting_is_over():
    meeting, facilitator, board = evening(2)
    decision = drafted(meeting.group, by=facilitator, meeting=meeting)
    check_in(meeting, board[0], channel="phone")
    services.open_decision(decision, by=facilitator, closes_at=in_an_hour())
    close_meeting(meeting, by=facilitator)
    with pytest.raises(Refused, match="This meeting is over"):
        services.cast_vote(decision, voter=board[0], option="yes", channel=HAND, entered_by=facilitator)
    votes(decision, board[:1])
    assert Ballot.objects.get().channel == PHONE


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "  "},
        {"title": "a" * 121},
        {"quorum_percent": 0},
        {"quorum_percent": 101},
        {"method": "consensus"},
    ],
)
def test_a_draft_that_cannot_be_is_refused(wrong):
    with pytest.raises(BadInput):
        drafted(**wrong)
