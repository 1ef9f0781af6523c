"""One fictional community on top of real records, the same at every start."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from community.core import registry
from community.demo import evening, people
from community.demo.cast import Cast
from community.meetings.models import Meeting
from community.people.models import Community, Organisation, Person, StaffRole

SLUG = "brownsville-families"
RECORDS = Path(settings.ROOT) / "data" / "ufb" / "meetings.yaml"


def seed(**replay_options: Any) -> Cast:
    """Make the demo community if it is not there, and plan a meeting if there is none to come."""
    community = Community.objects.filter(slug=SLUG).first()
    with transaction.atomic():
        return _meet_again(community) if community else _begin(**replay_options)


def _begin(**replay_options: Any) -> Cast:
    community = Community.objects.create(
        name="Brownsville Families",
        slug=SLUG,
        number="+17185550100",
        languages=["en", "es", "ht"],
        # A visitor may come at any hour, and wants to see the texts arrive.
        texts_from="00:00",
        texts_until="23:59:59",
        is_sample=True,
    )
    call_command("replay", str(RECORDS), community=SLUG, **replay_options)
    board, team = people.groups_of(community)
    cast = Cast(community=community, board=board, team=team, today=community.today())
    people.fill(cast)
    cast.last_meeting = evening.remember_last_time(cast)
    cast.meeting = evening.plan_this_evening(cast)
    for add_samples in registry.demo_seeds:
        add_samples(cast)
    return cast


def _meet_again(community: Community) -> Cast:
    board, team = people.groups_of(community)
    cast = Cast(community=community, board=board, team=team, today=community.today())
    cast.staff = {post.role: post.person for post in StaffRole.objects.of(community).select_related("person")}
    cast.members = list(Person.objects.filter(memberships__group=board).order_by("pk"))
    cast.providers = list(Person.objects.filter(memberships__group=team).order_by("pk"))
    cast.organisations = list(Organisation.objects.of(community))
    own = Meeting.objects.filter(group=board, source="")
    cast.meeting = own.exclude(state=Meeting.State.CLOSED).order_by("pk").last()
    if cast.meeting is None or cast.meeting.roster_day < cast.today:
        cast.meeting = evening.plan_this_evening(cast)
    return cast
