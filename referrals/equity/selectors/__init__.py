"""Reading figures: tables as they are known, and comparisons."""

from referrals.equity.selectors.catalogue import Entry, imported_entries, year_before
from referrals.equity.selectors.comparing import (
    Beside,
    Cell,
    Comparison,
    Row,
    among_themselves,
    published_indicators,
    side_by_side,
)
from referrals.equity.selectors.imported import imported_tables
from referrals.equity.selectors.own import own_entries, own_entry, own_table
from referrals.equity.selectors.own_months import Series, own_series
from referrals.equity.selectors.own_steps import Way, own_periods, own_ways
from referrals.equity.selectors.trials import owners_in

__all__ = [
    "Beside",
    "Cell",
    "Comparison",
    "Entry",
    "Row",
    "Series",
    "Way",
    "among_themselves",
    "imported_entries",
    "imported_tables",
    "own_entries",
    "own_entry",
    "own_periods",
    "own_series",
    "own_table",
    "own_ways",
    "owners_in",
    "published_indicators",
    "side_by_side",
    "year_before",
]
