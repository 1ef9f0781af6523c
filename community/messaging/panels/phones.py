"""What a simulated phone shows."""

import re
from typing import Any

from django.conf import settings
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join

from community.core.numbers import key_in
from community.core.registry import Audience
from community.live.models import LiveBoard
from community.messaging.selectors import phone_owner, seen_on_phone
from community.messaging.services.phones import KIND

__all__ = ["KIND", "PANELS", "audience", "mine"]

SHOWN = 40


def audience(person: Any | None, board_id: int, claimed: str) -> Audience | None:
    """Anybody may pick up any phone of the demo: ``claimed`` is the key of the person whose phone it is."""
    if settings.SMS_BACKEND != "simulator":
        return None
    board = LiveBoard.objects.get(pk=board_id)
    owner = phone_owner(board.community_id, key_in(claimed))
    return Audience(claimed, owner.language) if owner else None


def mine(person: Any, board_id: int) -> str:
    """A phone has no further personal panel: all of it is one person's."""
    return ""


def with_links(body: str) -> str:
    """``body`` for a page, its signed links to press. Without PUBLIC_URL they are paths of this very site."""
    pieces = re.split(r"((?:https?://[\w.:-]+)?/l/[\w-]+/)", body)
    return format_html_join(
        "",
        "{}",
        (
            (
                format_html('<a href="{0}">{0}</a>', piece)
                if odd % 2
                else linebreaksbr(piece, autoescape=True),
            )
            for odd, piece in enumerate(pieces)
        ),
    )


def texts(board_id: int, audience: Audience) -> str:
    """The last texts on the phone, oldest first."""
    return render_to_string("panels/phone_texts.html", {"texts": _texts(board_id, audience)})


def newest(board_id: int, audience: Audience) -> str:
    """The last text that came, for a screen reader to say when it comes."""
    came = [text for text in _texts(board_id, audience) if text.direction == "out"]
    return render_to_string("panels/phone_newest.html", {"text": came[-1] if came else None})


PANELS = {"texts": texts, "newest": newest}


def _texts(board_id: int, audience: Audience) -> list[Any]:
    board = LiveBoard.objects.select_related("community").get(pk=board_id)
    owner = phone_owner(board.community_id, int(audience.role))
    found = seen_on_phone(board.community, str(owner.phone), last=SHOWN) if owner else []
    for text in found:
        text.html = with_links(text.body)  # type: ignore[attr-defined]
    return found
