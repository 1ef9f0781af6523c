"""What a reader can work out of hidden counts from those shown, and from the sums. Pure.

Fischetti M, Salazar JJ, Management Science 2001; 47:1008-1027, the "attacker's problems": for each hidden
count the least and the most that it can be, each a linear program.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

from referrals.equity.measures import SMALL

NEAR = 1e-6


class Sum(NamedTuple):
    """A count that is the sum of others."""

    total: str
    parts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.total, *self.parts)


class Interval(NamedTuple):
    """What a reader can find out about a hidden count: the least and the most that it can be."""

    lower: float
    upper: float

    @property
    def width(self) -> float:
        return self.upper - self.lower


class Attacker:
    """A reader who knows all sums, every count that is not ``hidden``, and that a hidden one is at least 1.

    ``derived`` counts are hidden ones that stand in no table, such as what two tables leave between them;
    of those a reader does not know that 0 would be shown. Counts that no sum joins are looked at apart, and
    every answer of a linear program also says something about the other counts, so few have to be solved.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        sums: Sequence[Sum],
        hidden: Set[str],
        *,
        derived: Collection[str] = frozenset(),
    ) -> None:
        self.found: dict[str, Interval] = {}
        self._of: dict[str, _Joined] = {}
        for names, rows in _apart(sums, hidden):
            joined = _Joined(counts, rows, names, [0 if name in derived else SMALL[0] for name in names])
            self._of |= dict.fromkeys(names, joined)

    def interval(self, name: str) -> Interval:
        """The narrowest interval of a hidden count that follows."""
        if name not in self.found:
            low, high = (self._of[name].end(name, sign) for sign in (1, -1))
            self.found[name] = Interval(math.ceil(low - NEAR), _floor(high))
        return self.found[name]

    def is_wide(self, name: str, width: int) -> bool:
        """Whether a hidden count cannot be found within ``width``."""
        joined = self._of[name]
        joined.spread(width)
        for sign in (1, -1):
            if joined.seen_apart(name) >= width:
                return True
            joined.end(name, sign)
        return self.interval(name).width >= width


def attack(
    counts: Mapping[str, int],
    sums: Sequence[Sum],
    hidden: Set[str],
    *,
    derived: Collection[str] = frozenset(),
) -> dict[str, Interval]:
    """The narrowest interval of each hidden count."""
    attacker = Attacker(counts, sums, hidden, derived=derived)
    return {name: attacker.interval(name) for name in sorted(hidden)}


def _floor(number: float) -> float:
    return number if math.isinf(number) else math.floor(number + NEAR)


def _apart(sums: Sequence[Sum], hidden: Set[str]) -> Iterator[tuple[list[str], list[Sum]]]:
    """The hidden counts in lots that no sum joins, each with the sums that hold it."""
    lot_of = {name: name for name in hidden}

    def head(name: str) -> str:
        while lot_of[name] != name:
            lot_of[name] = name = lot_of[lot_of[name]]
        return name

    inside = [(each, [name for name in each.names if name in lot_of]) for each in sums]
    for _each, names in inside:
        for name in names[1:]:
            lot_of[head(name)] = head(names[0])
    lots: dict[str, tuple[list[str], list[Sum]]] = {}
    for name in sorted(hidden):
        lots.setdefault(head(name), ([], []))[0].append(name)
    for each, names in inside:
        if names:
            lots[head(names[0])][1].append(each)
    yield from lots.values()


class _Joined:
    """Hidden counts that sums join, and the points at which they were seen to be possible."""

    def __init__(
        self, counts: Mapping[str, int], rows: Sequence[Sum], names: list[str], floors: Iterable[int]
    ) -> None:
        import numpy as np
        from scipy.sparse import csr_array

        self.place = {name: place for place, name in enumerate(names)}
        matrix, right = np.zeros((len(rows), len(names))), np.zeros(len(rows))
        for at, each in enumerate(rows):
            for name, sign in [(each.total, -1), *((part, 1) for part in each.parts)]:
                if name in self.place:
                    matrix[at, self.place[name]] += sign
                else:
                    right[at] -= sign * counts[name]
        self.matrix, self.right = csr_array(matrix), right
        truth = np.array([float(counts[name]) for name in names])
        # Far beyond every count: what reaches half of it has no end.
        self.no_end = 1e3 * (1 + truth.sum() + abs(right).sum())
        self.bounds = [(floor, self.no_end) for floor in floors]
        self.least, self.most = truth.copy(), truth.copy()
        self.ends: dict[tuple[str, int], float] = {}
        self.is_spread = False

    def seen_apart(self, name: str) -> float:
        """How far apart a count was seen to be possible, as whole numbers."""
        at = self.place[name]
        return math.floor(self.most[at] + NEAR) - math.ceil(self.least[at] - NEAR)

    def spread(self, width: int) -> None:
        """See as many counts as can be moved together as far apart as ``width``, once."""
        if self.is_spread:
            return
        self.is_spread = True
        narrow, before = self._narrow(width), len(self.place) + 1
        while 0 < len(narrow) < before:
            for sign in (1, -1):
                self._push(narrow, sign)
            narrow, before = self._narrow(width), len(narrow)

    def _narrow(self, width: int) -> list[str]:
        return [name for name in self.place if self.seen_apart(name) < width]

    def end(self, name: str, sign: int) -> float:
        """The least that a count can be (``sign`` 1) or the most (-1)."""
        if (name, sign) not in self.ends:
            end = float(self._push([name], sign)[self.place[name]])
            self.ends[name, sign] = math.inf if end > self.no_end / 4 else end
        return self.ends[name, sign]

    def _push(self, names: Iterable[str], sign: int) -> Any:
        """The possible point at which the sum of some counts is least (``sign`` 1) or most (-1)."""
        import numpy as np
        from scipy.optimize import linprog

        goal = np.zeros(len(self.place))
        goal[[self.place[name] for name in names]] = sign
        rows: dict[str, Any] = {"A_eq": self.matrix, "b_eq": self.right} if len(self.right) else {}
        # To make the program smaller first takes longer here than to solve it.
        how: dict[str, Any] = {"method": "highs-ds", "options": {"presolve": False}}
        answer = linprog(goal, bounds=self.bounds, **rows, **how)
        if answer.status:
            raise ArithmeticError(f"the attack found no answer: {answer.message}")
        self.least, self.most = np.minimum(self.least, answer.x), np.maximum(self.most, answer.x)
        return answer.x
