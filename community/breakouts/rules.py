"""How people are split into small groups. Nothing here draws lots: who calls has shuffled already."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

COUNT, MIXED, LANGUAGE = "count", "mixed", "language"


class Sitter(NamedTuple):
    """Somebody to be seated: who, whether they are there for a family, and what they speak."""

    key: int
    is_family: bool
    language: str


Groups = list[list[Sitter]]


def how_many(people: int, *, groups: int = 0, size: int = 0) -> int:
    """The number of groups for ``people``: ``groups``, or as many as keep each at ``size`` or below.

    At least one, and never more than people.
    """
    wanted = -(-people // size) if size else groups
    return max(1, min(wanted, people))


def sizes(people: int, groups: int) -> list[int]:
    """How large each group is: no two differ by more than one, the larger ones first."""
    least, over = divmod(people, groups)
    return [least + (index < over) for index in range(groups)]


def split(people: Sequence[Sitter], groups: int, way: str) -> Groups:
    """``people``, in the order that was drawn, in ``groups`` groups whose sizes differ by at most one.

    By count they are dealt like cards. Mixed, families are dealt first and the others from there on, so
    each kind is spread as evenly as its number allows. By language, neighbours in language fill one group
    after the other, the most spoken first; then two people change places as long as fewer are alone in
    their language for it.
    """
    if way == LANGUAGE:
        return _settled(_in_blocks(people, groups))
    dealt = sorted(people, key=lambda one: not one.is_family) if way == MIXED else list(people)
    return [dealt[start::groups] for start in range(groups)]


def _in_blocks(people: Sequence[Sitter], groups: int) -> Groups:
    spoken = Counter(one.language for one in people)
    row = sorted(people, key=lambda one: (-spoken[one.language], one.language))
    filled, start = [], 0
    for size in sizes(len(row), groups):
        filled.append(row[start : start + size])
        start += size
    return filled


def alone(*groups: Sequence[Sitter]) -> int:
    """How many in ``groups`` sit with nobody who speaks their language."""
    return sum(count == 1 for group in groups for count in Counter(one.language for one in group).values())


def _settled(groups: Groups) -> Groups:
    while (better := _better(groups)) is not None:
        groups = better
    return groups


def _better(groups: Groups) -> Groups | None:
    """``groups`` after one change of places that leaves fewer alone, or None."""
    for one, other in combinations(range(len(groups)), 2):
        for here in range(len(groups[one])):
            for there in range(len(groups[other])):
                left, right = list(groups[one]), list(groups[other])
                left[here], right[there] = right[there], left[here]
                if alone(left, right) < alone(groups[one], groups[other]):
                    changed = list(groups)
                    changed[one], changed[other] = left, right
                    return changed
    return None


def place_for(late: Sitter, groups: Sequence[Sequence[Sitter]], way: str) -> int:
    """The index of the group that somebody who comes late joins: the smallest, the first of equals.

    By language, groups where theirs is spoken come before all others, whatever their size. Mixed, of the
    smallest groups it is the one with the fewest of their kind.
    """

    def rank(index: int) -> tuple[bool, int, int, int]:
        group = groups[index]
        strange = way == LANGUAGE and late.language not in {one.language for one in group}
        alike = sum(one.is_family == late.is_family for one in group) if way == MIXED else 0
        return strange, len(group), alike, index

    return min(range(len(groups)), key=rank)


def joined(kept: str, sent: str) -> str:
    """Both texts, where ``sent`` was written without having seen ``kept``; the same words once."""
    if sent in kept:
        return kept
    return sent if kept in sent else f"{kept}\n\n{sent}"
