"""Promises and figures of the demo's made-up organizations. Plainly samples."""

from datetime import timedelta
from typing import Any

from community.meetings.models import Meeting
from community.meetings.services import plan_meeting
from referrals.teams.models import Commitment, CountedAs, Review, SharedFigure, SharedMeasure
from referrals.teams.selectors import held, months_until

# Per organization of the cast, in its order: what, how everybody will know, due in days, what was said.
PROMISES = (
    ("Screen every child at 9, 18 and 30 months", "9 of 10 children screened", 30, "partly"),
    ("Hand out the screening card at pick-up", "Cards given to 40 families", 12, "not_yet"),
    ("Call families within two working days", "Days from referral to call", 45, "kept"),
    ("Story time in Spanish and Creole", "Two story times a month", -6, "partly"),
)
MEASURES = (
    (
        "Children who were screened",
        ("Screening forms in the chart", "Ages & Stages sheets", "EPIC report"),
    ),
    ("Families who were called within a week", ("Call log", "Intake book")),
)


def seed_team(cast: Any) -> None:
    """Promises, what was said of them at the last meeting, and half a year of figures; in a few inserts."""
    last = held(cast.team).first()
    promises = [
        Commitment(
            team=cast.team,
            organisation=by.organisation,
            title=title,
            measure=measure,
            due_on=cast.today + timedelta(days=days),
            state="kept" if said == "kept" else "open",
            made_by=by,
        )
        for by, (title, measure, days, said) in zip(cast.providers, PROMISES, strict=False)
    ]
    Commitment.objects.bulk_create(promises)
    if last is not None:
        Review.objects.bulk_create(
            Review(commitment=row, meeting=last, said=said, said_by=row.made_by)
            for row, (_title, _measure, _days, said) in zip(promises, PROMISES, strict=True)
        )
    _figures(cast)


def plan_team_meeting(cast: Any) -> None:
    """The team meets a week after the board, if no meeting of it is planned; its promises open it."""
    there = Meeting.objects.filter(group=cast.team)
    if there.filter(state=Meeting.State.PLANNED).exists():
        return
    last = there.order_by("-number").first()
    starts_at = cast.meeting.starts_at + timedelta(days=7)
    plan_meeting(
        cast.team,
        number=last.number + 1 if last else 1,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1, minutes=30),
        by=cast.staff["facilitator"],
        place=cast.meeting.place,
        objectives=["Hear what was kept of what we promised"],
    )


def _figures(cast: Any) -> None:
    asked_on = cast.today - timedelta(days=200)
    measures = [
        SharedMeasure(community=cast.community, title=title, asked_on=asked_on) for title, _names in MEASURES
    ]
    SharedMeasure.objects.bulk_create(measures)
    sources = [
        CountedAs(measure=measure, program=by.program, own_name=name)
        for measure, (_title, names) in zip(measures, MEASURES, strict=True)
        for by, name in zip(cast.providers, names, strict=False)
    ]
    CountedAs.objects.bulk_create(sources)
    # The last month is still to be written down by some: that is what their first page asks for.
    SharedFigure.objects.bulk_create(
        SharedFigure(
            source=source, month=month, count=6 + (5 * number + 3 * ago) % 17, said_by=cast.providers[0]
        )
        for number, source in enumerate(sources)
        for ago, month in enumerate(months_until(cast.today))
        if ago > 0 or number % 2
    )
