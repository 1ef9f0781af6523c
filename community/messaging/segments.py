"""How the phone companies count a text, and what it costs: pure functions.

GSM 03.38 with its extension table, as Twilio maps it: a text of these letters holds 160, or 153 in each
of several parts. One other letter makes all of it UCS-2, counted in UTF-16 code units: 70, or 67 a part.
"""

import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple

# Letters of the basic table; each takes one seventh-bit unit.
_BASIC = frozenset(
    "\n\r !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
    "¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ"
)
# Letters behind an escape; each takes two units, which one part holds together.
_ESCAPED = frozenset("\f[\\]^{|}~€")
# Alone, and as one of several, whose headers take room.
_ROOM = {"GSM-7": (160, 153), "UCS-2": (70, 67)}
# What has no accent to drop, and still a plain twin.
_TWINS = {
    **dict.fromkeys("‘’‚‛`´ʼ′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\t\u00a0\u2002\u2003\u2009\u200a\u202f\u205f\u3000\u2028\u2029", " "),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f", ""),
    **dict.fromkeys("•·", "*"),
    "…": "...",
    "ª": "a",
    "º": "o",
}


class Count(NamedTuple):
    """The size of a text. ``units`` are septets in GSM-7, UTF-16 code units in UCS-2.

    ``costly``: the letters that make it UCS-2, each once, in the order they stand there; "" in GSM-7.
    """

    encoding: Literal["GSM-7", "UCS-2"]
    units: int
    segments: int
    costly: str


def count(body: str) -> Count:
    """How ``body`` is counted. An empty one is no text, and has no segment."""
    costly = "".join(dict.fromkeys(char for char in body if not is_plain(char)))
    if costly:
        sizes = [2 if ord(char) > 0xFFFF else 1 for char in body]
        return Count("UCS-2", sum(sizes), _parts(sizes, *_ROOM["UCS-2"]), costly)
    sizes = [2 if char in _ESCAPED else 1 for char in body]
    return Count("GSM-7", sum(sizes), _parts(sizes, *_ROOM["GSM-7"]), "")


def is_plain(char: str) -> bool:
    """Whether ``char`` is a GSM-7 letter."""
    return char in _BASIC or char in _ESCAPED


def _parts(sizes: Iterable[int], alone: int, each: int) -> int:
    """The parts that letters of ``sizes`` fill, none of which is cut in two."""
    sizes = list(sizes)
    if sum(sizes) <= alone:
        return 1 if sizes else 0
    parts, free = 1, each
    for size in sizes:
        if size > free:
            parts, free = parts + 1, each
        free -= size
    return parts


def cheap_twins(body: str) -> dict[str, str]:
    """What could stand in ``body`` for each costly letter: í for i, ' for ’. "" is to leave it out.

    A letter that nothing can stand for (an emoji, say) has no entry.
    """
    found = {char: _twin(char) for char in count(body).costly}
    return {char: twin for char, twin in found.items() if twin is not None}


def plain_twin(body: str) -> str:
    """``body`` with a GSM-7 twin for each letter that has one. Accents that are GSM-7 (é, ñ) stay.

    It is GSM-7 unless something in it has no twin.
    """
    # One letter with its accent, not a letter and an accent: é is GSM-7, the accent alone is not.
    whole = unicodedata.normalize("NFC", body)
    twins = cheap_twins(whole)
    return "".join(twins.get(char, char) for char in whole)


def cheaper(body: str) -> Count | None:
    """The size of ``body`` with its letters' plain twins and without those that have none; None where
    that saves no part."""
    plain = count("".join(char for char in plain_twin(body) if is_plain(char)))
    return plain if plain.segments < count(body).segments else None


def _twin(char: str) -> str | None:
    """The plain letters for ``char``, or None."""
    if char in _TWINS:
        return _TWINS[char]
    if unicodedata.combining(char):
        return ""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", char) if not unicodedata.combining(letter)
    )
    return bare if bare and all(is_plain(letter) for letter in bare) else None


def cost(segments: int, price: int) -> int:
    """The cents for so many segments, rounded up; ``price`` of one is in ten-thousandths of a dollar.

    Add up the segments of many texts first: a cent for each would be too much.
    """
    return -(-segments * price // 100)
