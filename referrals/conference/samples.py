"""Last week's case conference of the demo; today's is to be begun."""

from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from typing import Any

from community.live.services import make_board
from referrals.conference.flows import is_active
from referrals.conference.models import Attendee, Case, Conference
from referrals.conference.rules import NextStep
from referrals.conference.selectors import WEEK, quality_of, speakable
from referrals.tracking.models import Step

SHOWN = 12


def seed_conference(cast: Any) -> None:
    """Add it with a dozen cases, each with a next step, and as many people."""
    home, held_on = cast.community, cast.today - WEEK
    noon = datetime.combine(held_on, time(12), tzinfo=home.zone).astimezone(UTC)
    lines = defaultdict(list)
    for line in Step.objects.of(home).filter(recorded_at__lte=noon):
        lines[line.referral_id].append(line)
    active = sum(is_active(told, held_on) for told in lines.values())
    trust = {name: min(count, active) for name, count in quality_of(home)._asdict().items()}
    conference = Conference.objects.create(
        community=home,
        held_on=held_on,
        counted_at=noon,
        state=Conference.State.CLOSED,
        board=make_board(home, "conference"),
        begun_by=cast.ambassador,
        since=held_on - WEEK,
        said_before=None,
        active_before=active,
        inflow=0,
        outflow=0,
        active=active,
        added=0,
        gone=0,
        **trust,
    )
    people = [cast.ambassador, *cast.providers[:4]]
    Attendee.objects.bulk_create(Attendee(conference=conference, person=person) for person in people)
    steps = list(NextStep)
    Case.objects.bulk_create(
        Case(
            conference=conference,
            referral=referral,
            position=place,
            step=steps[place % len(steps)],
            owner=people[place % len(people)],
            due_on=cast.today + timedelta(days=place % 5 - 2),
            done_on=cast.today if place % 3 else None,
        )
        for place, referral in enumerate(speakable(home)[:SHOWN], start=1)
    )
