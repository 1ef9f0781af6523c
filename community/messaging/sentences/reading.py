"""A text as words, and a small grammar to match them with."""

import re
import unicodedata
from collections.abc import Mapping

# Said around a wish without changing it. "Now" and "ok" turn some bare words into something else
# ("para ahora": for now), so only words that cannot be misread take those.
_PLEASE = (
    "please and thank you|please|pls|plz|plse|pleas|kindly"
    "|thank you so much|thank you very much|thank you|thanks|thx|ty"
    "|por favor|favor de|porfavor|porfa|porfis|muchas gracias|mil gracias|gracias"
    "|tanpri souple|tanpri|silvouple|sil vou ple|s il vou ple|souple|svp|mesi anpil|mesi"
)
_SMALL_WORDS = (
    "right now|now|immediately|asap|at once|ok|okay|just|hi|hello|hey|good morning|sorry|excuse me|sir|maam"
    "|hola|buenos dias|buenas tardes|buenas noches|buenas|disculpe|disculpa|perdon|lo siento|ahora mismo"
    "|ahora|bonjou|bonswa|alo|eskize mwen|eskize m|kounye a|konnya|touswit"
)
_PLEASES = re.compile(rf"\b(?:{_PLEASE})\b")
_POLITENESS = re.compile(rf"\b(?:{_PLEASE}|{_SMALL_WORDS})\b")
_POLITE_BEGINNINGS = frozenset(phrase.split()[0] for phrase in f"{_PLEASE}|{_SMALL_WORDS}".split("|"))
_WORDS = re.compile(r"[^\W_]+")
# Accents, what is drawn around a letter, and marks that cannot be seen.
_NO_LETTERS = dict.fromkeys(
    code
    for code in (*range(0x80, 0x20000), *range(0xE0000, 0xE0200))
    if unicodedata.category(chr(code)) in ("Mn", "Me", "Cf")
)
_LETTER_BY_LETTER = re.compile(r"[a-z](?: [a-z]){3,}")
_BETWEEN_CLAUSES = re.compile(r"[.!?;:,\n]+")


def plain_words(body: str) -> str:
    """``body`` in lower case, without accents and punctuation, single spaces between words."""
    letters = body.casefold()
    if not body.isascii():
        letters = unicodedata.normalize("NFKD", body).casefold().translate(_NO_LETTERS)
    return " ".join(_WORDS.findall(letters))


def spelled_out(said: str) -> str:
    """``said`` as one word if it is letter by letter ("s t o p"), else as it is."""
    return said.replace(" ", "") if _LETTER_BY_LETTER.fullmatch(said) else said


def clauses(body: str) -> list[str]:
    """The plain words of each clause of ``body``."""
    parts = _BETWEEN_CLAUSES.split(body if body.isascii() else unicodedata.normalize("NFKC", body))
    return [words for part in parts if (words := plain_words(part))]


def without_please(said: str) -> str:
    """``said`` without please and thank you."""
    return _without(_PLEASES, said)


def sayings(said: str) -> str:
    """``said`` without politeness of any kind; "" if that was all."""
    return _without(_POLITENESS, said)


def _without(phrases: re.Pattern[str], said: str) -> str:
    if _POLITE_BEGINNINGS.isdisjoint(said.split()):
        return said
    return " ".join(phrases.sub(" ", said).split())


def grammar(words: Mapping[str, str], sentences: str) -> re.Pattern[str]:
    """A pattern for whole texts out of ``sentences``, one a line.

    A name in capitals stands for one of its ``words`` (alternatives with "|"), "[NAME]" for one or none,
    "[NAME]*" for any number. All else stands for itself. Match it against words with one more space.
    """

    def piece(part: str) -> str:
        name = part.strip("[]*")
        choice = f"(?:{words.get(name, name)}) "
        return choice if part == name else f"(?:{choice}){'*' if part.endswith('*') else '?'}"

    lines = [line.split() for line in sentences.strip().splitlines()]
    return re.compile("|".join("".join(map(piece, line)) for line in lines))
