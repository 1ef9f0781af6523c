"""Where the dots of the picture of ratios stand, on a logarithmic scale; ``templates/equity/forest.html``.

On a logarithmic scale twice as often lies as far from 1 as half as often. Lengths are percent of the width,
heights pixels, and there are two layouts, as in ``chart``.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from referrals.equity.findings import decimal, ratio_in_words, verdict
from referrals.equity.measures import RateRatio, RiskRatio
from referrals.equity.scales import TOP, Layout, Words, anchor
from referrals.equity.selectors import Comparison, Row

# Factors from 1 that may be marked on either side of it.
FACTORS = (1.25, 1.5, 2, 3, 5, 10, 30, 100)
Ratio = RateRatio | RiskRatio


class LogScale(NamedTuple):
    """Ratios from 1 / ``most`` at ``left`` to ``most`` at ``right`` (both in percent); 1 is in the middle."""

    left: float
    right: float
    most: float

    def x(self, ratio: float) -> float:
        inside = min(max(ratio, 1 / self.most), self.most)
        share = (math.log(inside) / math.log(self.most) + 1) / 2
        return round(self.left + share * (self.right - self.left), 2)


class Bar(NamedTuple):
    """One group: its ratio, the interval, and both in words. Where an end lies outside it has an arrow."""

    y: int
    label: str
    verdict: str
    is_clear: bool
    x: float
    low: float
    high: float
    before: bool
    beyond: bool
    said: str
    said_x: float
    said_y: int
    anchor: str


class Forest(NamedTuple):
    """All that the template draws; ``words`` says the same to those who do not see it."""

    kind: str
    height: int
    foot: int
    alike: float
    bars: list[Bar]
    ticks: list[Words]
    sides: list[Words]
    words: str


def draw(comparison: Comparison, layout: Layout) -> Forest | None:
    """The ratios of a comparison that have a number; None where fewer than two have."""
    rows = [row for row in comparison.rows if _has_number(row.ratio)]
    if len(rows) < 2:
        return None
    scale = fitting_scale([row.ratio for row in rows if row.ratio], layout)
    foot = TOP + len(rows) * layout.row
    return Forest(
        kind=layout.kind,
        height=foot + 24,
        foot=foot,
        alike=scale.x(1),
        bars=[_bar(row, TOP + place * layout.row, scale, layout) for place, row in enumerate(rows)],
        ticks=[Words(_times(value), scale.x(value), foot + 18, "middle") for value in _marks(scale)],
        sides=[
            Words(_("less often"), scale.x(1) - 2, 31, "end"),
            Words(_("more often"), scale.x(1) + 2, 31),
        ],
        words="; ".join(f"{row.label}: {_said(row)}; {verdict(row)}" for row in rows),
    )


def fitting_scale(ratios: Sequence[Ratio], layout: Layout) -> LogScale:
    """As far from 1 on either side as the farthest ratio asks, and half of the widest interval's way."""
    far = [max(abs(math.log(one.estimate)), 0.2) for one in ratios if one.estimate]
    wide = [abs(math.log(end)) for one in ratios for end in (one.lower, one.upper) if end]
    needed = max([0.25, *far, min(max([*wide, 0.25]), 2 * max([0.25, *far]))])
    most = next((factor for factor in FACTORS if math.log(factor) >= needed), FACTORS[-1])
    return LogScale(layout.left, layout.right, most)


def _has_number(ratio: Ratio | None) -> bool:
    return ratio is not None and math.isfinite(ratio.estimate) and math.isfinite(ratio.upper)


def _marks(scale: LogScale) -> list[float]:
    """1, the two ends, and one mark between on each side."""
    middle = max((factor for factor in FACTORS if factor * factor <= scale.most * 1.3), default=0)
    factors = [scale.most, *([middle] if middle else [])]
    return sorted({1.0, *factors, *(1 / factor for factor in factors)})


def _times(ratio: float) -> str:
    places = next(digits for digits in (0, 1, 2) if digits == 2 or math.isclose(round(ratio, digits), ratio))
    return decimal(ratio, places)


def _bar(row: Row, top: int, scale: LogScale, layout: Layout) -> Bar:
    ratio = row.ratio
    assert ratio is not None  # noqa: S101  only rows with one are drawn
    y = top + (22 if layout.beside else 62)
    low, high = scale.x(ratio.lower), scale.x(ratio.upper)
    # After the interval, or over the dot where there is no room.
    fits = high < scale.right - 9
    said_x, said_y, side = (
        (high + 1.5, y + 5, "start") if fits else (scale.x(ratio.estimate), y - 12, "middle")
    )
    return Bar(
        y=y,
        label=str(row.label),
        verdict=verdict(row),
        is_clear=ratio.is_clear,
        x=scale.x(ratio.estimate),
        low=low,
        high=high,
        before=ratio.lower < 1 / scale.most,
        beyond=ratio.upper > scale.most,
        said=decimal(ratio.estimate, 2),
        said_x=said_x,
        said_y=said_y,
        anchor=side if fits else anchor(said_x),
    )


def _said(row: Row) -> str:
    return ratio_in_words(row.ratio) if row.ratio else ""
