"""What is on an agenda, and who sees what of it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.live.selectors import once_a_moment
from community.meetings.models import AgendaItem, Meeting
from community.meetings.standing import GUEST, PROJECTOR

# Nobody follows these: what waits for the staff's word, and what is dropped.
UNSEEN = (AgendaItem.State.PROPOSED, AgendaItem.State.DROPPED)
# Who presents an item, where it came from, and where it went.
WITH = ("presenter", "continues__meeting__group", "continued_by__meeting__group")


def agenda_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """What is on the agenda, in order, for whoever may see all of it."""
    return AgendaItem.objects.filter(meeting=meeting).exclude(state__in=UNSEEN).select_related(*WITH)


def open_to_guests(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """Those of ``items`` that a guest may see."""
    return items.filter(closed_to_guests=False)


def shown_of(meeting: Meeting, *, sees_all: bool) -> QuerySet[AgendaItem]:
    """The agenda for those who see all of it, or for everybody else."""
    if sees_all:
        return agenda_of(meeting)
    return AgendaItem.objects.none() if meeting.members_only else open_to_guests(agenda_of(meeting))


@once_a_moment
def keeps_apart(meeting: Meeting) -> bool:
    """Whether some of ``meeting`` is closed to guests.

    Then what does not say to which item it belongs is not for guests either.
    """
    return meeting.members_only or AgendaItem.objects.filter(meeting=meeting, closed_to_guests=True).exists()


def is_apart(item: AgendaItem | None, role: str) -> bool:
    """Whether ``role`` is not told what ``item`` is about. The screen in the room is read by guests too."""
    return item is not None and item.closed_to_guests and role in (GUEST, PROJECTOR)


def proposals_at(meeting: Meeting) -> QuerySet[AgendaItem]:
    """What waits for the staff's word, the oldest first."""
    waiting = AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.PROPOSED)
    return waiting.select_related("proposed_by").order_by("pk")


def dropped_at(meeting: Meeting) -> QuerySet[AgendaItem]:
    """What is left out, each with its reason."""
    return AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.DROPPED)


@dataclass(frozen=True)
class Length:
    """How long the items take, as far as they say, against the time there is (None: not known)."""

    minutes: int
    unsaid: int
    of: int | None

    @property
    def over(self) -> int:
        """Minutes that the items take more than there are; 0 where they fit."""
        return max(0, self.minutes - self.of) if self.of is not None else 0

    @property
    def words(self) -> str:
        """“95 of 120 minutes planned.”, “30 minutes too long …”, and how many items say nothing."""
        if self.of is None:
            said = ngettext("%(sum)s minute planned.", "%(sum)s minutes planned.", self.minutes)
        elif self.over:
            said = _("%(sum)s minutes planned, %(over)s more than the %(of)s of the meeting.")
        else:
            said = _("%(sum)s of the meeting's %(of)s minutes planned.")
        parts = [said % {"sum": self.minutes, "of": self.of, "over": self.over}]
        if self.unsaid:
            more = ngettext(
                "%(number)s item does not say how long it takes.",
                "%(number)s items do not say how long they take.",
                self.unsaid,
            )
            parts.append(more % {"number": self.unsaid})
        return " ".join(parts)


def length_of(meeting: Meeting) -> Length:
    """How long the agenda of ``meeting`` takes. One query."""
    items = AgendaItem.objects.filter(meeting=meeting).exclude(state__in=UNSEEN)
    minutes = list(items.values_list("minutes", flat=True))
    there = None
    if meeting.starts_at and meeting.ends_at:
        there = (meeting.ends_at - meeting.starts_at) // timedelta(minutes=1)
    return Length(sum(filter(None, minutes)), minutes.count(None), there)
