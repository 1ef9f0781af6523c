"""Any evening of check-ins, with lateness and any charter; any corrections, work, reversals and closings."""

import datetime

import time_machine
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from advisory.ledger.models import Closing, LedgerEntry
from advisory.ledger.services import close_month, next_to_close
from advisory.ledger.verifying import verify
from advisory.stipends.models import Stipend, Work
from advisory.stipends.rules import share_of
from advisory.stipends.services import (
    Done,
    approve_stipend,
    attendance_says,
    correct_work,
    enter_work,
    reverse_stipend,
    wish_for,
)
from community.core.errors import Refused
from community.meetings.models import Attendance
from community.meetings.services import check_in, close_meeting
from tests.advisory.ledger.test_book import says_the_same
from tests.factories.boards import chartered
from tests.factories.meetings import evening
from tests.factories.people import SINCE, staff
from tests.factories.stipends import Evening, funded, owed_for, rate_for

MEMBERS = 3
GRACE = 10
JULY = datetime.datetime(2026, 7, 20, 16, tzinfo=datetime.UTC)
# Minutes after the beginning, or not there at all.
ARRIVALS = st.lists(st.one_of(st.none(), st.integers(-30, 60)), min_size=MEMBERS, max_size=MEMBERS)


def an_evening(arrivals, percent, cents):
    """A closed evening to which each member came by ``arrivals``, under a charter of ``percent``."""
    meeting, facilitator, board = evening(MEMBERS)
    meeting.grace_minutes = GRACE
    meeting.save(update_fields=["grace_minutes"])
    community = meeting.group.community
    coordinator, finance = staff(community), staff(community, "finance")
    funded(community, 300_000, by=finance)
    chartered(meeting.group, late_pay_percent=percent)
    rate_for(meeting.group, cents, SINCE)
    rate_for(meeting.group, 2000, SINCE, kind="outreach", unit="hour")
    for person, minutes in zip(board, arrivals, strict=True):
        if minutes is not None:
            check_in(meeting, person, channel="phone")
            moved_to(meeting, person, minutes)
    close_meeting(meeting, by=facilitator)
    return Evening(meeting, board, coordinator, finance, owed_for(meeting))


def moved_to(meeting, person, minutes):
    """``person`` came ``minutes`` after the beginning."""
    at = meeting.starts_at + datetime.timedelta(minutes=minutes)
    Attendance.objects.update_or_create(
        meeting=meeting, person=person, defaults={"at": at, "channel": "phone"}
    )


def came_at(night, person, minutes):
    moved_to(night.meeting, person, minutes)
    attendance_says(night.meeting, [person], by=night.coordinator)


def was_not_there(night, person, _minutes):
    Attendance.objects.filter(meeting=night.meeting, person=person).delete()
    attendance_says(night.meeting, [person], by=night.coordinator)


def worked(night, person, minutes):
    done = Done("outreach", night.community.today(), minutes=abs(minutes) + 1)
    enter_work(night.meeting.group, person, done, by=person)


def latest(night, person, **which):
    found = Stipend.objects.filter(person=person, **which).order_by("pk").last()
    if found is None:
        raise Refused("none")
    return found


def worked_otherwise(night, person, minutes):
    stipend = latest(night, person, kind="outreach")
    done = Done("outreach", stipend.day, minutes=abs(minutes) + 1)
    correct_work(stipend, done, by=night.finance, why="It took longer.")


def is_taken_back(night, person, _minutes):
    reverse_stipend(latest(night, person), by=night.finance, why="A mistake.")


def is_approved(night, person, _minutes):
    approve_stipend(latest(night, person), by=night.coordinator)


def wants_less(night, person, minutes):
    wish_for(person, method="check", by=person, at_most_cents=abs(minutes) * 100)


def a_month_closes(night, _person, _minutes):
    through = next_to_close(night.community)
    if through is not None:
        close_month(night.community, through=through, by=night.finance)


DEEDS = (came_at, was_not_there, worked, worked_otherwise, is_taken_back, is_approved, wants_less)
PRESSES = st.lists(
    st.tuples(
        st.sampled_from((*DEEDS, a_month_closes)),
        st.integers(0, MEMBERS - 1),
        st.integers(-30, 60),
        # Days that go by before it.
        st.sampled_from((0, 0, 1, 12)),
    ),
    max_size=10,
)


class AnyEvening(TestCase):
    @settings(max_examples=10, deadline=None)
    @given(
        arrivals=ARRIVALS,
        percent=st.sampled_from((0, 50, 100)),
        cents=st.integers(1, 100_000),
        presses=PRESSES,
    )
    def test_the_book_follows_and_closed_months_stay(self, arrivals, percent, cents, presses):
        with time_machine.travel(JULY, tick=False) as clock:
            night = an_evening(arrivals, percent, cents)
            shares = [percent if one > GRACE else 100 for one in arrivals if one is not None]
            expected = sorted(filter(None, (share_of(cents, share) for share in shares)))
            assert sorted(stipend.full_cents for stipend in night.stipends) == expected
            for deed, place, minutes, days in presses:
                clock.shift(datetime.timedelta(days=days))
                try:
                    with transaction.atomic():
                        deed(night, night.board[place], minutes)
                except Refused:
                    pass
                stands_once(night)
            assert verify(night.community) == []


def stands_once(night):
    """What stands is owed once, the book agrees, and no line came into a month after it was closed."""
    says_the_same(night)
    standing = Stipend.objects.of(night.community).exclude(state="reversed")
    sources = list(standing.values_list("person", "meeting", "kind", "day"))
    assert len(sources) == len(set(sources))
    assert Work.objects.count() >= standing.filter(kind="outreach").count()
    for closing in Closing.objects.of(night.community):
        within = LedgerEntry.objects.of(night.community).filter(day__lte=closing.through)
        assert within.count() == closing.entries
