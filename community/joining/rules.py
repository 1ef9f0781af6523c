"""The words that ask for our texts: pure functions, no database."""

import re
import unicodedata
from datetime import timedelta
from typing import NamedTuple

from community.messaging.rules import plain_words

# How long a request on the page waits for its phone to say so.
WAITS_FOR = timedelta(days=7)
# The word that the page and the flyer name, by language.
KEYWORD = {"en": "JOIN", "es": "UNIRME", "ht": "ANTRE"}
_LANGUAGE_OF = {
    "join": "en",
    **dict.fromkeys(("unirme", "unete", "unirse"), "es"),
    **dict.fromkeys(("antre", "enskri"), "ht"),
}
# What people add out of politeness, and what is no name: then the sentence is for a person to read.
_FILLERS = frozenset({"please", "pls", "me", "por", "favor", "tanpri", "souple", "silvouple", "m", "mwen"})
_NO_NAMES = frozenset(
    {
        *("us", "you", "we", "up", "the", "a", "in", "now", "by", "on", "at", "to", "from", "with", "and"),
        *("meeting", "board", "today", "tonight", "tomorrow", "nou", "la", "el", "al", "con", "hoy", "nan"),
    }
)
_FIRST_WORD = re.compile(r"\W*(\w+)\W*(.*)", re.DOTALL)
_AROUND = re.compile(r"^\W+|\W+$")
_NAME = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")


class Keyword(NamedTuple):
    """Somebody asks for our texts in ``language``; ``first_name`` is "" where they gave none."""

    language: str
    first_name: str


def keyword_in(body: str) -> Keyword | None:
    """The keyword that ``body`` is, alone or with one or two words of a name after it.

    Anything longer is a sentence ("join us for dinner"), and what it asks for is not ours to guess.
    """
    found = _FIRST_WORD.fullmatch(unicodedata.normalize("NFC", body))
    language = _LANGUAGE_OF.get(plain_words(found[1])) if found else None
    if found is None or language is None:
        return None
    # A word without a letter is a sign: a smile, or folded hands.
    words = [word for word in found[2].split() if plain_words(word) not in {*_FILLERS, ""}]
    words = [_AROUND.sub("", word) for word in words]
    is_name = len(words) <= 2 and all(
        _NAME.fullmatch(word) and plain_words(word) not in _NO_NAMES for word in words
    )
    return Keyword(language, name_as_written(" ".join(words))) if is_name else None


def name_as_written(typed: str) -> str:
    """``typed`` with capitals where somebody wrote it in small letters or in capitals throughout."""
    name = " ".join(typed.split())[:40]
    return name.title() if name in (name.lower(), name.upper()) else name


def text_link(number: str, language: str) -> str:
    """The address that opens a phone's texts with the keyword written already (RFC 5724)."""
    return f"sms:{number}?body={KEYWORD[language]}"
