"""What an address of a meeting can name: the part of a World that meets."""

import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from community.minutes.services import begin_minutes, write_version
from community.models import (
    AgendaItem,
    Attendance,
    BreakoutRound,
    Invitation,
    Notice,
    Seat,
    Series,
    SmallGroup,
    Turn,
)
from tests.factories import meetings

A_DAY = datetime.timedelta(days=1)


class Evening:
    """Meetings of each state, with one of everything that belongs to one."""

    group: Any
    board: Any
    facilitator: Any
    half: Any
    mark: str

    @cached_property
    def meeting(self) -> Any:
        """Under way, with a board."""
        return meetings.opened(self.group, by=self.facilitator)

    @cached_property
    def meeting_came(self) -> Any:
        """The same, with the board's member checked in."""
        Attendance.objects.create(
            meeting=self.meeting, person=self.board, channel="facilitator", recorded_by=self.facilitator
        )
        return self.meeting

    @property
    def door_key(self) -> str:
        return self.meeting.door_key

    @cached_property
    def planned(self) -> Any:
        """To come; the board's member is invited."""
        meeting = meetings.planned(self.group, by=self.facilitator, number=32)
        Invitation.objects.create(meeting=meeting, person=self.board)
        return meeting

    @cached_property
    def invitation(self) -> Any:
        return self.planned.invitations.get()

    @cached_property
    def item(self) -> Any:
        return AgendaItem.objects.create(meeting=self.meeting, position=1, title=f"{self.mark} item")

    @cached_property
    def held(self) -> Any:
        """Over, with published minutes and a translation that nobody has reviewed."""
        meeting = meetings.planned(self.group, by=self.facilitator, number=30)
        meeting.state = "closed"
        meeting.save(update_fields=["state"])
        minutes = begin_minutes(meeting, by=self.half)
        minutes.state, minutes.approved_at, minutes.approved_number = "published", self.meeting, 1
        minutes.published_at = timezone.now()
        minutes.save()
        write_version(minutes, language="es", body=f"{self.mark}: hola.", after=0, by=self.half)
        return meeting

    @property
    def code(self) -> str:
        """The group whose published minutes everybody may read."""
        return self.held.group.code

    @property
    def number(self) -> str:
        return str(self.held.number)

    @property
    def translation(self) -> Any:
        return self.held.minutes.versions.get(language="es")

    @cached_property
    def rule(self) -> Any:
        """The second Thursday of the month, with no meeting of its own yet."""
        return Series.objects.create(
            group=self.group, weekday=3, nth=2, starts="18:00", ends="20:00", first_on="2027-01-01"
        )

    @cached_property
    def notice(self) -> Any:
        return Notice.objects.create(
            meeting=self.meeting, kind="remind", due_at=self.meeting.starts_at - A_DAY
        )

    @cached_property
    def turn(self) -> Any:
        """The raised hand of the board's member, who is checked in."""
        return Turn.objects.create(meeting=self.meeting_came, person=self.board, channel="phone")

    @cached_property
    def breakout(self) -> Any:
        """A round that is on; the board's member sits in its one group and writes for it."""
        current = BreakoutRound.objects.create(meeting=self.meeting, way="count")
        group = SmallGroup.objects.create(round=current, number=1, scribe=self.board)
        Seat.objects.create(round=current, group=group, person=self.board)
        return current

    @property
    def breakout_seat(self) -> Any:
        return self.breakout.seats.get()
