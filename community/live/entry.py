"""Who may watch a board: asked when a socket or a page opens, before a push, and every few seconds."""

import copy
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from community.core import registry
from community.core.among import among
from community.core.registry import Audience
from community.live.models import LiveBoard
from community.live.selectors import find_board
from community.people.models import Community, Person, SignedLink
from community.people.selectors import roles_by_person
from community.people.services import find_link
from community.people.sessions import person_of


@dataclass(frozen=True, slots=True)
class Ticket:
    """How somebody came in. Sockets with equal tickets have equal rights, so they are asked about once."""

    board_id: int
    claimed: str = ""
    language: str = ""
    person_id: int | None = None
    user_id: int | None = None
    session_key: str = ""
    link_id: int | None = None
    both_factors: bool = False
    # Tickets are looked up a thousand at a time.
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        mine = (self.board_id, self.claimed, self.language, self.person_id, self.session_key, self.link_id)
        object.__setattr__(self, "_hash", hash(mine))

    def __hash__(self) -> int:
        return self._hash


def audience_for(
    board: LiveBoard, person: Person | None, *, claimed: str = "", language: str = ""
) -> Audience | None:
    """The audience in which ``person`` may watch ``board`` now, or None.

    ``claimed`` is the view they ask for, ``language`` the one they picked on this device ("": their own).
    """
    if person is not None and person.community_id != board.community_id:
        return None
    return _spoken(registry.board_kinds[board.kind].audience(person, board.pk, claimed), language)


def _spoken(audience: Audience | None, language: str) -> Audience | None:
    return audience._replace(language=language) if audience and language else audience


def enter_by_session(
    board_id: int, *, claimed: str, cookies: Mapping[str, str]
) -> tuple[Ticket, Audience] | None:
    """Let the person of a browser session in, by the same rules as a page. Several queries."""
    request = HttpRequest()
    request.session = session = SessionStore(cookies.get(settings.SESSION_COOKIE_NAME))
    user = get_user(request)
    person = person_of(user, session)
    ticket = Ticket(board_id=board_id, claimed=claimed, language=picked_language(cookies))
    ticket = ticket_for(ticket, person, user=user, session_key=session.session_key or "")
    return _enter(ticket, find_board(board_id), person)


def ticket_for(plain: Ticket, person: Person | None, *, user: Any, session_key: str) -> Ticket:
    """The ticket of whoever acts as ``person`` in a browser session; ``plain`` for nobody."""
    if person is None:
        return plain
    return replace(
        plain,
        person_id=person.pk,
        user_id=user.pk,
        session_key=session_key,
        both_factors=person.both_factors,
    )


def enter_by_link(token: str, *, cookies: Mapping[str, str]) -> tuple[Ticket, Audience] | None:
    """Let in whoever holds a signed link that follows a board. A link shows one factor at most."""
    link = find_link(token)
    purpose = registry.link_purposes.get(link.purpose) if link else None
    board_id = purpose.board(link) if purpose else None
    if link is None or board_id is None:
        return None
    ticket = Ticket(
        board_id=board_id, language=picked_language(cookies), person_id=link.person_id, link_id=link.pk
    )
    link.person.both_factors = ticket.both_factors
    return _enter(ticket, find_board(board_id), link.person)


def ask_again(tickets: Collection[Ticket]) -> dict[Ticket, Audience | None]:
    """Each ticket's audience as of now: None when the sign-in, the link or the right itself has ended.

    A handful of queries for a board and a view, however many the tickets.
    """
    return answers_for(tickets, _standing(tickets))


def answers_for(tickets: Collection[Ticket], found: Mapping[Ticket, Person]) -> dict[Ticket, Audience | None]:
    """The same where the sessions and links were just ``found`` to hold, with the person behind each."""
    answers: dict[Ticket, Audience | None] = dict.fromkeys(tickets)
    boards = LiveBoard.objects.select_related("community").in_bulk({ticket.board_id for ticket in tickets})
    people = _in_their_roles(found, [board.community for board in boards.values()])
    alike = defaultdict(list)
    for ticket, person in people.items():
        if (board := boards.get(ticket.board_id)) and person.community_id == board.community_id:
            alike[board, ticket.claimed].append(ticket)
    for (board, claimed), asking in alike.items():
        seen_as = _ask_kind(board, [people[ticket] for ticket in asking], claimed)
        for ticket, audience in zip(asking, seen_as, strict=True):
            answers[ticket] = _spoken(audience, ticket.language)
    for ticket in answers:
        if ticket.person_id is None and (board := boards.get(ticket.board_id)):
            answers[ticket] = audience_for(board, None, claimed=ticket.claimed, language=ticket.language)
    return answers


def _ask_kind(board: LiveBoard, people: list[Person], claimed: str) -> list[Audience | None]:
    kind = registry.board_kinds[board.kind]
    if kind.audiences is not None:
        return kind.audiences(people, board.pk, claimed)
    return [kind.audience(person, board.pk, claimed) for person in people]


def _standing(tickets: Collection[Ticket]) -> dict[Ticket, Person]:
    """The person behind each ticket whose session or link still holds."""
    now = timezone.now()
    keys = {ticket.session_key for ticket in tickets if ticket.session_key}
    ids = {ticket.link_id for ticket in tickets if ticket.link_id}
    person_ids = {ticket.person_id for ticket in tickets if ticket.person_id}
    sessions = Session.objects.filter(among("session_key", keys), expire_date__gt=now)
    links = SignedLink.objects.filter(among("pk", ids), expires_at__gt=now)
    standing = {*sessions.values_list("session_key", flat=True), *links.values_list("pk", flat=True)}
    people = Person.objects.annotate(signs_in=F("user__is_active")).filter(among("pk", person_ids))
    found = {person.pk: person for person in people.order_by()}
    return {
        ticket: person
        for ticket in tickets
        if (person := found.get(ticket.person_id or 0)) is not None
        and (ticket.link_id or ticket.session_key) in standing
        and (ticket.link_id or (person.user_id == ticket.user_id and person.signs_in))
    }


def _in_their_roles(found: Mapping[Ticket, Person], communities: list[Community]) -> dict[Ticket, Person]:
    """A person for each ticket, with the roles of now that its factors open."""
    homes = {community.pk: community for community in communities}
    ids = {person.pk for person in found.values()}
    roles: dict[int, frozenset[str]] = {}
    for home in homes.values():
        roles |= roles_by_person(home, ids=ids)
    people: dict[Ticket, Person] = {}
    for ticket, bare in found.items():
        people[ticket] = person = copy.copy(bare)
        person.both_factors = ticket.both_factors
        person.roles_held = roles.get(person.pk, frozenset())
        if person.community_id in homes:
            person.community = homes[person.community_id]
    return people


def _enter(ticket: Ticket, board: LiveBoard | None, person: Person | None) -> tuple[Ticket, Audience] | None:
    if board is None:
        return None
    audience = audience_for(board, person, claimed=ticket.claimed, language=ticket.language)
    return (ticket, audience) if audience else None


def picked_language(cookies: Mapping[str, str]) -> str:
    """The language picked on this device, or "" (people.middleware.OwnLanguage has the same order)."""
    picked = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    return picked if picked in dict(settings.LANGUAGES) else ""
