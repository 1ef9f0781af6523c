"""Which counts of linked tables must be hidden before anything is published. Pure.

Every count has a name, and every total is a sum of named parts: margins, filters, a number of children with
those referred and those not, quarters and their year, and what earlier releases said are all the same here.

- Hiding more counts at the least cost: Kelly JP, Golden BL, Assad AA, Cell suppression: disclosure protection
  for sensitive tabular data, Networks 1992; 22:397-417, as a linear program.
- The attack: Fischetti M, Salazar JJ, Management Science 2001; 47:1008-1027, the "attacker's problems".
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from referrals.equity.measures import SMALL

# As wide as the range of small counts: a reader learns no more of one than that it is small.
WIDTH = SMALL[-1] - SMALL[0]
NEAR = 1e-6
# What SciPy's linprog answers where there is no end.
UNBOUNDED = 3


class Sum(NamedTuple):
    """A count that is the sum of others."""

    total: str
    parts: tuple[str, ...]


class Interval(NamedTuple):
    """What a reader can find out about a hidden count: the least and the most that it can be."""

    lower: float
    upper: float

    @property
    def width(self) -> float:
        return self.upper - self.lower


@dataclass(frozen=True)
class Release:
    """What is hidden, and how narrowly each hidden count can be found.

    With ``why_not`` nothing may go out.
    """

    hidden: frozenset[str]
    found: Mapping[str, Interval]
    why_not: str = ""


def hide(
    counts: Mapping[str, int], sums: Sequence[Sum], *, already: Collection[str] = (), width: int = WIDTH
) -> Release:
    """Hide counts of 1 to 10, then as few more as keep each hidden one from being found within ``width``.

    What is ``already`` public cannot be hidden. Then each count that was hidden for another's sake is shown
    again where the attack finds no more with it, the largest first. ValueError where a total is not its sum.
    """
    _check(counts, sums)
    small = {name for name, count in counts.items() if count in SMALL} - set(already)
    hidden = set(small)
    while exposed := _exposed(attack(counts, sums, hidden), width):
        more = _helpers(exposed, counts, sums, hidden, already=set(already), width=width) - hidden
        if not more:
            found = attack(counts, sums, hidden)
            return Release(frozenset(hidden), found, f"{exposed} could be found within {width}")
        hidden |= more
    for name in sorted(hidden - small, key=lambda name: (-counts[name], name)):
        if _is_safe(counts, sums, hidden - {name}, width):
            hidden.remove(name)
    return Release(frozenset(hidden), attack(counts, sums, hidden))


def attack(counts: Mapping[str, int], sums: Sequence[Sum], hidden: Set[str]) -> dict[str, Interval]:
    """The narrowest interval of each hidden count that follows from those shown, and from the sums.

    The reader knows that a hidden count is at least 1, as a 0 is always shown.
    """
    return dict(_attacks(counts, sums, hidden))


def _attacks(
    counts: Mapping[str, int], sums: Sequence[Sum], hidden: Set[str]
) -> Iterator[tuple[str, Interval]]:
    from scipy.optimize import linprog

    # The smallest first: whoever only asks whether one is exposed soon knows.
    names = sorted(hidden, key=lambda name: (counts[name], name))
    rows, right = [], []
    for each in sums:
        if hidden & {each.total, *each.parts}:
            rows.append([each.parts.count(name) - (name == each.total) for name in names])
            known = sum(counts[part] for part in each.parts if part not in hidden)
            right.append((0 if each.total in hidden else counts[each.total]) - known)
    for place, name in enumerate(names):
        ends = []
        for sign in (1, -1):
            goal = [sign if at == place else 0 for at in range(len(names))]
            answer = linprog(goal, A_eq=rows or None, b_eq=right or None, bounds=(SMALL[0], None))
            if answer.status not in {0, UNBOUNDED}:
                raise ArithmeticError(f"the attack found no answer: {answer.message}")
            ends.append(math.inf if answer.status else sign * answer.fun)
        yield name, Interval(math.ceil(ends[0] - NEAR), _floor(ends[1]))


def _floor(number: float) -> float:
    return number if math.isinf(number) else math.floor(number + NEAR)


def _exposed(found: Mapping[str, Interval], width: int) -> str | None:
    """The count that can be found most narrowly, if it is too narrow."""
    narrow = [(interval.width, name) for name, interval in found.items() if interval.width < width]
    return min(narrow)[1] if narrow else None


def _is_safe(counts: Mapping[str, int], sums: Sequence[Sum], hidden: Set[str], width: int) -> bool:
    """Whether no hidden count can be found within ``width``; one alone in its sum is found at once."""
    if any(len(hidden & {each.total, *each.parts}) == 1 for each in sums):
        return False
    return all(interval.width >= width for _name, interval in _attacks(counts, sums, hidden))


def _helpers(
    exposed: str,
    counts: Mapping[str, int],
    sums: Sequence[Sum],
    hidden: Set[str],
    *,
    already: Set[str],
    width: int,
) -> set[str]:
    """What must move, at the least cost, for the exposed count to lie anywhere in a range of ``width``.

    There are two moves, one in which it grows and one in which it shrinks, by ``width`` together; whatever
    moves in either has to be hidden. To move what is shown costs its size for each child, what is hidden
    nothing; what is public, and a 0, cannot move, and nothing falls below 1.
    """
    from scipy.optimize import linprog

    free = sorted(name for name, count in counts.items() if count and name not in already)
    still = [0] * len(free)
    rows = []
    for each in sums:
        signs = [each.parts.count(name) - (name == each.total) for name in free]
        move = [*signs, *(-sign for sign in signs)]
        rows += [[*move, *still, *still], [*still, *still, *move]]
    is_exposed = [int(name == exposed) for name in free]
    rows.append([*is_exposed, *still, *still, *is_exposed])
    up = [(0, None) for _name in free]
    down = [(0, counts[name] - SMALL[0]) for name in free]
    only_up = [(0, 0) if name == exposed else bound for name, bound in zip(free, down, strict=True)]
    only_down = [(0, 0) if name == exposed else bound for name, bound in zip(free, up, strict=True)]
    cost = [0 if name in hidden else counts[name] for name in free] * 4
    right = [0] * (len(rows) - 1) + [width]
    answer = linprog(cost, A_eq=rows, b_eq=right, bounds=[*up, *only_up, *only_down, *down])
    if answer.status:
        return set()
    more, less, more_too, less_too = answer.x.reshape(4, -1)
    moved = abs(more - less) + abs(more_too - less_too) > NEAR
    return {name for name, does_move in zip(free, moved, strict=True) if does_move}


def _check(counts: Mapping[str, int], sums: Sequence[Sum]) -> None:
    for name, count in counts.items():
        if count < 0:
            raise ValueError(f"{name} must not be negative, not {count}")
    for total, parts in sums:
        unknown = sorted({total, *parts} - counts.keys())
        if unknown:
            raise ValueError(f"no count is called {', '.join(unknown)}")
        found = sum(counts[part] for part in parts)
        if found != counts[total]:
            raise ValueError(f"{total} must be the sum of its parts, {found}, not {counts[total]}")
