"""Reading minutes."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from community.meetings.models import Meeting
from community.minutes.marking import Piece, differences
from community.minutes.models import Minutes, MinutesVersion
from community.people.models import Community

# More versions than this are not compared on one page.
COMPARED = 10


def minutes_of(meeting: Meeting) -> Minutes | None:
    """The minutes of ``meeting``, with the meeting they were approved at, or None."""
    return Minutes.objects.filter(meeting=meeting).select_related("approved_at__group").first()


def latest(minutes: Minutes) -> dict[str, MinutesVersion]:
    """The newest version in each language. One query."""
    newest: dict[str, MinutesVersion] = {}
    rows = minutes.versions.select_related("review", "translates", "author").order_by("number")
    for version in rows:
        newest[version.language] = version
    return newest


def standing_texts(minutes: Minutes) -> dict[str, MinutesVersion]:
    """What everybody may read, by language: the original as it stands, and each translation's newest
    version that somebody has reviewed.
    """
    found: dict[str, MinutesVersion] = {}
    for version in minutes.versions.select_related("review", "translates").order_by("number"):
        if version.language == minutes.language or hasattr(version, "review"):
            found[version.language] = version
    return found


def is_behind(version: MinutesVersion, original: MinutesVersion) -> bool:
    """Whether the original has been corrected since ``version`` translated it."""
    return version.translates is not None and version.translates.number < original.number


@dataclass(frozen=True)
class Change:
    """One version beside the one before it."""

    version: MinutesVersion
    pieces: list[Piece]


def changes(minutes: Minutes, language: str, *, since: int, reviewed: bool = False) -> list[Change]:
    """How each version of ``language`` after number ``since`` differs from the one before, newest first."""
    rows = minutes.versions.filter(language=language, number__gte=since).order_by("-number")
    if reviewed and language != minutes.language:
        rows = rows.filter(review__isnull=False)
    found = list(rows[: COMPARED + 1])
    return [Change(later, differences(earlier.body, later.body)) for later, earlier in pairwise(found)]


def published(community: Community) -> QuerySet[Minutes]:
    """The published minutes of ``community``, newest meeting first."""
    return (
        Minutes.objects.of(community)
        .filter(state=Minutes.State.PUBLISHED)
        .select_related("meeting__group")
        .order_by("-meeting__month", "-meeting__number")
    )


def unwritten(community: Community) -> QuerySet[Meeting]:
    """Our own meetings that are over and whose minutes nobody has begun, newest first."""
    written = Minutes.objects.filter(meeting=OuterRef("pk"))
    return (
        Meeting.objects.of(community)
        .filter(~Exists(written), state=Meeting.State.CLOSED, source="")
        .select_related("group__community")
        .order_by("-starts_at")
    )


def approving_meeting(minutes: Minutes) -> Meeting | None:
    """The latest meeting of the same group, later than the one they are of, that is or was held."""
    held: Any = [Meeting.State.OPEN, Meeting.State.CLOSED]
    return (
        Meeting.objects.filter(
            group=minutes.meeting.group_id, state__in=held, starts_at__gt=minutes.meeting.starts_at
        )
        .select_related("group")
        .order_by(F("starts_at").desc())
        .first()
    )


def waiting_for_approval(meeting: Meeting) -> QuerySet[Minutes]:
    """Drafts of earlier meetings of the same group, oldest first."""
    return (
        Minutes.objects.filter(
            state=Minutes.State.DRAFT,
            meeting__group=meeting.group_id,
            meeting__starts_at__lt=meeting.starts_at,
        )
        .select_related("meeting__group")
        .order_by("meeting__starts_at")
    )
