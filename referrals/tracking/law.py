"""The time limits of the law, by state and by the day from which they held. Pure data.

A limit that changes gets a new row with its day; the old row stays, for the referrals of its time.
"""

from dataclasses import dataclass
from datetime import date

FEDERAL, NEW_YORK = "US", "NY"
# The regulations of Part C in their present form, 76 FR 60140.
PART_C = date(2011, 10, 28)


@dataclass(frozen=True)
class Limit:
    """``days`` to do what ``clock`` (a ``clocks.Kind``) names, where ``area`` is and from ``since`` on."""

    clock: str
    area: str
    since: date
    days: int
    cite: str
    working_days: bool = False


LIMITS = (
    # As soon as possible, in no case later than seven days after the child was identified.
    Limit("refer", FEDERAL, PART_C, 7, "34 CFR 303.303(a)(2)(i)"),
    Limit("refer", NEW_YORK, date(2024, 2, 14), 2, "10 NYCRR 69-4.3(a)", working_days=True),
    # Evaluation, assessment and the first plan meeting, from the day the referral was received.
    Limit("plan", FEDERAL, PART_C, 45, "34 CFR 303.310(a)"),
    # Federal law names no number; New York measures timely services by 30 days. The law counts from the
    # parent's consent to the plan; we count from the day of the plan, where it is usually signed.
    Limit("services", NEW_YORK, PART_C, 30, "New York State Part C, indicator 1"),
    # A child referred fewer days than this before the third birthday gets no plan.
    Limit("last_days", FEDERAL, PART_C, 45, "34 CFR 303.209(b)(1)(iii)"),
    Limit("last_days", NEW_YORK, date(2016, 11, 30), 45, "10 NYCRR 69-4.2(b)"),
)


def area_of(zip_code: str) -> str:
    """The state of a ZIP code as far as its law is kept here: New York's, or only the federal one.

    New York: 100 to 149, Holtsville (005) and Fishers Island (06390); US Postal Service.
    """
    in_new_york = "100" <= zip_code[:3] <= "149" or zip_code[:3] == "005" or zip_code == "06390"
    return NEW_YORK if in_new_york else FEDERAL


def limit(clock: str, *, area: str, on: date) -> Limit | None:
    """The limit that held on ``on`` in ``area``: the state's own where it has one, else the federal one."""
    held = [row for row in LIMITS if row.clock == clock and row.area in (area, FEDERAL) and row.since <= on]
    return max(held, key=lambda row: (row.area == area, row.since), default=None)
