"""What a text for many never holds, as found in one: names, dates of birth, words of diagnosis.

Pure functions. Texts are read on locked screens and by whoever holds the phone.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from community.core.registry import PrivateName
from community.core.words import CALENDARS
from community.messaging.rules import plain_words

# As ``plain_words`` leaves them. "Retraso" is Spanish for delay, "reta" alone Haitian Creole for late.
_HEALTH = frozenset(
    tuple(phrase.split())
    for phrase in (
        *("early intervention", "intervencion temprana", "entevansyon bone", "entevansyon prekos"),
        *("autism", "autistic", "asperger", "adhd", "down syndrome", "cerebral palsy", "dyslexia"),
        *("delay", "delays", "developmental", "developmentally", "disorder", "disorders", "syndrome"),
        *("disability", "disabilities", "disabled", "handicap", "handicapped", "impairment", "impaired"),
        *("diagnosis", "diagnoses", "diagnosed", "diagnostic", "special needs", "special education"),
        *("therapy", "therapies", "therapist", "therapists", "ifsp", "iep"),
        *("autismo", "autista", "autistas", "tdah", "sindrome", "paralisis cerebral", "dislexia"),
        *("retraso", "retrasos", "trastorno", "trastornos", "diagnostico", "diagnosticos", "discapacidad"),
        *("discapacidades", "discapacitado", "discapacitada", "terapia", "terapias", "terapeuta"),
        *("terapeutas", "necesidades especiales", "educacion especial"),
        *("otis", "otism", "otistik", "andikap", "andikape", "enfimite", "dyagnostik", "dyagnoz", "sendwom"),
        *("reta devlopman", "reta nan devlopman", "reta nan pale", "retade", "twoub devlopman"),
        *("terapi", "terapis", "bezwen espesyal", "edikasyon espesyal"),
    )
)
_EI = re.compile(r"(?<![\w.])E\.?I\b\.?")
_BIRTH = frozenset(
    tuple(phrase.split())
    for phrase in (
        *("born", "dob", "date of birth", "birth date", "birthdate", "nacio", "nacido", "nacida"),
        *("fecha de nacimiento", "dat nesans", "dat li fet"),
    )
)
_LONGEST_PHRASE = max(len(phrase) for phrase in _HEALTH | _BIRTH)

# First names that are also words with a capital of their own inside a sentence: months, days, places.
_NOT_ONLY_NAMES = frozenset(
    {
        *("april", "may", "june", "july", "august", "abril", "mayo", "junio", "julio", "avril", "me", "jen"),
        *("monday", "friday", "sunday", "domingo", "easter", "christmas", "america", "israel", "jordan"),
        *("brooklyn", "bronx", "austin", "dallas", "london", "paris", "sydney", "virginia", "carolina"),
        *("georgia", "madison", "lincoln", "washington", "jackson", "st", "saint", "san", "santa"),
    }
)
_ADDRESS = re.compile(
    r"\b\d+[A-Za-z]?\s+(?:[\w.'’-]+\s+){1,4}?"
    r"(?:St|Street|Ave?|Avenue|Blvd|Boulevard|Rd|Road|Pl|Place|Ln|Lane|Dr|Drive|Ct|Court|Pkwy|Parkway)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,4})([/.-])(\d{1,2})\2(\d{4}|\d{1,2})(?![\d/-])(?!\.\d)")
_MONTHS = {
    plain_words(name): number
    for names in CALENDARS.values()
    for listed in (names.months, names.short_months)
    for number, name in enumerate(listed, start=1)
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>\d{4}|['’]\d{2})\b"
_IN_WORDS = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:de |of )?"
        rf"(?P<month>{_MONTH})\b[.,]*[\s-]*(?:del? )?{_YEAR}"
    ),
    re.compile(rf"\b(?P<month>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}"),
)


class _Word(NamedTuple):
    """One word: as it is compared, where it stands, whether it has a capital and begins a sentence."""

    plain: str
    start: int
    end: int
    is_capital: bool
    is_first: bool


class FoundName(NamedTuple):
    """``is_sure``: False for a first word of a sentence, whose capital says nothing."""

    of: str
    name: str
    is_sure: bool


def _words_of(body: str) -> list[_Word]:
    words: list[_Word] = []
    came_to = 0
    for found in _TOKEN.finditer(body):
        between = body[came_to : found.start()]
        first = not words or any(mark in between for mark in ".!?¡¿\n")
        words.append(_Word(plain_words(found[0]), found.start(), found.end(), found[0][0].isupper(), first))
        came_to = found.end()
    return words


def _phrases(body: str, known: frozenset[tuple[str, ...]]) -> Iterator[str]:
    """Each of the ``known`` phrases that stands in ``body``, as it is written there."""
    words = _words_of(body)
    for at in range(len(words)):
        for upto in range(at + 1, min(at + _LONGEST_PHRASE, len(words)) + 1):
            if tuple(word.plain for word in words[at:upto]) in known:
                yield body[words[at].start : words[upto - 1].end]


def health_words(body: str) -> list[str]:
    """Words of diagnosis in any of the three languages, each once."""
    found = [*_phrases(body, _HEALTH), *(match[0] for match in _EI.finditer(body))]
    return list(dict.fromkeys(found))


def birth_dates(body: str, *, today: date) -> list[str]:
    """Words for a birth, and dates with a year from 2000 to ``today``, in any common writing."""
    bare = "".join(unicodedata.normalize("NFKD", char)[:1].lower() for char in body)
    found = list(_phrases(body, _BIRTH))
    for match in _NUMBERS.finditer(bare):
        one, two, three = int(match[1]), int(match[3]), int(match[4])
        readings = [(one, two, three)] if one > 31 else [(three, one, two), (three, two, one)]
        if any(_may_be_birth(*reading, today) for reading in readings):
            found.append(body[match.start() : match.end()])
    for pattern in _IN_WORDS:
        for match in pattern.finditer(bare):
            year, month = int(match["year"].lstrip("'’")), _MONTHS[match["month"]]
            if _may_be_birth(year, month, int(match["day"]), today):
                found.append(body[match.start() : match.end()])
    return list(dict.fromkeys(found))


def _may_be_birth(year: int, month: int, day: int, today: date) -> bool:
    try:
        return date(2000, 1, 1) <= date(year + 2000 if year < 100 else year, month, day) <= today
    except ValueError:
        return False


def names_in(body: str, names: Iterable[PrivateName]) -> list[FoundName]:
    """Which of ``names`` stand in ``body``, each once; accents do not matter.

    A whole name counts however it is written. A child's first name and a name of a single word count
    with a capital only: inside a sentence surely, as its first word perhaps, and not at all where it is
    a word that has a capital anyway (April, Jordan). A program's name is made of common words ("story
    time"), so it needs its capital too. A street address holds no child.
    """
    words = _words_of(body)
    at: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        at.setdefault(word.plain, []).append(place)
    streets = [found.span() for found in _ADDRESS.finditer(body)]
    found: dict[str, FoundName] = {}
    for of, name in names:
        for wanted, needs_capital in _ways_to_write(of, name):
            for place in at.get(wanted[0], ()):
                here = words[place : place + len(wanted)]
                if [word.plain for word in here] != wanted or (needs_capital and not here[0].is_capital):
                    continue
                if of == "child" and any(start <= here[0].start < end for start, end in streets):
                    continue
                shown = body[here[0].start : here[-1].end]
                is_sure = not (needs_capital and here[0].is_first)
                if shown not in found or is_sure:
                    found[shown] = FoundName(of, shown, is_sure)
    return list(found.values())


def _ways_to_write(of: str, name: str) -> Iterator[tuple[list[str], bool]]:
    """The words by which ``name`` is known, and whether they count with a capital only. None for initials."""
    whole = plain_words(name).split()
    if len(whole) > 1 and max(map(len, whole)) > 1:
        yield whole, of == "program"
    if whole and (of == "child" or len(whole) == 1):
        first = plain_words(name.split(maxsplit=1)[0]).split()
        if first and max(map(len, first)) > 1 and " ".join(first) not in _NOT_ONLY_NAMES:
            yield first, True
