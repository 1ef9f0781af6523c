"""How the counts of all releases hang together: what a reader of all of them would put into one system. Pure.

Totals are sums of groups, the city is our neighborhood and the rest of it, children are those counted and
those not, who came as far as one step is some of those who came as far as another, and periods that share
months are sums of the same stretches of time. A count that a later release
repeats is the same count. One that was revised is another, and the reader knows which way it went: so what
was hidden before is not found by what is shown now. By how many a shown count was revised anybody may know:
it says when children were written down, and tells no group of children from another.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from referrals.equity.attacking import Sum
from referrals.equity.hiding import Unseen
from referrals.reports.nesting import AGES, INFANTS, out_of, pairs_with, rung_of
from referrals.reports.periods import Spell, nested, stretches

# The name of a count in the system, and its size.
Known = tuple[str, int]


class Fact(NamedTuple):
    """What one count counts. ``dimension`` is empty for everyone, whom every table of a period shares."""

    measure: str
    place: str
    start: date
    end: date
    dimension: str
    group: str

    @property
    def name(self) -> str:
        return "|".join(str(part) for part in self)


class Counted(NamedTuple):
    """One count of a release. ``people`` are those it is measured against, None where nobody knows.

    They are public, unless they are themselves a count of this release: of those referred so many got a plan.
    """

    fact: Fact
    events: int
    people: int | None
    is_shown: bool = False

    @property
    def of(self) -> Fact | None:
        """The count that its people are, if they are one."""
        measure = out_of(self.fact.measure)
        return self.fact._replace(measure=measure) if measure and self.people is not None else None


@dataclass
class Linked:
    """One system of all counts; ``names`` are those of the release that is to be made."""

    counts: dict[str, int] = field(default_factory=dict)
    sums: dict[Sum, None] = field(default_factory=dict)
    public: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    derived: set[str] = field(default_factory=set)
    free: set[str] = field(default_factory=set)
    names: dict[Fact, str] = field(default_factory=dict)
    _now: dict[Fact, Known] = field(default_factory=dict)

    @property
    def unseen(self) -> Unseen:
        return Unseen(frozenset(self.kept), frozenset(self.derived), frozenset(self.free))

    def add(self, sheet: Collection[Counted]) -> None:
        """Take in one release."""
        self.names = {one.fact: self._name(one) for one in sheet}
        for one in sheet:
            name = self.names[one.fact]
            if one.is_shown:
                self.public.add(name)
            if one.of is None and one.people is not None and one.people >= one.events:
                self._people(name, one, people=one.people)
            self._within(one.fact)
        for total, parts in (*_margins(sheet), *_cities(sheet), *_towns(sheet)):
            self._sum(self.names[total], [self.names[part] for part in parts])

    def close(self) -> None:
        """Say what no release shows, once all are in: the stretches of time, and what stays hidden."""
        by_group: dict[tuple[str, str, str, str], dict[Spell, Known]] = {}
        for fact, known in self._now.items():
            ladder, depth = rung_of(fact.measure)
            group = (ladder, fact.place, fact.dimension, fact.group)
            by_group.setdefault(group, {})[Spell(fact.start, fact.end, depth)] = known
        for group, periods in by_group.items():
            self._over_time(group, periods)
        offered = set(self.names.values())
        self.kept = self.counts.keys() - self.public - self.derived - self.free - offered

    def _over_time(self, group: tuple[str, ...], periods: Mapping[Spell, Known]) -> None:
        found = stretches({period: count for period, (_name, count) in periods.items()})
        names = {period: periods[period][0] for period in found.standing}
        for stretch, count in found.lengths.items():
            if stretch not in names:
                names[stretch] = name = "|".join(map(str, (*group, *stretch, "between")))
                self.counts[name] = count
                self.derived.add(name)
        for period, parts in found.parts.items():
            self._sum(names[period], [names[part] for part in parts])
        for outer, inner in nested(found.lengths):
            self._left((names[outer], found.lengths[outer]), (names[inner], found.lengths[inner]))

    def _name(self, one: Counted) -> str:
        before = self._now.get(one.fact)
        if before is not None and before[1] == one.events:
            # What was issued last comes last.
            self._now[one.fact] = self._now.pop(one.fact)
            return before[0]
        number = 0
        while (name := f"{one.fact.name}#{number}") in self.counts:
            number += 1
        self.counts[name] = one.events
        self._now.pop(one.fact, None)
        self._now[one.fact] = (name, one.events)
        if before is not None:
            self._revised(before, (name, one.events))
        return name

    def _revised(self, before: Known, after: Known) -> None:
        (less, few), (more, many) = sorted((before, after), key=lambda known: known[1])
        change = f"{after[0]}^"
        self.counts[change] = many - few
        self.free.add(change)
        self._sum(more, [less, change])

    def _people(self, name: str, one: Counted, *, people: int) -> None:
        everybody = f"{name}~{people}"
        self.counts[everybody] = people
        self.public.add(everybody)
        self._left((everybody, people), (name, one.events))

    def _within(self, fact: Fact) -> None:
        """Those of one step who did not come as far as another, of whichever release either is.

        Where one was revised and the other not, so that more came farther than there were, nobody can reckon.
        """
        for outer, inner in pairs_with(fact.measure):
            whole, part = (self._now.get(fact._replace(measure=measure)) for measure in (outer, inner))
            if whole and part and whole[1] >= part[1]:
                self._left(whole, part)
        parts = [self._now.get(fact._replace(measure=measure)) for measure in (INFANTS, *AGES)]
        if fact.measure in (INFANTS, *AGES) and all(parts):
            whole, *rest = [known for known in parts if known]
            if whole[1] == sum(count for _name, count in rest):
                self._sum(whole[0], [name for name, _count in rest])

    def _left(self, whole: Known, part: Known) -> None:
        """What one count leaves of another."""
        left = f"{whole[0]}~{part[0]}"
        self.counts[left] = whole[1] - part[1]
        self.derived.add(left)
        self._sum(whole[0], [part[0], left])

    def _sum(self, total: str, parts: Iterable[str]) -> None:
        self.sums[Sum(total, tuple(sorted(parts)))] = None


def link(earlier: Iterable[Collection[Counted]], sheet: Collection[Counted]) -> Linked:
    """The system of everything issued before, in its order, and of the release that is to be made, of which
    nothing is shown yet."""
    linked = Linked()
    for before in earlier:
        linked.add(before)
    linked.add([one._replace(is_shown=False) for one in sheet])
    linked.close()
    return linked


def _margins(sheet: Iterable[Counted]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Everyone of a place is the sum of its groups."""
    facts = {one.fact: one.events for one in sheet}
    parts: dict[Fact, list[Fact]] = {}
    for fact in facts:
        if fact.dimension:
            parts.setdefault(everyone(fact), []).append(fact)
    return _that_hold(facts, parts)


def _cities(sheet: Iterable[Counted]) -> Iterator[tuple[Fact, list[Fact]]]:
    """The city is a neighborhood and the rest of it."""
    facts = {one.fact: one.events for one in sheet}
    sums: dict[Fact, list[Fact]] = {}
    for city in facts:
        role, _dash, _code = city.place.partition("-")
        for here in facts if role == "city" else ():
            role, dash, code = here.place.partition("-")
            rest = here._replace(place=f"rest{dash}{code}")
            is_same = here._replace(place="") == city._replace(place="")
            if role == "neighborhood" and is_same and rest in facts:
                sums[city] = [here, rest]
    return _that_hold(facts, sums)


def _towns(sheet: Iterable[Counted]) -> Iterator[tuple[Fact, list[Fact]]]:
    """All of our neighborhood is the sum of the areas that it is counted by."""
    facts = {one.fact: one.events for one in sheet}
    parts: dict[Fact, list[Fact]] = {}
    for fact in facts:
        role, kind, code = fact.place.split("-", 2)
        if role == "neighborhood" and kind and code:
            parts.setdefault(fact._replace(place="neighborhood--"), []).append(fact)
    return _that_hold(facts, parts)


def everyone(fact: Fact) -> Fact:
    """The total to which a group's count belongs."""
    return fact._replace(dimension="", group="")


def _that_hold(
    facts: Mapping[Fact, int], sums: Mapping[Fact, Sequence[Fact]]
) -> Iterator[tuple[Fact, list[Fact]]]:
    for total, parts in sums.items():
        if total in facts and facts[total] == sum(facts[part] for part in parts):
            yield total, list(parts)
