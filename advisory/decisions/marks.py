"""How a ballot marks choices. Pure: the same for a page, a text and a sheet of paper.

A choice goes by its place, from 1. The shapes that are kept:
approval and the two budgets: the places approved of, [1, 3];
score and dots: place and points, [[1, 5], [3, 2]], without those that got none;
ranked choice: the places at each rank, [[3], [1], [2]]; a rank may be empty or, on paper, hold several.
An empty list is a blank ballot.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from community.core.errors import BadInput

APPROVING = ("approval", "equal_shares", "greedy")


def checked_marks(
    marks: Any, *, method: str, choices: int, top: int | None = None, as_marked: bool = False
) -> list[Any]:
    """``marks`` in the shape that is kept, sorted where order means nothing.

    ``choices`` is how many there are, ``top`` the most points of a choice (score) or the dots of a voter
    (dots). ``as_marked``: this ballot was marked on paper, so a ranking is kept with what is wrong with it,
    and the rules of the count decide. Raises BadInput in words for its voter.
    """
    if method in APPROVING:
        return sorted(set(_places(marks, choices)))
    if method in ("score", "dots"):
        return _points(marks, choices, top or 0, shared=method == "dots")
    if method == "irv":
        return _ranks(marks, choices, as_marked=as_marked)
    raise BadInput(_("Choose yes, no or not voting."))


def _places(places: Any, choices: int) -> list[int]:
    found: list[Any] = [None]
    if isinstance(places, Sequence) and not isinstance(places, str):
        found = list(places)
    for place in found:
        if type(place) is not int or not 1 <= place <= choices:
            raise BadInput(
                _("That is not one of the choices. They go from 1 to %(last)d.") % {"last": choices}
            )
    return found


def _points(pairs: Any, choices: int, top: int, *, shared: bool) -> list[list[int]]:
    try:
        points = [(place, number) for place, number in pairs]
    except (TypeError, ValueError):
        raise BadInput(_("Give each choice a whole number of points.")) from None
    places = _places([place for place, _number in points], choices)
    if len(set(places)) != len(places):
        raise BadInput(_("You gave points to the same choice twice."))
    for _place, number in points:
        if type(number) is not int or not 0 <= number <= top:
            raise BadInput(_("Points are whole numbers from 0 to %(top)d.") % {"top": top})
    if shared and sum(number for _place, number in points) > top:
        raise BadInput(_("You have %(top)d dots. Give out that many at most.") % {"top": top})
    return sorted([place, number] for place, number in points if number)


def _ranks(ranks: Any, choices: int, *, as_marked: bool) -> list[list[int]]:
    try:
        kept = [sorted(_places(rank, choices)) for rank in ranks]
    except TypeError:
        raise BadInput(_("Put the choices in your order, the best one first.")) from None
    if as_marked:
        return kept[: max((at for at, rank in enumerate(kept, 1) if rank), default=0)]
    named = list(chain.from_iterable(kept))
    if any(len(rank) > 1 for rank in kept):
        raise BadInput(_("Only one choice can be at each place of your order."))
    if len(set(named)) != len(named):
        raise BadInput(_("You put the same choice in two places of your order."))
    return [rank for rank in kept if rank]
