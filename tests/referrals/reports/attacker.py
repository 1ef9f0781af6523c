"""Releases attacked by a program of the tests' own: linked tables, and series of releases with revisions.

It shares nothing with the house but the tables: it is given what a reader has, every page that was published,
writes down for itself which counts add up to which, and asks a linear program for the least and the most of
each hidden one. The whole run is ``make faults``; the suite has a few of each.
"""

import datetime
import itertools
import random
from collections import defaultdict

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from referrals.equity.hiding import WIDTH, hide
from referrals.reports.linking import Counted, Fact, link

SMALL = range(1, 11)
JANUARY = datetime.date(2025, 1, 1)
GROUPS = {"race": ("black", "hispanic", "white", "unknown"), "language": ("en", "es", "ht")}
PLACES = {"race": ("neighborhood-zip-1", "rest-zip-1", "city-city-"), "language": ("neighborhood-zip-1",)}


def month(number):
    return datetime.date(2025 + number // 12, number % 12 + 1, 1)


def period(first, months):
    return month(first), month(first + months) - datetime.timedelta(days=1)


class Town:
    """What happened, child by child: a count for each month, place, race and language."""

    def __init__(self, chance, months):
        self.chance, self.most = chance, chance.choice([0.7, 1.1, 1.6])
        self.cells = {
            (at, place, race, language): self.some()
            for at, place, race, language in itertools.product(
                range(months), ("neighborhood-zip-1", "rest-zip-1"), GROUPS["race"], GROUPS["language"]
            )
        }
        self.people = {
            (place, group): chance.choice([None, 40, 300, 5000])
            for place in PLACES["race"]
            for group in (*GROUPS["race"], *GROUPS["language"], "")
        }

    def some(self):
        return 0 if self.chance.random() < 0.3 else int(10 ** self.chance.uniform(0, self.most))

    def late(self):
        """A few children of months gone by are written down only now, or struck out as written twice."""
        for key in self.chance.sample(sorted(self.cells), 4):
            self.cells[key] = max(0, self.cells[key] + self.chance.choice([-2, 1, 2, 5, 12]))

    def count(self, place, months, dimension, group):
        found = 0
        for (at, where, race, language), number in self.cells.items():
            told_apart = {"race": race, "language": language, "": ""}[dimension]
            if at in months and told_apart == group and (place.startswith("city") or place == where):
                found += number
        return found

    def sheet(self, dimension, first, months):
        ends, within = period(first, months), range(first, first + months)
        sheet = []
        for place in PLACES[dimension]:
            for kind, group in [*((dimension, group) for group in GROUPS[dimension]), ("", "")]:
                count = self.count(place, within, kind, group)
                people = self.people[place, group]
                fits = people is not None and people >= count
                fact = Fact("own.referred", place, *ends, kind, group)
                sheet.append(Counted(fact, count, people if fits else None))
        return sheet


class Reader:
    """Somebody who has read every release, and knows that a count that is not shown is not 0."""

    def __init__(self):
        self.columns, self.rows, self.bounds, self.hidden = {}, [], [], {}
        self.latest = {}

    def column(self, name, least=0.0, most=None):
        if name not in self.columns:
            self.columns[name] = len(self.columns)
            self.bounds.append((least, most))
        return self.columns[name]

    def read(self, issue, sheet):
        """One release: what it shows, what it hides, and what must add up in it."""
        mine = {}
        for one in sheet:
            before = self.latest.get(one.fact)
            if before and before[1] == one.events:
                mine[one.fact] = name = before[0]
            else:
                mine[one.fact] = name = (one.fact, issue)
                self.column(name, 1.0)
                if before:
                    more, less = (name, before[0]) if one.events > before[1] else (before[0], name)
                    self.add(more, [less, self.spare()])
            self.latest[one.fact] = (name, one.events)
            at = self.columns[name]
            if one.is_shown:
                self.bounds[at] = (one.events, one.events)
                self.hidden.pop(name, None)
            elif not self.is_shown(name):
                self.hidden[name] = one.events
        self.margins(mine)
        return mine

    def spare(self):
        name = ("spare", len(self.columns))
        self.column(name)
        return name

    def is_shown(self, name):
        least, most = self.bounds[self.columns[name]]
        return least == most

    def margins(self, mine):
        by_total = defaultdict(list)
        for fact, name in mine.items():
            if fact.dimension:
                by_total[fact._replace(dimension="", group="")].append(name)
            here, rest = fact._replace(place="neighborhood-zip-1"), fact._replace(place="rest-zip-1")
            if fact.place.startswith("city"):
                self.add(name, [mine[here], mine[rest]])
        for total, parts in by_total.items():
            self.add(mine[total], parts)

    def add(self, total, parts):
        self.rows.append([(self.columns[total], -1.0), *((self.columns[part], 1.0) for part in parts)])

    def months(self, town, last):
        """Every period is the sum of its months, whoever published which; but for those not yet revised."""
        rows, bounds, columns = list(self.rows), list(self.bounds), dict(self.columns)
        for fact, (name, events) in self.latest.items():
            within = [at for at in range(last) if fact.start <= month(at) <= fact.end]
            if events != town.count(fact.place, within, fact.dimension, fact.group):
                continue
            parts = []
            for at in within:
                key = (fact._replace(start=None, end=None), at)
                if key not in columns:
                    columns[key] = len(columns)
                    bounds.append((0.0, None))
                parts.append((columns[key], 1.0))
            rows.append([(columns[name], -1.0), *parts])
        return rows, bounds

    def narrowest(self, town, last):
        """The width within which the worst kept of all hidden counts can be found."""
        rows, bounds = self.months(town, last)
        cells = [(at, column, sign) for at, row in enumerate(rows) for column, sign in row]
        at, column, sign = zip(*cells, strict=True)
        matrix = csr_array((sign, (at, column)), shape=(len(rows), len(bounds)))
        narrowest = float("inf")
        for name, events in self.hidden.items():
            goal = np.zeros(len(bounds))
            goal[self.columns[name]] = 1
            low, high = (
                linprog(way * goal, A_eq=matrix, b_eq=np.zeros(len(rows)), bounds=bounds) for way in (1, -1)
            )
            assert low.status == 0, "the truth itself is possible"
            assert high.status in {0, 3}
            most = float("inf") if high.status == 3 else -high.fun
            assert low.fun - 1e-6 <= events <= most + 1e-6
            narrowest = min(narrowest, most - low.fun)
        return narrowest


def issue(earlier, sheet):
    """What the house would publish of ``sheet``: None where it is held back."""
    linked = link(earlier, sheet)
    done = hide(linked.counts, list(linked.sums), already=linked.public, unseen=linked.unseen)
    if done.exposed:
        return None
    return [one._replace(is_shown=linked.names[one.fact] not in done.hidden) for one in sheet]


def hides_the_small(sheet):
    """No count of 1 to 10 is shown, nor one that leaves so few out."""
    for one in sheet:
        if one.is_shown:
            assert one.events not in SMALL
            assert one.people is None or one.people - one.events not in SMALL


def attack_linked_tables(seed):
    """Two tables of the same children, one after the other."""
    town, reader, earlier = Town(random.Random(seed), 3), Reader(), []  # noqa: S311 - the same each time
    for number, dimension in enumerate(("race", "language")):
        issued = issue(earlier, town.sheet(dimension, 0, 3))
        if issued is not None:
            hides_the_small(issued)
            reader.read(number, issued)
            earlier.append(issued)
    assert earlier
    assert reader.narrowest(town, 3) >= WIDTH - 1e-6
    return len(earlier)


def series_of(town, releases):
    """Months, quarters, halves and years in turn, by race and by language, with revisions between."""
    plan = []
    for at in range(12):
        plan.append(("race", at, 1))
        plan.append(("language", 0, at + 1))
        if at % 3 == 2:
            plan += [("race", at - 2, 3), ("race", 0, at + 1), ("language", at - 2, 3)]
    town.chance.shuffle(plan)
    return sorted(plan[:releases], key=lambda one: one[1] + one[2])


def attack_a_series(seed, releases):
    """A reader of all releases, attacked after each: nothing hidden, then or before, is found."""
    chance = random.Random(seed)  # noqa: S311 - the same series each time
    town, reader, earlier = Town(chance, 12), Reader(), []
    for number, (dimension, first, months) in enumerate(series_of(town, releases)):
        if number % 3 == 2:
            town.late()
        issued = issue(earlier, town.sheet(dimension, first, months))
        if issued is None:
            continue
        reader.read(number, issued)
        earlier.append(issued)
        assert reader.narrowest(town, 12) >= WIDTH - 1e-6, f"release {number} of series {seed}"
    return len(earlier)
