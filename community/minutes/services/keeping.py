"""Keeping minutes: versions that are only ever added, an approval, a publication."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.core.lifecycle import transition
from community.meetings.models import Meeting
from community.messaging.private_words import names_in
from community.messaging.services import private_names
from community.minutes.models import Minutes, MinutesReview, MinutesVersion
from community.minutes.selectors import approving_meeting, latest
from community.minutes.services.drafting import draft_of
from community.people.models import LANGUAGES, Person

LONGEST = 60_000  # characters; real minutes have a tenth of it


def _lock(minutes: Minutes) -> Minutes:
    return (
        Minutes.objects.select_for_update(of=("self",))
        .select_related("meeting__group__community")
        .get(pk=minutes.pk)
    )


@transaction.atomic
def begin_minutes(meeting: Meeting, *, by: Person | None) -> Minutes:
    """Draft the minutes of ``meeting`` in the community's first language; those that exist stay as they are.

    Raises Refused while the meeting is not over.
    """
    locked = (
        Meeting.objects.select_for_update(of=("self",)).select_related("group__community").get(pk=meeting.pk)
    )
    if locked.state != Meeting.State.CLOSED or locked.source:
        raise Refused(_("Minutes are drafted when the meeting is closed."))
    existing = Minutes.objects.filter(meeting=locked).first()
    if existing is not None:
        return existing
    language = (locked.group.community.languages or ["en"])[0]
    minutes = Minutes.objects.create(meeting=locked, language=language)
    body = draft_of(locked, language)
    MinutesVersion.objects.create(minutes=minutes, language=language, number=1, body=body, author=by)
    audit.record(minutes, "draft", by=by, to_state=minutes.state)
    return minutes


@transaction.atomic
def write_version(
    minutes: Minutes, *, language: str, body: str, after: int, by: Person | None, why: str = ""
) -> MinutesVersion:
    """Add the next version in ``language``. ``after`` is the number that was on the writer's page (0: none).

    Raises BadInput for an empty or endless text, or a correction of approved minutes without ``why``, and
    Refused (409) when somebody else has written in between; the writer's page keeps the words.
    """
    locked = _lock(minutes)
    body = body.replace("\r\n", "\n").strip()
    if not body:
        raise BadInput(_("Write what happened. Minutes are never empty."))
    if len(body) > LONGEST:
        raise BadInput(_("That is too long for minutes. Shorten it, please."))
    if language not in dict(LANGUAGES):
        raise BadInput(_("Choose one of the languages."))
    newest = latest(locked)
    last = newest.get(language)
    if (last.number if last else 0) != after:
        raise Refused(_("Somebody else wrote here meanwhile. Copy your words, load the page, and add them."))
    if last is not None and last.body == body:
        return last
    original = newest[locked.language]
    if language == locked.language and locked.approved_number is not None and not why.strip():
        raise BadInput(_("The group has approved these minutes. Say what you correct and why."))
    if locked.state == Minutes.State.PUBLISHED:
        _refuse_children(locked, body)
    version = MinutesVersion.objects.create(
        minutes=locked,
        language=language,
        number=after + 1,
        body=body,
        translates=None if language == locked.language else original,
        why=why.strip()[:200],
        author=by,
    )
    audit.record(locked, "write", by=by, why=why.strip()[:200])
    return version


@transaction.atomic
def review_translation(version: MinutesVersion, *, by: Person) -> MinutesReview:
    """Say that a translation is right. Its author can't; saying it twice changes nothing."""
    locked = _lock(version.minutes)
    if version.language == locked.language:
        raise BadInput(_("The group approves the original. Only translations are reviewed."))
    if version.author_id == by.pk:
        raise Refused(_("Somebody else reviews it: two people see more than one."))
    review, made = MinutesReview.objects.get_or_create(version=version, defaults={"by": by})
    if made:
        audit.record(locked, "review", by=by)
    return review


@transaction.atomic
def approve_minutes(minutes: Minutes, *, seen: int, by: Person | None) -> Minutes:
    """Write down that the group approved the minutes at its latest meeting.

    ``seen`` is the number of the version that was read out; Refused when there is a newer one, or when no
    later meeting of the group is under way or over.
    """
    locked = _lock(minutes)
    meeting = approving_meeting(locked)
    if meeting is None:
        raise Refused(_("A group approves its minutes at a later meeting. Open that meeting first."))
    number = latest(locked)[locked.language].number
    if number != seen:
        raise Refused(_("There is a newer version now. Read it, then approve."))
    transition(minutes, "approve", by=by, approved_at=meeting, approved_number=number)
    return minutes


@transaction.atomic
def publish_minutes(minutes: Minutes, *, by: Person | None) -> Minutes:
    """Let everybody read the approved minutes. Raises BadInput when a child's name stands in them."""
    locked = _lock(minutes)
    for version in latest(locked).values():
        _refuse_children(locked, version.body)
    transition(minutes, "publish", by=by, published_at=timezone.now())
    return minutes


def _refuse_children(minutes: Minutes, body: str) -> None:
    """A first name alone may be anybody's; a child's whole name is not published."""
    children = [name for name in private_names(minutes.meeting.group.community) if name.of == "child"]
    if any(" " in found.name for found in names_in(body, children)):
        raise BadInput(_("A child's name stands in these minutes. Take it out: everybody can read them."))
