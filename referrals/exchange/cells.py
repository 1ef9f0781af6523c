"""What may stand in the cells of an import, and what it means; each reader raises BadInput, in words."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from community.core.errors import BadInput
from community.core.sheets import FORMULA
from community.people.models import LANGUAGES
from community.people.phones import normalise
from referrals.tracking.rules import folded

# As on the page: year first, or month first as it is written here.
DAYS = ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y")
YES = frozenset({"yes", "y", "si", "s", "wi", "w", "1", "x", "true", "verdadero", "on"})
NO = frozenset({"", "no", "n", "non", "0", "false", "falso", "off"})
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_ZIP = re.compile(r"[0-9]{5}", re.ASCII)


def check_signs(cell: str, *, may_begin: str = "") -> None:
    """Raise BadInput for a formula, since nothing here is worked out, and for signs that nobody sees."""
    if cell.startswith(FORMULA) and not (may_begin and cell.startswith(may_begin)):
        raise BadInput(_("This cell begins with a sign that starts a formula. Write the words alone."))
    if _UNSEEN.search(cell):
        raise BadInput(_("This cell holds signs that can't be seen. Type it anew."))


def read_name(cell: str) -> str:
    """A name, or initials."""
    name = " ".join(cell.split())
    if len(name) > 80:
        raise BadInput(_("A name has at most 80 letters."))
    if not any(map(str.isalpha, name)):
        raise BadInput(_("There is no letter in this name."))
    return name


def read_day(cell: str) -> date:
    """A day: year first, or month first. What Excel counts in days since 1900 is refused."""
    words = cell.strip()
    try:
        return date.fromisoformat(words[:10] if words[10:] in ("", " 00:00:00", "T00:00:00") else words)
    except ValueError:
        pass
    for form in DAYS:
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise BadInput(_("“%(cell)s” is not a date. Write it as month, day, year.") % {"cell": words[:30]})


def read_zip(cell: str) -> str:
    """Five digits; a spreadsheet may have eaten the zeros in front, which nobody can guess."""
    if not _ZIP.fullmatch(cell.strip()):
        raise BadInput(_("A ZIP code has five digits, like 11212."))
    return cell.strip()


@lru_cache(maxsize=4096)
def read_phone(cell: str) -> str:
    """A phone number as E.164."""
    return normalise(cell)


def read_yes(cell: str) -> bool:
    """Yes or no, in three languages, a cross or a 1."""
    word = folded(cell)
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadInput(_("Write yes or no."))


def read_consent(cell: str) -> bool:
    """The parent's yes, without which nobody is referred."""
    if not read_yes(cell):
        raise BadInput(_("Without the parent's yes you can't refer. Ask, or leave this row out."))
    return True


def read_number(cell: str) -> str:
    """The agency's own number for the family."""
    if len(cell.strip()) > 60:
        raise BadInput(_("Your own number has at most 60 signs."))
    return cell.strip()


def one_of(choices: Any) -> Callable[[str], str]:
    """Reads the value of one of ``choices``, written as its value or as its words in any language."""

    def read(cell: str) -> str:
        value = _vocabulary(choices).get(folded(cell))
        if value is None:
            raise _unknown(cell, choices)
        return value

    return read


def several_of(choices: Any) -> Callable[[str], list[str]]:
    """Reads several of ``choices``, with semicolons, bars or commas between them."""

    def read(cell: str) -> list[str]:
        known = _vocabulary(choices)
        if folded(cell) in known:  # words may hold a comma themselves
            return [known[folded(cell)]]
        for between in ("[;|\n]", "[;|,\n]"):
            found = [known.get(folded(part)) for part in re.split(between, cell) if part.strip()]
            if None not in found:
                return [value for value in dict.fromkeys(found) if value is not None]
        raise _unknown(cell, choices)

    return read


def _pairs(choices: Any) -> list[tuple[str, Any]]:
    return choices if isinstance(choices, list) else choices.choices


@cache
def _words_of(choices: Any) -> dict[str, str]:
    words: dict[str, str] = {}
    for language, _name in LANGUAGES:
        with translation.override(language):
            words |= {folded(str(label)): value for value, label in _pairs(choices)}
    return words | {folded(value): value for value, _label in _pairs(choices)}


def _vocabulary(choices: Any) -> dict[str, str]:
    return _LANGUAGE_WORDS if choices is LANGUAGES else _words_of(choices)


def _unknown(cell: str, choices: Any) -> BadInput:
    known = "; ".join(str(label) for _value, label in _pairs(choices))
    return BadInput(
        _("We do not know “%(cell)s” here. Write one of: %(known)s.") % {"cell": cell[:40], "known": known}
    )


_LANGUAGE_WORDS = {
    **dict.fromkeys(("en", "english", "ingles", "angle"), "en"),
    **dict.fromkeys(("es", "spanish", "espanol", "panyol", "espanyol"), "es"),
    **dict.fromkeys(("ht", "haitiancreole", "creole", "kreyol", "kreyolayisyen", "criollohaitiano"), "ht"),
}
