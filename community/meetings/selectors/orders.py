"""What those who come need: the counts to order from, and whom no text reached."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from community.meetings.models import Accommodation, Invitation, Meeting
from community.meetings.needs import LANGUAGES
from community.messaging.models import Message
from community.messaging.words import advice_for, state_words, trouble_of
from community.people.models import Person


def offered_by(meeting: Meeting) -> list[str]:
    """The kinds of ``Accommodation`` that ``meeting`` offers, in the order they are asked."""
    offers = {
        Accommodation.Kind.MEAL: meeting.offers_meal,
        Accommodation.Kind.CHILDCARE: meeting.offers_childcare,
        Accommodation.Kind.INTERPRETATION: meeting.offers_interpretation,
        Accommodation.Kind.RIDE: meeting.offers_ride,
    }
    return [str(kind) for kind, is_offered in offers.items() if is_offered]


@dataclass
class Order:
    """One thing to order. ``rows``: who wants it; ``open``: how many who come have not said."""

    kind: str
    rows: list[Accommodation] = field(default_factory=list)
    open: int = 0

    @property
    def total(self) -> int:
        """Children for child care; people for all else. A family that has not said how many counts as one."""
        return sum(row.count or 1 for row in self.rows) if self.kind == "childcare" else len(self.rows)

    @property
    def groups(self) -> list[tuple[str, int]]:
        """The diets, or the languages, each with how many want it, the most wanted first."""
        names: dict[str, str] = {}
        for row in self.rows:
            names.setdefault(row.detail.casefold(), row.detail)
        counted = Counter(row.detail.casefold() for row in self.rows)
        return [
            (names[key], number)
            for key, number in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        ]

    @property
    def languages(self) -> list[tuple[str, int]]:
        return [(str(LANGUAGES.get(language, language)), number) for language, number in self.groups]

    @property
    def ages(self) -> str:
        """The ages in years of all the children, youngest first."""
        found = [age for row in self.rows for age in row.detail.split(", ") if age.isdigit()]
        return ", ".join(sorted(found, key=int))

    @property
    def without_ages(self) -> int:
        return self.total - sum(len(row.detail.split(", ")) for row in self.rows if row.detail)


def orders_of(meeting: Meeting, coming: Sequence[Invitation]) -> list[Order]:
    """What to order for those of ``coming``, whose ``accommodations`` are at hand. No query."""
    orders = {kind: Order(kind) for kind in offered_by(meeting)}
    for invitation in coming:
        said = {row.kind: row for row in invitation.accommodations.all()}
        for kind, order in orders.items():
            row = said.get(kind)
            if row is None:
                order.open += 1
            elif row.wanted:
                row.invitation = invitation
                order.rows.append(row)
    return list(orders.values())


def texts_about(meeting: Meeting) -> QuerySet[Message]:
    """The invitations and reminders of ``meeting`` that were texted, and their later tries."""
    of = Message.objects.filter(thread__community=meeting.group.community_id)
    about = Q()
    for word in ("invitation", "reminder"):
        for column in ("once_key", "first_try__once_key"):
            about |= Q(**{f"{column}__startswith": f"{word}:{meeting.pk}:"})
    return of.filter(about)


@dataclass(frozen=True)
class Missed:
    """Somebody whom the newest text about the meeting did not reach."""

    person: Person
    text: Message

    @property
    def state(self) -> str:
        return state_words(self.text)

    @property
    def why(self) -> str:
        return trouble_of(self.text)

    @property
    def advice(self) -> str:
        return advice_for(self.text)


def missed_by(meeting: Meeting, asked: Sequence[Invitation]) -> list[Missed]:
    """Those of ``asked`` whose newest text failed, may not have arrived, or was not sent. One query."""
    newest: dict[int, Message] = {}
    for text in texts_about(meeting).order_by("pk"):
        if text.person_id is not None:
            newest[text.person_id] = text
    bad = {Message.State.FAILED, Message.State.UNKNOWN, Message.State.DROPPED}
    found = []
    for invitation in asked:
        latest = newest.get(invitation.person_id)
        if latest is not None and latest.state in bad and latest.dropped_for not in ("closed", "too_late"):
            latest.tried_again = False  # type: ignore[attr-defined]
            found.append(Missed(invitation.person, latest))
    return found
