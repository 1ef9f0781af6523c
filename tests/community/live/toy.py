"""A kind of live board for these tests: it shows a community's organizations and households."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.utils.translation import gettext

from community.core import registry
from community.core.registry import Audience, BoardKind, Panel
from community.live.models import LiveBoard
from community.live.services import make_board, ring
from community.people.models import Community, Household, Organisation
from community.people.rules import is_staff

renders: Counter[Audience] = Counter()
gate = threading.Event()
gate.set()


def organisations(board_id: int, audience: Audience) -> str:
    """Counts its renderings, and waits at the gate."""
    renders[audience] += 1
    assert gate.wait(10)
    board = LiveBoard.objects.get(pk=board_id)
    names = Organisation.objects.of(board.community).values_list("name", flat=True)
    return f"{gettext('Yes')}: {', '.join(names)}"


def households(board_id: int, _audience: Audience) -> str:
    return str(Household.objects.filter(community__boards=board_id).count() or "")


def audience(person, board_id, claimed):
    """Anybody with a role; the console is for staff. The shop window is for all."""
    if claimed == "window":
        return Audience("window", "en")
    if person is None or not person.roles:
        return None
    if claimed == "console":
        return Audience("console", person.language) if is_staff(person) else None
    return Audience("member", person.language)


def kind() -> BoardKind:
    return BoardKind(audience, mine=lambda person, board_id: f"<p>{person.display_name}</p>")


def plug(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(registry.board_kinds._plugs, "toy", kind())
    for order, panel in enumerate((organisations, households)):
        patch.setitem(registry.panels._plugs, f"toy.{order}", Panel("toy", panel.__name__, order, panel))
    patch.setitem(
        registry.link_purposes._plugs,
        "toy",
        registry.LinkPurpose(page=lambda *_args: None, board=lambda link: link.subject_id),
    )


def toy_board(community: Community) -> LiveBoard:
    return make_board(community, "toy")


def add_organisation(board: LiveBoard, name: str) -> None:
    with transaction.atomic():
        Organisation.objects.create(community_id=board.community_id, name=name)
        ring(board.pk)


def add_household(board: LiveBoard) -> None:
    with transaction.atomic():
        Household.objects.create(community_id=board.community_id, name="Petit")
        ring(board.pk)


@contextmanager
def closed_gate() -> Iterator[None]:
    """While this lasts, no rendering comes to its end."""
    gate.clear()
    try:
        yield
    finally:
        gate.set()
