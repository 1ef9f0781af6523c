"""Reading the caseload."""

from referrals.caseload.selectors.cases import (
    MOST_COUNTED,
    Counts,
    Row,
    Show,
    counted,
    counts,
    open_cases,
    rows,
    shown,
    with_names,
)
from referrals.caseload.selectors.contacts import contacts_of, last_contacts

__all__ = [
    "MOST_COUNTED",
    "Counts",
    "Row",
    "Show",
    "contacts_of",
    "counted",
    "counts",
    "last_contacts",
    "open_cases",
    "rows",
    "shown",
    "with_names",
]
