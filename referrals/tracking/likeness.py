"""When two entries may be one child, by the sound of the name, the birth date and the parent's phone. Pure,
but for the keys of the marks.

A mark is kept of what must be the same for two entries to be compared at all: the phone; the birth date with
the sound of the whole name; the birth date with the sound of the first name and the ZIP code. What is found
by a mark is then compared in plain, so that twins stay two and a slip of the pen does not make two of one.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from referrals.sealing.marks import all_keys, mark
from referrals.sealing.sounds import folded_words, sounds
from referrals.tracking.rules import could_be_same, folded, initials

# A slip of one letter is only believed in a name at least so long.
LONG_ENOUGH = 5


class Likeness(StrEnum):
    """How sure it is that two entries are one child."""

    SAME = "same"
    MAYBE = "maybe"


class Entry(NamedTuple):
    """What is compared of one child."""

    name: str
    born: date
    phone: str
    zip_code: str


def marks(community_id: int, told: Entry, key: str) -> set[str]:
    """The marks to keep of a child."""
    return {mark(key, community_id, *facts) for facts in _facts(told, told.born)}


def marks_to_look_for(community_id: int, told: Entry) -> set[str]:
    """The marks of entries that may be this child, its birth date also read the other way round."""
    days = {told.born, swapped(told.born)}
    return {
        mark(key, community_id, *facts)
        for key in all_keys()
        for day in days
        if day is not None
        for facts in _facts(told, day)
    }


def _facts(told: Entry, born: date) -> Iterator[tuple[str, ...]]:
    if told.phone:
        yield "phone", told.phone
    heard = [] if is_initials(told.name) else sounds(told.name)
    if heard:
        yield "born and first", born.isoformat(), heard[0], told.zip_code
    if len(heard) > 1:
        yield "born and name", born.isoformat(), *sorted(heard)


def likeness(one: Entry, other: Entry) -> Likeness | None:
    """How alike two entries are; None for two children.

    The same phone and birth date with a name that fits are one child, and with another name are twins. Two
    of the three, or a birth date with a slip in it, may be one; a person decides. Initials fit anybody with
    them, so they are believed only where phone and birth date agree.
    """
    same_phone = bool(one.phone) and one.phone == other.phone
    if same_phone and one.born == other.born:
        return Likeness.SAME if could_be_named(one.name, other.name) else None
    if is_initials(one.name) or is_initials(other.name) or not could_be_named(one.name, other.name):
        return None
    if same_phone:
        return Likeness.MAYBE if is_slip(one.born, other.born) else None
    if one.born not in (other.born, swapped(other.born)):
        return None
    whole = len(sounds(one.name)) > 1 and sorted(sounds(one.name)) == sorted(sounds(other.name))
    same_place = one.born == other.born and one.zip_code == other.zip_code
    return Likeness.MAYBE if whole or same_place else None


def could_be_named(one: str, other: str) -> bool:
    """Whether two names may be one child's: alike in letters, in sound, in initials, or but for one letter.

    A first name alone fits the same first name with others behind it; words in another order are the same.
    A number, or the word that a twin's name ends in, makes it another one.
    """
    if could_be_same(one, other):
        return True
    if _number(one) != _number(other) or is_twin(one) != is_twin(other):
        return False
    if is_initials(one) or is_initials(other):
        return False
    left, right = sounds(one), sounds(other)
    # One letter is the sound of too many names (Noah, Nia) to be enough.
    enough = is_one_slip(folded(one), folded(other)) or (bool(left) and len(left[0]) > 1)
    return (enough and _sound_alike(left, right)) or _is_misspelt(folded_words(one), folded_words(other))


def _number(name: str) -> list[str]:
    return [letter for letter in name if letter.isdigit()]


def _is_misspelt(left: list[str], right: list[str]) -> bool:
    """Whether one long word of two names differs, by one slip not in its first letter: twins rhyme."""
    if len(left) != len(right):
        return False
    wrong = [pair for pair in zip(left, right, strict=True) if pair[0] != pair[1]]
    if len(wrong) != 1:
        return False
    one, other = wrong[0]
    return min(len(one), len(other)) >= LONG_ENOUGH and one[0] == other[0] and is_one_slip(one, other)


def _sound_alike(left: list[str], right: list[str]) -> bool:
    """The same words in any order, or the same first word where one side has no other."""
    if not left or not right:
        return False
    return sorted(left) == sorted(right) or (left[0] == right[0] and 1 in (len(left), len(right)))


def is_initials(name: str) -> bool:
    """Whether ``name`` is only letters for names: "J.", "J. R.", "JR"."""
    return initials(name) == folded(name)


def is_twin(name: str) -> bool:
    """Whether the name says so, as the page asks for it in each language."""
    return any(folded(word) in {"twin", "gemelo", "gemela", "marasa", "jimo"} for word in name.split())


def swapped(day: date) -> date | None:
    """``day`` with day and month the other way round, as the other half of the world writes it."""
    return date(day.year, day.day, day.month) if day.day <= 12 else None


def is_slip(one: date, other: date) -> bool:
    """Whether one birth date is the other with a slip: day and month swapped, or one digit wrong."""
    wrong = sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True))
    return wrong <= 1 or swapped(one) == other


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing, too many, or changed places with its neighbour (Damerau 1964)."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    left, right = one[start:], other[start:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )
