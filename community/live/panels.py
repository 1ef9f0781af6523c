"""What a board shows: every panel of its kind, rendered for one audience."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone, translation

from community.core import registry
from community.core.registry import Audience
from community.live.models import LiveBoard
from community.live.selectors import one_moment

Snapshot = dict[str, Any]


def snapshot(board: LiveBoard, audience: Audience) -> Snapshot:
    """The board for one audience: ``{"version", "panels": {key: html}, "seen_as": mark}``, of one moment."""
    return snapshots(board, [audience])[audience]


def snapshots(board: LiveBoard, audiences: Iterable[Audience]) -> dict[Audience, Snapshot]:
    """The board for several audiences, all from the same moment."""
    with one_moment():
        version = LiveBoard.objects.values_list("version", flat=True).get(pk=board.pk)
        return {
            audience: {"version": version, "panels": _panels(board, audience), "seen_as": audience.mark}
            for audience in audiences
        }


def _panels(board: LiveBoard, audience: Audience) -> dict[str, str]:
    shown = sorted(
        (panel for panel in registry.panels if panel.board_kind == board.kind), key=lambda panel: panel.order
    )
    with translation.override(audience.language), timezone.override(board.community.zone):
        return {panel.key: panel.render(board.pk, audience) for panel in shown}
