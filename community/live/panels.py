"""What a board shows: every panel of its kind, rendered for one audience."""

from collections.abc import Collection, Iterable, Mapping
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


def snapshots(
    board: LiveBoard,
    audiences: Iterable[Audience],
    *,
    since: int = 0,
) -> dict[Audience, Snapshot]:
    """The board for several audiences, all from the same moment.

    Where each change after the version ``since`` said which panels show it, only those are rendered, and
    the snapshot says ``"since"`` which version it holds.
    """
    with one_moment():
        version, changed = LiveBoard.objects.values_list("version", "changed").get(pk=board.pk)
        keys = _changed(since, changed)
        part = {"since": since} if keys else {}
        return {
            audience: {
                "version": version,
                **part,
                "panels": _panels(board, audience, keys),
                "seen_as": audience.mark,
            }
            for audience in audiences
        }


def _changed(since: int, changed: Mapping[str, int]) -> Collection[str]:
    """The keys of the panels that may differ from what they were at ``since``; empty: any may."""
    if not since or changed.get("", 0) > since:
        return ()
    return {key for key, version in changed.items() if version > since}


def _panels(board: LiveBoard, audience: Audience, keys: Collection[str]) -> dict[str, str]:
    ours = (panel for panel in registry.panels if panel.board_kind == board.kind)
    shown = sorted((panel for panel in ours if not keys or panel.key in keys), key=lambda panel: panel.order)
    with translation.override(audience.language), timezone.override(board.community.zone):
        return {panel.key: panel.render(board.pk, audience) for panel in shown}
