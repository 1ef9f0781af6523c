"""Looking up what an address names, for somebody who may read it."""

from typing import Any

from django.shortcuts import get_object_or_404

from advisory.boards.models import Charter, Seat
from advisory.boards.rules import may_read
from advisory.boards.selectors import has_a_seat
from community.core.access import require
from community.people.models import Group


def find_group(request: Any, pk: int) -> Group:
    """The group, if this person may read its roster and texts."""
    found = get_object_or_404(
        Group.objects.of(request.community).select_related("community", "parent"), pk=pk
    )
    _check(request, found)
    return found


def find_seat(request: Any, pk: int) -> Seat:
    """The seat, with its group."""
    rows = Seat.objects.of(request.community).select_related("group__community")
    found = get_object_or_404(rows, pk=pk)
    _check(request, found.group)
    return found


def find_charter(request: Any, pk: int) -> Charter:
    """The charter or agreement, with its group."""
    rows = Charter.objects.of(request.community).select_related("group__community")
    found = get_object_or_404(rows, pk=pk)
    _check(request, found.group)
    return found


def _check(request: Any, group: Group) -> None:
    require(may_read(request.person, group, has_a_seat=has_a_seat(request.person, group)))
