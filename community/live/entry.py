"""Who may watch a board: asked when a socket or a page opens, before a push, and every few seconds."""

import copy
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from community.core import registry
from community.core.registry import Audience
from community.live.models import LiveBoard
from community.live.selectors import find_board
from community.people.models import Person, SignedLink
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


def audience_for(
    board: LiveBoard, person: Person | None, *, claimed: str = "", language: str = ""
) -> Audience | None:
    """The audience in which ``person`` may watch ``board`` now, or None.

    ``claimed`` is the view they ask for, ``language`` the one they picked on this device ("": their own).
    """
    if person is not None and person.community_id != board.community_id:
        return None
    audience = registry.board_kinds[board.kind].audience(person, board.pk, claimed)
    return audience._replace(language=language or audience.language) if audience else None


def enter_by_session(
    board_id: int, *, claimed: str, cookies: Mapping[str, str]
) -> tuple[Ticket, Audience] | None:
    """Let the person of a browser session in, by the same rules as a page. Several queries."""
    request = HttpRequest()
    request.session = session = SessionStore(cookies.get(settings.SESSION_COOKIE_NAME))
    user = get_user(request)
    person = person_of(user, session)
    ticket = Ticket(board_id=board_id, claimed=claimed, language=picked_language(cookies))
    if person is not None:
        ticket = replace(
            ticket,
            person_id=person.pk,
            user_id=user.pk,
            session_key=session.session_key or "",
            both_factors=person.both_factors,
        )
    return _enter(ticket, find_board(board_id), person)


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
    return _enter(ticket, find_board(board_id), link.person)


def ask_again(tickets: Collection[Ticket]) -> dict[Ticket, Audience | None]:
    """Each ticket's audience as of now: None when the sign-in, the link or the right itself has ended."""
    now = timezone.now()
    keys = {ticket.session_key for ticket in tickets} - {""}
    sessions = Session.objects.filter(session_key__in=keys, expire_date__gt=now)
    links = SignedLink.objects.filter(pk__in={ticket.link_id for ticket in tickets}, expires_at__gt=now)
    standing = {*sessions.values_list("session_key", flat=True), *links.values_list("pk", flat=True), ""}
    people = Person.objects.select_related("community", "organisation", "user").in_bulk(
        {ticket.person_id for ticket in tickets} - {None}
    )
    boards = LiveBoard.objects.select_related("community").in_bulk({ticket.board_id for ticket in tickets})
    answers: dict[Ticket, Audience | None] = {}
    for ticket in tickets:
        person = people.get(ticket.person_id or 0)
        stands = {ticket.session_key, ticket.link_id or ""} <= standing and _signs_in(person, ticket)
        entered = _enter(ticket, boards.get(ticket.board_id), person) if stands else None
        answers[ticket] = entered[1] if entered else None
    return answers


def _signs_in(person: Person | None, ticket: Ticket) -> bool:
    """Whether the person of a session ticket still belongs to the sign-in they came with."""
    if ticket.user_id is None:
        return ticket.person_id is None or person is not None
    return (
        person is not None
        and person.user is not None
        and person.user_id == ticket.user_id
        and person.user.is_active
    )


def _enter(ticket: Ticket, board: LiveBoard | None, person: Person | None) -> tuple[Ticket, Audience] | None:
    if board is None:
        return None
    if person is not None:
        # A copy, because the roles that the same person has with and without two factors differ.
        person = copy.copy(person)
        person.both_factors = ticket.both_factors
    audience = audience_for(board, person, claimed=ticket.claimed, language=ticket.language)
    return (ticket, audience) if audience else None


def picked_language(cookies: Mapping[str, str]) -> str:
    """The language picked on this device, or "" (people.middleware.OwnLanguage has the same order)."""
    picked = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    return picked if picked in dict(settings.LANGUAGES) else ""
