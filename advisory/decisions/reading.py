"""How people write a ballot by text: "3 1 2", "A C F", "1=5 2=3". Pure; nothing is ever guessed.

A lone number is left to texting, which knows what every number of a phone stands for; so are "N" and "Y"
alone, which mean no and yes.
"""

import re
import unicodedata
from typing import NamedTuple

_BETWEEN = re.compile(r"[\s,;>/.&+]+")
_MARK = re.compile(r"(?P<letter>[A-Z])|(?P<number>[0-9]{1,4})")
_POINTS = re.compile(r"(?:(?P<letter>[A-Z])[=:]?|(?P<number>[0-9]{1,4})[=:])(?P<points>[0-9]{1,3})")
_EQUALS = re.compile(r"\s*([=:])\s*")
_WORDS_OF_ANSWER = {("N",), ("Y",)}


class Written(NamedTuple):
    """The marks of one text, in its order: all of them numbers of the phone (int), or all letters (str).

    ``points`` has what each of them got, or is None where the text gives no points.
    """

    marks: tuple[int, ...] | tuple[str, ...]
    points: tuple[int, ...] | None = None

    @property
    def has_letters(self) -> bool:
        return isinstance(self.marks[0], str)


def written(body: str) -> Written | None:
    """The marks that are all of ``body``; None when it is anything else, or a lone number."""
    bare = unicodedata.normalize("NFKC", body).upper()
    parts = [part for part in _BETWEEN.split(_EQUALS.sub(r"\1", bare)) if part]
    if not parts or len(parts) > 100:
        return None
    for shape in (_MARK, _POINTS):
        found = [shape.fullmatch(part) for part in parts]
        if all(found):
            return _together([match.groupdict() for match in found if match is not None])
    return None


def _together(marks: list[dict[str, str]]) -> Written | None:
    letters = tuple(mark["letter"] for mark in marks if mark["letter"])
    numbers = tuple(int(mark["number"]) for mark in marks if mark["number"])
    points = tuple(int(mark["points"]) for mark in marks) if "points" in marks[0] else None
    if (letters and numbers) or letters in _WORDS_OF_ANSWER:
        return None
    if points is None and len(numbers) == 1:
        return None
    return Written(letters or numbers, points)
