"""How the counts of all releases hang together: what a reader of all of them would put into one system. Pure.

Totals are sums of groups, the city is our neighborhood and the rest of it, children are those counted and
those not, and periods that share months are sums of the same stretches of time. A count that a later release
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
from referrals.reports.periods import stretches


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

    They are public, unless ``of`` says that they are themselves a count of this release: of those referred
    so many got a plan.
    """

    fact: Fact
    events: int
    people: int | None
    is_shown: bool = False
    of: Fact | None = None


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
    _now: dict[Fact, tuple[str, int]] = field(default_factory=dict)

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
            if one.people is not None and one.people >= one.events:
                self._people(name, one, people=one.people)
        for total, parts in (*_margins(sheet), *_cities(sheet), *_towns(sheet)):
            self._sum(self.names[total], [self.names[part] for part in parts])

    def close(self) -> None:
        """Say what no release shows, once all are in: the stretches of time, and what stays hidden."""
        by_group: dict[tuple[str, str, str, str], dict[tuple[date, date], tuple[str, int]]] = {}
        for fact, known in self._now.items():
            group = (fact.measure, fact.place, fact.dimension, fact.group)
            by_group.setdefault(group, {})[fact.start, fact.end] = known
        for group, periods in by_group.items():
            found = stretches({period: count for period, (_name, count) in periods.items()})
            names = {period: periods[period][0] for period in found.standing}
            for stretch, count in found.lengths.items():
                if stretch not in names:
                    names[stretch] = name = "|".join(map(str, (*group, *stretch, "between")))
                    self.counts[name] = count
                    self.derived.add(name)
            for period, parts in found.parts.items():
                self._sum(names[period], [names[part] for part in parts])
        offered = set(self.names.values())
        self.kept = self.counts.keys() - self.public - self.derived - self.free - offered

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

    def _revised(self, before: tuple[str, int], after: tuple[str, int]) -> None:
        (less, few), (more, many) = sorted((before, after), key=lambda known: known[1])
        change = f"{after[0]}^"
        self.counts[change] = many - few
        self.free.add(change)
        self._sum(more, [less, change])

    def _people(self, name: str, one: Counted, *, people: int) -> None:
        everybody, others = f"{name}~{people}", f"{name}~{people}-"
        if one.of is None:
            self.counts[everybody] = people
            self.public.add(everybody)
        else:
            everybody = self.names[one.of]
        self.counts[others] = people - one.events
        self.derived.add(others)
        self._sum(everybody, [name, others])

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
