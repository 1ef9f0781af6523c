"""The meeting of this evening, and the one four weeks ago that it follows from."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from community.demo.cast import Cast
from community.demo.people import a_month_before, months_since_first
from community.meetings.models import ActionItem, AgendaItem, Attendance, Invitation, Meeting
from community.meetings.services import add_agenda_item, answer_invitation, invite, plan_meeting

PLACE = "444 Thomas Boyland St"
AGENDA = [
    ("Welcome: who is your hero this year?", 10, "icebreaker"),
    ("What we heard in the Reality Check", 10, "reality_check"),
    ("What the providers did since last time", 15, "recap"),
    ("Saturday hours at the library", 25, "decision"),
    ("Who calls families after a referral", 30, "discussion"),
    ("Next steps", 10, "next_steps"),
]
SIX_WHO_HAVE_NOT_ANSWERED = 6


def this_evening(cast: Cast) -> datetime:
    """Six o'clock today where the community lives; late at night, the next full hour."""
    zone = cast.community.zone
    six = datetime.combine(cast.today, time(18), tzinfo=zone)
    now = timezone.now().astimezone(zone)
    if now < six + timedelta(hours=1):
        return six
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def plan_this_evening(cast: Cast) -> Meeting:
    """Plan it, invite everybody, and let most of them have answered."""
    facilitator = cast.staff["facilitator"]
    starts_at = this_evening(cast)
    meeting = plan_meeting(
        cast.board,
        number=_next_number(cast),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        by=facilitator,
        place=PLACE,
        objectives=["Decide on Saturday hours at the library", "Hear how referrals went this month"],
        offers_meal=True,
        offers_childcare=True,
        offers_interpretation=True,
        offers_ride=True,
    )
    for title, minutes, kind in AGENDA:
        add_agenda_item(meeting, title=title, minutes=minutes, kind=kind, by=facilitator)
    invite(meeting, by=facilitator)
    waiting = list(Invitation.objects.filter(meeting=meeting).order_by("person_id"))
    for index, invitation in enumerate(waiting[:-SIX_WHO_HAVE_NOT_ANSWERED]):
        answer_invitation(invitation, "no" if index % 6 == 5 else "yes", channel="text")
    return meeting


def _next_number(cast: Cast) -> int:
    last = Meeting.objects.filter(group=cast.board).order_by("-number").first()
    return max(months_since_first(cast.today), last.number + 1 if last else 1)


def remember_last_time(cast: Cast) -> Meeting:
    """The meeting four weeks ago, closed, with who came and what was promised."""
    day = a_month_before(cast.today)
    starts_at = datetime.combine(day, time(18), tzinfo=cast.community.zone)
    meeting = Meeting.objects.create(
        group=cast.board,
        number=months_since_first(cast.today) - 1,
        month=day.replace(day=1),
        held_on=day,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        mode=Meeting.Mode.IN_PERSON,
        place=PLACE,
        objectives=["Plan the winter"],
        state=Meeting.State.CLOSED,
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=position, title=title, minutes=minutes, state="done")
        for position, (title, minutes) in enumerate([("Welcome", 10), ("Plan the winter", 60)], start=1)
    )
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            person=person,
            at=starts_at + timedelta(minutes=index),
            channel="facilitator",
            recorded_by=cast.staff["facilitator"],
        )
        for index, person in enumerate(cast.members[:18])
    )
    ActionItem.objects.create(
        group=cast.board,
        meeting=meeting,
        title="Ask the library about Saturday hours",
        owner=cast.members[1],
        due_on=cast.today,
    )
    ActionItem.objects.create(
        group=cast.board,
        meeting=meeting,
        title="Count how many families were never called",
        owner_organisation=cast.organisations[0],
        due_on=cast.today + timedelta(days=7),
    )
    return meeting
