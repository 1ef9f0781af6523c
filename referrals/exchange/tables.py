"""The columns of what is taken away: which there are, who gets which, and what stands in them.

Who follows families gets what their work needs. A coordinator counts: nothing by which a child or a parent is
known, and of the age only the band.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.people.models import Person
from community.people.phones import for_people
from referrals.tracking.models import Referral
from referrals.tracking.rules import is_ambassador, may_log


def _phone(referral: Referral) -> str:
    phone = referral.child.parent.phone
    return for_people(phone) if phone else ""


# {column: (heading, value of a referral)}
FIELDS: dict[str, tuple[Any, Callable[[Referral], Any]]] = {
    "number": (_("Referral"), lambda referral: referral.pk),
    "child_name": (_("Child's first name or initials"), lambda referral: referral.child.name),
    "birth_date": (_("Birth date"), lambda referral: referral.child.birth_date),
    "age_band": (_("Age at referral"), lambda referral: referral.get_age_band_display()),
    "zip_code": (_("ZIP code"), lambda referral: referral.child.zip_code),
    "language": (_("Preferred language"), lambda referral: referral.child.get_language_display()),
    "sex": (_("Sex"), lambda referral: referral.child.get_sex_display()),
    "races": (
        _("Race or ethnicity"),
        lambda referral: "; ".join(race.get_category_display() for race in referral.child.races.all()),
    ),
    "concerns": (
        _("Worries"),
        lambda referral: "; ".join(concern.get_area_display() for concern in referral.concerns.all()),
    ),
    "source": (_("Who noticed"), lambda referral: referral.get_source_display()),
    "parent_name": (_("Parent's name"), lambda referral: referral.child.parent.display_name),
    "parent_phone": (_("Parent's phone"), _phone),
    "organisation": (_("Organization"), lambda referral: referral.organisation.name),
    "referred_on": (_("Day of the referral"), lambda referral: referral.referred_on),
    "state": (_("Step"), lambda referral: referral.get_state_display()),
    "state_since": (_("Since"), lambda referral: referral.state_since),
    "closed_reason": (_("Why it ended"), lambda referral: referral.get_closed_reason_display()),
}
# By these a child or a parent is known; the number leads to the page, which writes down who reads it.
NAMING = frozenset({"child_name", "birth_date", "parent_name", "parent_phone"})
EVERYTHING = tuple(FIELDS)
COUNTING = tuple(name for name in FIELDS if name not in NAMING)


def fields_for(person: Person) -> tuple[str, ...]:
    """The columns that ``person`` gets."""
    return EVERYTHING if is_ambassador(person) or may_log(person) else COUNTING


def headings(fields: tuple[str, ...]) -> list[str]:
    """The headings of ``fields`` in the language in force."""
    return [str(FIELDS[name][0]) for name in fields]


def row(referral: Referral, fields: tuple[str, ...]) -> list[Any]:
    """The cells of one referral."""
    return [FIELDS[name][1](referral) for name in fields]
