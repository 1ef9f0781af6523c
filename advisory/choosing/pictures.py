"""How scores spread, drawn and in words: a line from the lowest to the highest with the middle on it."""

from dataclasses import dataclass

from advisory.choosing.models import Criterion, Panel
from advisory.choosing.rules import MOST_POINTS, Spread
from advisory.choosing.selectors import Row
from advisory.choosing.words import spread_words


@dataclass(frozen=True)
class Drawn:
    """One line; positions are percentages of the width. ``is_split``: people stand far apart."""

    label: str
    words: str
    start: float
    length: float
    middle: float
    is_split: bool


def drawn(label: str, spread: Spread, *, most: int) -> Drawn:
    """``spread`` on a scale from 0 to ``most``."""
    start, end = (round(100 * number / most, 2) for number in (spread.lowest, spread.highest))
    middle = round(float(100 * spread.middle / most), 2)
    return Drawn(label, spread_words(spread), start, round(end - start, 2), middle, spread.is_split)


@dataclass(frozen=True)
class Shown:
    """A candidate's row with its pictures."""

    row: Row
    total: Drawn | None
    criteria: list[Drawn]

    @property
    def is_split(self) -> bool:
        return any(one.is_split for one in self.criteria)


def with_words(row: Row, panel: Panel) -> Shown:
    """``row`` drawn; the total on the scale of the most points there can be."""
    criteria: list[tuple[Criterion, Spread]] = row.criteria or []
    most = MOST_POINTS * sum(criterion.weight for criterion, _spread in criteria)
    return Shown(
        row,
        drawn(panel.title, row.total, most=most) if row.total else None,
        [drawn(criterion.name, spread, most=MOST_POINTS) for criterion, spread in criteria],
    )
