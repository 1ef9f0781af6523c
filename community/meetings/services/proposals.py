"""What members propose for the agenda, and what becomes of it."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from community.core import audit, jobs
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.lifecycle import transition
from community.meetings.models import AgendaItem, Meeting
from community.meetings.selectors import belongs
from community.meetings.services.agenda import lock_unfinished, next_place
from community.meetings.services.bell import ring_for
from community.meetings.words import proposal_accepted, proposal_dropped
from community.messaging.services import refuse_private, send_text
from community.people.models import Person

TELL_JOB = "community.meetings.jobs.tell_proposer"
# More of a title, or of a reason, does not fit into one text.
TITLE_IN_TEXT = 30
LONGEST_REASON = 60
PLACES_TRIED = 5


def said_title(item: AgendaItem) -> str:
    """The title as a text repeats it; "" for one that names a child or a provider."""
    try:
        refuse_private(item.meeting.group.community, item.title)
    except BadInput:
        return ""
    return Truncator(item.title).chars(TITLE_IN_TEXT, truncate="...")


@transaction.atomic
def propose_item(meeting: Meeting, *, title: str, by: Person, channel: str) -> AgendaItem:
    """Keep what ``by`` wants on the agenda; the staff says whether it goes on.

    The same words from the same person again are the same proposal. Raises NotAllowed for whoever has no
    seat there, and Refused once the meeting is over. ``channel`` is "text" or "web".
    """
    title = " ".join(title.split())[:200]
    if not title:
        raise BadInput(_("Write what you want to talk about."))
    fresh = Meeting.objects.select_related("group__community").get(pk=meeting.pk)
    if fresh.state not in (Meeting.State.PLANNED, Meeting.State.OPEN):
        raise Refused(_("This meeting is over. Its agenda stays as it is."))
    if not belongs(fresh, by):
        raise NotAllowed(_("Only members of the group propose items for its meeting."))
    # Their own row, not the meeting's: whoever invites holds that one and waits for the phone's thread,
    # which a text that comes in holds already.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    own = AgendaItem.objects.filter(meeting=fresh, proposed_by=by)
    same = next((item for item in own if item.title.casefold() == title.casefold()), None)
    if same is not None:
        return same
    item = _at_the_end(fresh, title, by)
    audit.record(item, "propose", by=by, to_state=item.state, channel=channel)
    ring_for(fresh)
    return item


def _at_the_end(meeting: Meeting, title: str, by: Person) -> AgendaItem:
    """The proposal as a row. Somebody else may take the last place in the same moment; then the next."""
    for _attempt in range(PLACES_TRIED):
        try:
            with transaction.atomic():
                return AgendaItem.objects.create(
                    meeting=meeting,
                    position=next_place(meeting),
                    title=title,
                    proposed_by=by,
                    state=AgendaItem.State.PROPOSED,
                )
        except IntegrityError:
            continue
    raise Refused(_("Many people change this agenda now. Try again in a minute."))


@transaction.atomic
def accept_proposal(item: AgendaItem, *, by: Person | None) -> AgendaItem:
    """Put a proposal on the agenda, and tell who proposed it."""
    locked = lock_unfinished(item.meeting)
    transition(item, "accept", by=by)
    jobs.enqueue(TELL_JOB, item.pk)
    ring_for(locked)
    return item


@transaction.atomic
def drop_item(item: AgendaItem, *, reason: str, by: Person | None) -> AgendaItem:
    """Leave ``item`` out for good, because of ``reason``, and tell who proposed it.

    Raises BadInput without a reason, or with one that no text may hold, and Refused for what has come
    back at another meeting or is being talked about.
    """
    why = " ".join(reason.split())[:LONGEST_REASON]
    if not why:
        raise BadInput(_("Write why it is dropped. Whoever proposed it gets to read it."))
    locked = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("group__community")
        .get(pk=item.meeting_id)
    )
    refuse_private(locked.group.community, why)
    if AgendaItem.objects.filter(continues=item.pk).exists():
        raise Refused(_("This item came back at another meeting. Drop it there."))
    if locked.current_item_id == item.pk:
        raise Refused(_("This item is being talked about now. Leave it for another meeting first."))
    transition(item, "drop", by=by, why=why, drop_reason=why)
    if item.proposed_by_id is not None:
        jobs.enqueue(TELL_JOB, item.pk)
    ring_for(locked)
    return item


def tell_proposer(item: AgendaItem) -> None:
    """Text whoever proposed ``item`` what became of it, in their language, once for each news.

    A job calls it after the commit: a text that comes in holds its thread and waits for the meeting.
    """
    if item.proposed_by is None or item.state == AgendaItem.State.PROPOSED:
        return
    words = proposal_dropped if item.state == AgendaItem.State.DROPPED else proposal_accepted
    ends_at = item.meeting.ends_at
    send_text(
        item.proposed_by,
        lambda: words(item, said_title(item)),
        once_key=f"proposal:{item.pk}:{words.__name__}",
        useful_until=ends_at if ends_at and ends_at > timezone.now() else None,
    )
