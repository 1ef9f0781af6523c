"""Reading figures: tables as they are known, and comparisons cut down to what may be shown."""

from referrals.equity.selectors.comparing import Cell, Comparison, Row, compare, published_indicators
from referrals.equity.selectors.imported import imported_tables

__all__ = [
    "Cell",
    "Comparison",
    "Row",
    "compare",
    "imported_tables",
    "published_indicators",
]
