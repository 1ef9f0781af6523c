"""Who keeps the directory, and when what it says is old. Pure."""

from datetime import date
from typing import Any

import rules
from dateutil.relativedelta import relativedelta

from community.people.rules import has, is_coordinator, is_known
from referrals.tracking.rules import may_log

# What nobody has looked at for so long may no longer be right, and the page says so.
CHECK_AFTER_MONTHS = 6
# Open places change by the week.
PLACES_AFTER_DAYS = 30

reads_directory = is_known
brings_in = is_coordinator
keeps_all = has("coordinator", "ambassador")


@rules.predicate
def may_edit(person: Any, service: Any) -> bool:
    """The providers of the organization that gives the service, and the staff who send families."""
    own = may_log(person) and person.organisation_id == service.listing.organisation_id
    return own or keeps_all(person)


def is_old(checked_on: date | None, today: date) -> bool:
    """Whether it is more than ``CHECK_AFTER_MONTHS`` since anybody said that it is right."""
    return checked_on is None or checked_on < today - relativedelta(months=CHECK_AFTER_MONTHS)


def places_are_old(as_of: date | None, today: date) -> bool:
    """Whether the number of open places is older than ``PLACES_AFTER_DAYS``."""
    return as_of is not None and (today - as_of).days > PLACES_AFTER_DAYS
