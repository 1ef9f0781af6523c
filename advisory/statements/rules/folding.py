"""What the open book may say of money that went to people, so that nobody can be made out.

A cell is what one fund spent on one use in one quarter. What of it went to members is shown only together
for at least five of them. Where fewer were paid, it is not left out, which one could find by subtraction;
it is folded into the next quarters of the same use and fund, until there are five.

*   A payee counts whose lines in the cells put together do not cancel out: somebody owed 75 dollars and
    taken back the same quarter is nobody.
*   The same must hold of every run of cells that ends with it, because "left" adds up all cells before it,
    and two of those subtracted give a run.
*   "Left" and all sums are reckoned from what is shown, never from the book itself.
*   Only quarters that are over are shown. The book is written on the day itself and never changed, and a
    cell hangs only on those before it: so what was published once stays as it was, and two publications
    subtracted give whole cells.
*   A bill is what a shop or a helper got, not a member: it is about no payee, and is shown in its quarter.

What this does not hide: two quarters can be compared, and whoever knows who was paid in both can say what
the others got together. No rule about cells can, and the book says no names.
(The rule of few contributors: Statistical Policy Working Paper 22, Federal Committee on Statistical
Methodology, chapters 4 and 5.)
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

FEWEST = 5


@dataclass(frozen=True)
class Part:
    """What one fund spent on one use in one quarter (cents): by member, and on bills."""

    people: Mapping[int, int] = field(default_factory=dict)
    bills: int = 0


@dataclass(frozen=True)
class Shown:
    """What a cell says. ``waits``: some of it went to fewer than five, and comes with a later quarter."""

    cents: int = 0
    waits: bool = False


def fold(parts: Sequence[Part]) -> list[Shown]:
    """What the cells of one use and fund say, quarter by quarter, oldest first."""
    shown: list[Shown] = []
    held: Counter[int] = Counter()
    # What each run of shown cells adds up to by member, for every cell it may begin with.
    runs: list[Counter[int]] = []
    for part in parts:
        held.update(part.people)
        together = [held, *(_sum(run, held) for run in runs)]
        if any(0 < payees(one.values()) < FEWEST for one in together) or not payees(held.values()):
            shown.append(Shown(part.bills, waits=payees(held.values()) > 0))
            continue
        shown.append(Shown(part.bills + sum(held.values())))
        runs, held = together, Counter()
    return shown


def payees(amounts: Iterable[int]) -> int:
    """How many members ``amounts`` are about."""
    return sum(1 for cents in amounts if cents)


def _sum(one: Mapping[int, int], other: Mapping[int, int]) -> Counter[int]:
    both = Counter(one)
    both.update(other)
    return both
