"""Which counts of linked tables must be hidden before anything is published. Pure.

Every count has a name, and every total is a sum of named parts: margins, filters, a number of children with
those referred and those not, quarters and their year, and what earlier releases said are all the same here.

Hiding more counts at the least cost: Kelly JP, Golden BL, Assad AA, Cell suppression: disclosure protection
for sensitive tabular data, Networks 1992; 22:397-417, as a linear program. What is hidden is attacked anew.
"""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from referrals.equity.attacking import NEAR, Attacker, Interval, Sum
from referrals.equity.measures import SMALL

# As wide as the range of small counts: a reader learns no more of one than that it is small.
WIDTH = SMALL[-1] - SMALL[0]


class Unseen(NamedTuple):
    """Counts that the release itself does not show, whatever is decided.

    ``kept``: hidden by an earlier release, and to stay so. ``derived``: in no table, but a reader may work
    them out, and must not find a small one: children who were not referred, or the month by which two
    periods differ. ``free``: it harms nobody to know them.
    """

    kept: frozenset[str] = frozenset()
    derived: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()

    @property
    def in_no_table(self) -> frozenset[str]:
        return self.derived | self.free

    @property
    def all(self) -> frozenset[str]:
        return self.kept | self.in_no_table


@dataclass(frozen=True)
class Release:
    """What is hidden, and how narrowly each count that is hidden here can be found.

    With ``exposed``, the count that could be found too narrowly, nothing may go out.
    """

    hidden: frozenset[str]
    found: Mapping[str, Interval]
    exposed: str = ""


def hide(
    counts: Mapping[str, int],
    sums: Sequence[Sum],
    *,
    already: Collection[str] = (),
    unseen: Unseen = Unseen(),  # noqa: B008 - a tuple of empty sets, which nobody changes
    width: int = WIDTH,
) -> Release:
    """Hide counts of 1 to 10, then as few more as keep each hidden one from being found within ``width``.

    What is ``already`` public cannot be hidden. Then each count that was hidden for another's sake is shown
    again where the attack finds no more with it, the largest first. ValueError where a total is not its sum.
    """
    check_sums(counts, sums)
    public = frozenset(already) - unseen.all
    small = frozenset(name for name, count in counts.items() if count in SMALL) - public
    task = _Task(counts, sums, public, unseen, width)
    hidden = small | unseen.all
    while exposed := task.exposed(hidden):
        more = task.helpers(exposed, hidden) - hidden
        if not more:
            return task.release(hidden, exposed)
        hidden |= more
    for name in sorted(hidden - small - unseen.all, key=lambda name: (-counts[name], name)):
        if not task.exposed(hidden - {name}):
            hidden -= {name}
    return task.release(hidden)


@dataclass(frozen=True)
class _Task:
    """One release to be made."""

    counts: Mapping[str, int]
    sums: Sequence[Sum]
    public: frozenset[str]
    unseen: Unseen
    width: int

    def _attacker(self, hidden: Set[str]) -> Attacker:
        return Attacker(self.counts, self.sums, hidden, derived=self.unseen.in_no_table)

    def release(self, hidden: frozenset[str], exposed: str = "") -> Release:
        attacker = self._attacker(hidden)
        own = hidden - self.unseen.all | ({exposed} if exposed else set())
        found = {name: attacker.interval(name) for name in sorted(own)}
        return Release(hidden, found, exposed)

    def exposed(self, hidden: frozenset[str]) -> str:
        """A count that can be found too narrowly, if there is one."""
        guarded, settled = hidden - self.unseen.free, self._settled(hidden)
        for name in sorted(settled & guarded):
            if self._matters(name, Interval(self.counts[name], self.counts[name])):
                return name
        attacker = self._attacker(hidden - settled)
        for name in sorted(guarded - settled, key=lambda name: (self.counts[name], name)):
            if not attacker.is_wide(name, self.width) and self._matters(name, attacker.interval(name)):
                return name
        return ""

    def _settled(self, hidden: frozenset[str]) -> frozenset[str]:
        """What is found at once: one count alone in its sum, and then what that leaves alone in another."""
        left = set(hidden)
        inside = [left.intersection(each.names) for each in self.sums]
        while alone := {name for names in inside if len(names) == 1 for name in names}:
            left -= alone
            inside = [names - alone for names in inside]
        return hidden - left

    def _matters(self, name: str, found: Interval) -> bool:
        """A derived count that cannot be small may be known to all."""
        return name not in self.unseen.derived or (found.lower <= SMALL[-1] and found.upper >= SMALL[0])

    def helpers(self, exposed: str, hidden: Set[str]) -> set[str]:
        """What must move, at the least cost, for the exposed count to lie anywhere in a range of ``width``.

        There are two moves, one in which it grows and one in which it shrinks, by ``width`` together;
        whatever moves in either has to be hidden. To move what is shown costs its size for each child,
        what is hidden nothing; what is public, and a 0 of a table, cannot move, and nothing falls below
        what a reader knows it to be at least.
        """
        import numpy as np
        from scipy.optimize import linprog
        from scipy.sparse import block_diag, csr_array, hstack, vstack

        loose = self.unseen.in_no_table
        names = sorted(
            n for n, count in self.counts.items() if (count or n in loose) and n not in self.public
        )
        place = {name: at for at, name in enumerate(names)}
        signs = np.zeros((len(self.sums), len(names)))
        for row, each in enumerate(self.sums):
            for name, sign in [(each.total, -1), *((part, 1) for part in each.parts)]:
                if name in place:
                    signs[row, place[name]] += sign
        move = csr_array(np.hstack([signs, -signs]))
        target = np.zeros(4 * len(names))
        target[[place[exposed], 3 * len(names) + place[exposed]]] = 1
        rows = vstack([block_diag([move, move]), csr_array(target[None, :])])
        room = [self.counts[name] - (0 if name in loose else SMALL[0]) for name in names]
        at = place[exposed]
        up, down = [(0.0, None)] * len(names), [(0.0, float(most)) for most in room]
        only_up = [*down[:at], (0.0, 0.0), *down[at + 1 :]]
        only_down = [*up[:at], (0.0, 0.0), *up[at + 1 :]]
        cost = [0 if name in hidden else self.counts[name] for name in names] * 4
        right = np.zeros(rows.shape[0])
        right[-1] = self.width
        answer = linprog(cost, A_eq=hstack([rows]), b_eq=right, bounds=[*up, *only_up, *only_down, *down])
        if answer.status:
            return set()
        more, less, more_too, less_too = answer.x.reshape(4, -1)
        moved = abs(more - less) + abs(more_too - less_too) > NEAR
        return {name for name, does_move in zip(names, moved, strict=True) if does_move}


def check_sums(counts: Mapping[str, int], sums: Sequence[Sum]) -> None:
    """ValueError where a count is negative or missing, or a total is not the sum of its parts."""
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
