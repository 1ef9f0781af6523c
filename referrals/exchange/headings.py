"""The columns of an import: their headings in three languages, and who reads their cells."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.errors import BadInput
from community.people.models import LANGUAGES, Organisation
from referrals.exchange.cells import (
    check_signs,
    one_of,
    read_consent,
    read_day,
    read_name,
    read_number,
    read_phone,
    read_yes,
    read_zip,
    several_of,
)
from referrals.tracking.models import Child, Concern, RaceEthnicity, Source
from referrals.tracking.rules import folded
from referrals.tracking.selectors import notes_allowed


@dataclass(frozen=True)
class Column:
    """One column. ``read`` makes the value of a cell or raises BadInput; ``also`` are other headings."""

    key: str
    label: Any
    read: Callable[[str], Any]
    example: str
    required: bool = False
    also: tuple[str, ...] = ()


# The one column of free words, for organizations that write them.
NOTE = "note"
COLUMNS = (
    Column("child_name", gettext_lazy("Child's first name or initials"), read_name, "J. M.", required=True,
           also=("child", "child name", "nombre", "nombre del niño", "non timoun", "first name")),
    Column("birth_date", gettext_lazy("Birth date"), read_day, "03/14/2025", required=True,
           also=("born", "dob", "date of birth", "birthdate", "nacimiento", "fecha de nacimiento",
                 "dat nesans")),
    Column("zip_code", gettext_lazy("ZIP code"), read_zip, "11212", required=True,
           also=("zip", "postal code", "codigo postal", "kod postal")),
    Column("language", gettext_lazy("Preferred language"), one_of(LANGUAGES), "es", required=True,
           also=("idioma", "lengua", "lang", "home language")),
    Column("concerns", gettext_lazy("Worries"), several_of(Concern), "communication; social", required=True,
           also=("concern", "preocupacion", "motivo", "enkyetid", "reason")),
    Column("source", gettext_lazy("Who noticed"), one_of(Source), "physician", required=True,
           also=("referral source", "referred by", "fuente", "origen", "sous")),
    Column("parent_name", gettext_lazy("Parent's name"), read_name, "Lucía Marte", required=True,
           also=("parent", "guardian", "madre o padre", "nombre de la madre o el padre", "non paran")),
    Column("parent_phone", gettext_lazy("Parent's phone"), read_phone, "929-555-0177", required=True,
           also=("phone", "cell", "mobile", "telefono", "telefòn", "celular")),
    Column("consent", gettext_lazy("The parent agreed to the referral"), read_consent, "yes", required=True,
           also=("consentimiento", "konsantman", "parent consent", "agreed")),
    Column("may_text", gettext_lazy("The parent agreed to texts"), read_yes, "yes",
           also=("texts", "text consent", "mensajes", "mesaj")),
    Column("conference", gettext_lazy("The parent agreed to the weekly meeting"), read_yes, "yes",
           also=("conference consent",)),
    Column("measures", gettext_lazy("The parent agreed to be counted"), read_yes, "yes",
           also=("counting consent",)),
    Column("races", gettext_lazy("Race or ethnicity"), several_of(RaceEthnicity), "black; hispanic",
           also=("race", "ethnicity", "raza", "etnia", "ras")),
    Column("sex", gettext_lazy("Sex"), one_of(Child.Sex), "f", also=("gender", "genero")),
    Column("referred_on", gettext_lazy("Day of the referral"), read_day, "11/20/2026",
           also=("referral date", "referred", "date referred", "fecha de remision", "dat referans")),
    Column(NOTE, gettext_lazy("A short note"), str, "call after 5 pm",
           also=("note", "notes", "nota", "notas", "comentario", "comments", "remak")),
    Column("own_number", gettext_lazy("Your own number for this family"), read_number, "A-1001",
           also=("id", "case number", "record", "chart number", "numero", "expediente", "nimewo")),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}


def columns_of(organisation: Organisation) -> tuple[Column, ...]:
    """The columns that a file of ``organisation`` may have."""
    notes = notes_allowed(organisation)
    return tuple(column for column in COLUMNS if notes or column.key != NOTE)


@cache
def known_headings() -> dict[str, str]:
    """The column of each heading that is understood, by the folded words of it."""
    known: dict[str, str] = {}
    for column in COLUMNS:
        labels = []
        for language, _name in LANGUAGES:
            with translation.override(language):
                labels.append(str(column.label))
        for words in (*column.also, *labels, column.key):
            known[folded(words)] = column.key
    return known


def read_cell(column: Column, cell: str) -> Any:
    """The value of one cell, None for an empty one. Raises BadInput, in words."""
    check_signs(cell, may_begin="+" if column.key == "parent_phone" else "")
    if not cell.strip():
        if column.required:
            raise BadInput(_("This cell is empty."))
        return None
    return column.read(cell)
