"""Who a broadcast is for: filters that are kept as JSON, and the people they choose.

Within a kind of filter any match counts; the kinds together must all match.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from community.broadcasts.models import Broadcast, Recipient
from community.core.errors import BadInput
from community.core.prepared import LARGEST
from community.meetings.models import Attendance, Invitation, Meeting
from community.meetings.selectors import seats_at
from community.messaging.models import Message
from community.people.models import LANGUAGES, Community, Group, Membership, Person, StaffRole

ROLES = ("board", "provider", "staff", "family")
ANSWERS = ("yes", "no", "none")
PRESENCE = ("there", "away")
OUTCOMES = ("got", "missed", "unreached")
_KNOWN_WORDS = {
    "roles": ROLES,
    "languages": tuple(code for code, _name in LANGUAGES),
    "answers": ANSWERS,
    "presence": PRESENCE,
    "outcomes": OUTCOMES,
}
# What asks about a row, and what is asked about it: neither goes without the other.
_PAIRS = {"asked_to": "answers", "held": "presence", "earlier": "outcomes"}


@dataclass(frozen=True)
class Filters:
    """``asked_to`` and ``held`` are keys of meetings, ``earlier`` of a broadcast, ``groups`` of groups."""

    groups: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    asked_to: int | None = None
    answers: tuple[str, ...] = ()
    held: int | None = None
    presence: tuple[str, ...] = ()
    earlier: int | None = None
    outcomes: tuple[str, ...] = ()

    @classmethod
    def read(cls, data: Any) -> Self:
        """The filters kept as ``data``. BadInput when it has not their shape, or chooses nothing."""
        names = {field.name for field in fields(cls)}
        if not isinstance(data, dict) or not names.issuperset(data):
            raise BadInput(_("That is not a choice of people."))
        given = {name: value for name, value in data.items() if value not in (None, [], ())}
        for name, value in given.items():
            if not (_is_key(value) if name in _PAIRS else _is_list(name, value)):
                raise BadInput(_("That is not a choice of people."))
        if any((row in given) != (asked in given) for row, asked in _PAIRS.items()):
            raise BadInput(_("Choose both: which one, and what about it."))
        if not given:
            raise BadInput(_("Choose who gets it."))
        kept: Any = {
            name: tuple(value) if isinstance(value, list) else value for name, value in given.items()
        }
        return cls(**kept)

    def as_json(self) -> dict[str, Any]:
        """What ``read`` reads."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
            if value
        }

    def check(self, community: Community) -> None:
        """Raise BadInput unless every row they name is one of ``community``. Three queries at most."""
        groups = Group.objects.of(community).filter(pk__in=self.groups).count()
        named = {key for key in (self.asked_to, self.held) if key}
        meetings = Meeting.objects.of(community).filter(pk__in=named).count()
        earlier = not self.earlier or Broadcast.objects.of(community).filter(pk=self.earlier).exists()
        if groups != len(set(self.groups)) or meetings != len(named) or not earlier:
            raise BadInput(_("That is not a choice of people."))


def _is_key(value: Any) -> bool:
    return type(value) is int and 0 < value <= LARGEST


def _is_list(name: str, value: Any) -> bool:
    if not isinstance(value, list | tuple):
        return False
    if name == "groups":
        return all(map(_is_key, value))
    return all(isinstance(word, str) and word in _KNOWN_WORDS[name] for word in value)


def people_in(community: Community, filters: Filters) -> QuerySet[Person]:
    """The people of ``community`` whom ``filters`` choose today, each once. One query, two for its making."""
    kinds = [
        _by_group(community, filters),
        _by_role(community, filters),
        Q(language__in=filters.languages) if filters.languages else None,
        _by_answer(filters),
        _by_presence(community, filters),
        _by_outcome(filters),
    ]
    chosen = Person.objects.of(community)
    for kind in kinds:
        if kind is not None:
            chosen = chosen.filter(kind)
    return chosen.order_by("pk")


def _seats(community: Community) -> Any:
    return Membership.objects.of(community).on(community.today()).filter(status__in=Membership.SEATED)


def _by_group(community: Community, filters: Filters) -> Q | None:
    if not filters.groups:
        return None
    return Q(pk__in=_seats(community).filter(group__in=filters.groups).values("person"))


def _by_role(community: Community, filters: Filters) -> Q | None:
    if not filters.roles:
        return None
    seats, posts = _seats(community), StaffRole.objects.of(community).on(community.today())
    on_team = Q(group__kind=Group.Kind.ACTION_TEAM)
    roles = {
        "board": Q(pk__in=seats.exclude(on_team).values("person")),
        "provider": Q(pk__in=seats.filter(on_team).values("person")),
        "staff": Q(pk__in=posts.values("person")),
        "family": ~Q(pk__in=seats.values("person")) & ~Q(pk__in=posts.values("person")),
    }
    found = Q()
    for role in filters.roles:
        found |= roles[role]
    return found


def _by_answer(filters: Filters) -> Q | None:
    if not filters.answers:
        return None
    answers = ["" if answer == "none" else answer for answer in filters.answers]
    asked = Invitation.objects.filter(meeting=filters.asked_to, answer__in=answers)
    return Q(pk__in=asked.values("person"))


def _by_presence(community: Community, filters: Filters) -> Q | None:
    """Away is who was asked, or had a seat that day, and was not there."""
    if not filters.presence or filters.held is None:
        return None
    meeting = Meeting.objects.of(community).select_related("group__community").get(pk=filters.held)
    there = Q(pk__in=Attendance.objects.filter(meeting=meeting).values("person"))
    expected = Q(pk__in=Invitation.objects.filter(meeting=meeting).values("person"))
    if meeting.roster_day is not None and not meeting.source:
        seats = seats_at(meeting).filter(status__in=Membership.SEATED)
        expected |= Q(pk__in=seats.values("person"))
    found = Q()
    if "there" in filters.presence:
        found |= there
    if "away" in filters.presence:
        found |= expected & ~there
    return found


def _by_outcome(filters: Filters) -> Q | None:
    """Got: some try was sent or delivered. Missed: the last one failed. Unreached: none ever left.

    A text that waits, or of which nobody knows whether it left, is none of these.
    """
    if not filters.outcomes:
        return None
    places = Recipient.objects.filter(broadcast=filters.earlier)
    tries = Message.objects.filter(Q(pk=OuterRef("message")) | Q(first_try=OuterRef("message")))
    states = Message.State
    arrived = Exists(tries.filter(state__in=(states.SENT, states.DELIVERED)))
    open_still = Exists(tries.filter(state__in=(states.QUEUED, states.SENDING, states.UNKNOWN)))
    failed = Exists(tries.filter(state=states.FAILED))
    over = ~arrived & ~open_still
    outcomes = {
        "got": Q(arrived),
        "missed": Q(over) & Q(failed),
        "unreached": ~Q(left_out="") | (Q(message__isnull=False) & Q(over) & ~Q(failed)),
    }
    found = Q()
    for outcome in filters.outcomes:
        found |= outcomes[outcome]
    return Q(pk__in=places.filter(found).values("person"))
