"""One fictional community on top of real records, the same at every start."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from community.core import registry
from community.demo import evening, messages, people
from community.demo.cast import Cast
from community.meetings.models import Meeting
from community.people.models import Community, Organisation, StaffRole
from community.people.selectors import roster

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
    messages.remember_a_message(cast)
    messages.begin_a_message(cast)
    cast.meeting = evening.plan_this_evening(cast)
    for add_samples in registry.demo_seeds:
        add_samples(cast)
    _set_the_table(cast)
    return cast


def _meet_again(community: Community) -> Cast:
    board, team = people.groups_of(community)
    today = community.today()
    cast = Cast(community=community, board=board, team=team, today=today)
    posts = StaffRole.objects.of(community).on(today).select_related("person").order_by("pk")
    cast.staff = {post.role: post.person for post in posts}
    cast.members = list(roster(board, today).order_by("pk"))
    cast.providers = list(roster(team, today).order_by("pk"))
    cast.organisations = list(Organisation.objects.of(community))
    cast.meeting = _of_this_evening(cast)
    if cast.meeting is None:
        cast.meeting = evening.plan_this_evening(cast)
        _set_the_table(cast)
    return cast


def _set_the_table(cast: Cast) -> None:
    """Let each room add what it wants for the meeting of this evening."""
    for prepare in registry.demo_evenings:
        prepare(cast)


def _of_this_evening(cast: Cast) -> Meeting | None:
    """The meeting planned at an earlier start; late at night it is after midnight."""
    days = (cast.today, evening.this_evening(cast).date())
    own = Meeting.objects.filter(group=cast.board, source="").exclude(state__in=Meeting.OVER)
    coming = own.select_related("group__community").order_by("starts_at")
    return next((meeting for meeting in coming if meeting.roster_day in days), None)
