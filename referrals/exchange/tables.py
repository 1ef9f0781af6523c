"""The columns of what is taken away. A cell holds what ``tracking.sights`` lets whoever takes it see."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from community.people.models import Person
from community.people.phones import for_people
from referrals.tracking.models import Referral
from referrals.tracking.sights import Field, Seen, Sight, role_of, roles_of, shows, sight


class Column(NamedTuple):
    """One column: which field it tells of, its heading, and what stands there where the field is shown."""

    field: Field
    heading: Any
    whole: Callable[[Referral], Any]


def _phone(referral: Referral) -> str:
    phone = referral.child.parent.phone
    return for_people(phone) if phone else ""


COLUMNS = {
    "number": Column(Field.WAY, _("Referral"), lambda referral: referral.pk),
    "child_name": Column(
        Field.NAME, _("Child's first name or initials"), lambda referral: referral.child.name
    ),
    "birth_date": Column(Field.BORN, _("Birth date"), lambda referral: referral.child.birth_date),
    # Whole years say less than any mask of the birth date.
    "age_band": Column(Field.WAY, _("Age at referral"), lambda referral: referral.get_age_band_display()),
    "zip_code": Column(Field.ZIP_CODE, _("ZIP code"), lambda referral: referral.child.zip_code),
    "language": Column(
        Field.LANGUAGE, _("Preferred language"), lambda referral: referral.child.get_language_display()
    ),
    "sex": Column(Field.SEX, _("Sex"), lambda referral: referral.child.get_sex_display()),
    "races": Column(
        Field.RACES,
        _("Race or ethnicity"),
        lambda referral: "; ".join(race.get_category_display() for race in referral.child.races.all()),
    ),
    "concerns": Column(
        Field.CONCERNS,
        _("Worries"),
        lambda referral: "; ".join(concern.get_area_display() for concern in referral.concerns.all()),
    ),
    "source": Column(Field.SOURCE, _("Who noticed"), lambda referral: referral.get_source_display()),
    "parent_name": Column(
        Field.PARENT, _("Parent's name"), lambda referral: referral.child.parent.display_name
    ),
    "parent_phone": Column(Field.PHONE, _("Parent's phone"), _phone),
    "note": Column(Field.NOTES, _("Note"), lambda referral: referral.note_words),
    "organisation": Column(Field.WAY, _("Organization"), lambda referral: referral.organisation.name),
    "referred_on": Column(Field.WAY, _("Day of the referral"), lambda referral: referral.referred_on),
    "state": Column(Field.WAY, _("Step"), lambda referral: referral.get_state_display()),
    "state_since": Column(Field.WAY, _("Since"), lambda referral: referral.state_since),
    "closed_reason": Column(
        Field.WAY, _("Why it ended"), lambda referral: referral.get_closed_reason_display()
    ),
}


def columns_for(person: Person) -> tuple[str, ...]:
    """The columns of which ``person`` sees something of at least some referral."""
    return tuple(
        name
        for name, column in COLUMNS.items()
        if any(sight(role, column.field) is not Sight.HIDDEN for role in roles_of(person))
    )


def names_in_full(person: Person) -> bool:
    """Whether ``person`` knows all their children and parents by name, as a bundle for other systems does."""
    roles = roles_of(person)
    naming = (Field.NAME, Field.BORN, Field.PARENT, Field.PHONE)
    return bool(roles) and all(shows(role, field) for role in roles for field in naming)


def headings(names: tuple[str, ...]) -> list[str]:
    """The headings of the columns ``names`` in the language in force."""
    return [str(COLUMNS[name].heading) for name in names]


def row(referral: Referral, names: tuple[str, ...], *, by: Person, today: date) -> list[Any]:
    """The cells of one referral as ``by`` sees it: whole, masked as on the pages, or empty."""
    seen = Seen(referral, role_of(by, referral), today=today)
    return [_cell(COLUMNS[name], referral, seen) for name in names]


def _cell(column: Column, referral: Referral, seen: Seen) -> Any:
    return column.whole(referral) if seen.shows(column.field) else seen[column.field]
