"""Reading the caseload."""

from referrals.caseload.selectors.barriers import barriers_named
from referrals.caseload.selectors.cases import (
    MOST_COUNTED,
    Counts,
    Row,
    Show,
    by_part,
    counted,
    counts,
    every_open_case,
    in_words,
    open_cases,
    rows,
    shown,
    with_names,
)
from referrals.caseload.selectors.contacts import contacts_of, last_contacts
from referrals.caseload.selectors.hands import (
    ambassadors_of,
    caseload_sizes,
    covers_to_come,
    keepers_for,
)

__all__ = [
    "MOST_COUNTED",
    "Counts",
    "Row",
    "Show",
    "ambassadors_of",
    "barriers_named",
    "by_part",
    "caseload_sizes",
    "contacts_of",
    "counted",
    "counts",
    "covers_to_come",
    "every_open_case",
    "in_words",
    "keepers_for",
    "last_contacts",
    "open_cases",
    "rows",
    "shown",
    "with_names",
]
