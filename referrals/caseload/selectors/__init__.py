"""Reading the caseload."""

from referrals.caseload.selectors.cases import Case, Counts, Row, cases, counts, rows
from referrals.caseload.selectors.contacts import contacts_of, last_contacts

__all__ = ["Case", "Counts", "Row", "cases", "contacts_of", "counts", "last_contacts", "rows"]
