"""What the buttons beside the promises on a meeting's live board do."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from community.core.errors import BadInput
from community.core.numbers import key_in
from community.meetings.actions import Post, running
from community.meetings.models import Meeting
from community.people.models import Person
from referrals.teams.models import Commitment, Review
from referrals.teams.services import let_go, review


def _meant(meeting: Meeting, key: str) -> Commitment:
    """The promise with this key to a team that meets here."""
    here = Q(team=meeting.group_id) | Q(team__in=meeting.joint_with.values("pk"))
    rows = Commitment.objects.filter(here).select_related("team", "organisation")
    found = rows.filter(pk=key_in(key)).first()
    if found is None:
        raise BadInput(_("That is not here any more. Load the page again."))
    return found


@running
def say_of_promise(person: Person, meeting: Meeting, post: Post) -> str:
    """``promise`` is "12:kept": the meeting says that promise 12 is kept."""
    key, _colon, said = str(post.get("promise", "")).partition(":")
    row = _meant(meeting, key)
    if said not in Review.Said.values:
        raise BadInput(_("Choose how far the promise is."))
    review(row, meeting, said=said, by=person)
    return _("%(title)s: %(said)s") % {"title": row.title, "said": Review.Said(said).label}


@running
def drop_promise(person: Person, meeting: Meeting, post: Post) -> str:
    """The meeting lets a promise go."""
    row = _meant(meeting, str(post.get("dropped", "")))
    let_go(row, by=person)
    return _("Let go: %(title)s") % {"title": row.title}


BOARD: dict[str, Any] = {"say_of_promise": say_of_promise, "drop_promise": drop_promise}
