"""Reading figures: tables as they are known, and comparisons cut down to what may be shown."""

from referrals.equity.selectors.catalogue import Entry, imported_entries, year_before
from referrals.equity.selectors.comparing import (
    Beside,
    Cell,
    Comparison,
    Row,
    among_themselves,
    compare,
    published_indicators,
    side_by_side,
)
from referrals.equity.selectors.imported import imported_tables

__all__ = [
    "Beside",
    "Cell",
    "Comparison",
    "Entry",
    "Row",
    "among_themselves",
    "compare",
    "imported_entries",
    "imported_tables",
    "published_indicators",
    "side_by_side",
    "year_before",
]
