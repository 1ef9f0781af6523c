"""Releases of our own referrals, attacked by a reader who knows how steps nest.

Of everybody who was referred some were contacted, of those some evaluated, and so on: in every month, area
and group. The reader writes that down and looks for each hidden count, and for each few who came as far as
one step and not as far as another.
"""

import itertools
import random
from collections import Counter

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from referrals.equity.hiding import WIDTH
from referrals.reports.linking import Counted, Fact
from tests.referrals.reports import attacker
from tests.referrals.reports.attacker import SMALL, Reader, month, period

STEPS = ("own.referred", "own.contacted", "own.evaluated", "own.services")
GROUPS = {"race": ("black", "hispanic", "white", "unknown"), "language": ("en", "es", "ht")}
AREAS = ("neighborhood-zip-1", "neighborhood-zip-2")
TOWN = "neighborhood--"


class Town:
    """Every referral: its month, its area, the child's race and language, and the furthest step."""

    def __init__(self, chance, months):
        self.chance, self.months = chance, months
        kinds = list(itertools.product(range(months), AREAS, GROUPS["race"], GROUPS["language"]))
        most = chance.choice([0.6, 1.0, 1.4])
        goes_on = chance.choice([0.5, 0.8, 0.95])
        self.referrals = Counter()
        for kind in kinds:
            for _child in range(0 if chance.random() < 0.3 else int(10 ** chance.uniform(0, most))):
                self.referrals[*kind, self.furthest(goes_on)] += 1

    def furthest(self, goes_on):
        steps = range(len(STEPS) - 1)
        return next((at for at in steps if self.chance.random() > goes_on), len(STEPS) - 1)

    def late(self):
        """Some come a step further, and a few referrals are written down late."""
        for kind in self.chance.sample(sorted(self.referrals), 5):
            *who, step = kind
            moved = self.chance.randint(1, max(1, self.referrals[kind]))
            if step < len(STEPS) - 1 and self.referrals[kind] >= moved:
                self.referrals[kind] -= moved
                self.referrals[*who, step + 1] += moved
            self.referrals[*who, 0] += self.chance.choice([0, 0, 1, 3])

    def count(self, fact):
        step, areas = STEPS.index(fact.measure), AREAS if fact.place == TOWN else (fact.place,)
        return sum(
            number
            for (at, area, race, language, furthest), number in self.referrals.items()
            if furthest >= step
            and area in areas
            and fact.start <= month(at) <= fact.end
            and fact.group == {"race": race, "language": language, "": ""}[fact.dimension]
        )

    def sheet(self, measure, dimension, first, months):
        found = {}
        for place in (TOWN, *AREAS):
            for kind, group in [*((dimension, group) for group in GROUPS[dimension]), ("", "")]:
                fact = Fact(measure, place, *period(first, months), kind, group)
                referred = fact._replace(measure=STEPS[0])
                people = self.count(referred)
                found[referred] = Counted(referred, people, None)
                if measure != STEPS[0]:
                    found[fact] = Counted(fact, self.count(fact), people)
        return list(found.values())


class StepsReader(Reader):
    """A reader who also knows that the areas make the town, and that the steps nest."""

    def margins(self, mine):
        super().margins(mine)
        for fact, name in mine.items():
            if fact.place == TOWN:
                self.add(name, [mine[fact._replace(place=area)] for area in AREAS])
            for outer, inner in itertools.combinations(STEPS, 2):
                pair = [self.latest.get(fact._replace(measure=step)) for step in (outer, inner)]
                if all(pair) and pair[0][1] >= pair[1][1]:
                    self.add(pair[0][0], [pair[1][0], self.spare()])

    def equations(self, town):
        """All that was read, with a count behind for every month, area, group and step."""
        self.width_of = dict(self.columns)
        rows, bounds = list(self.rows), list(self.bounds)

        def column(key):
            if key not in self.width_of:
                self.width_of[key] = len(bounds)
                bounds.append((0.0, None))
            return self.width_of[key]

        def equal(total, parts):
            rows.append([(column(total), -1.0), *((column(part), 1.0) for part in parts)])

        for at, area, step in itertools.product(range(town.months), AREAS, range(len(STEPS))):
            for dimension, groups in GROUPS.items():
                cells = [("cell", at, area, step, dimension, group) for group in groups]
                equal(("cell", at, area, step, "", ""), cells)
                for cell in cells if step + 1 < len(STEPS) else ():
                    further = (*cell[:3], step + 1, *cell[4:])
                    equal(cell, [further, ("left", *cell)])
        for fact, (name, events) in self.latest.items():
            if events == town.count(fact):
                areas = AREAS if fact.place == TOWN else (fact.place,)
                within = [at for at in range(town.months) if fact.start <= month(at) <= fact.end]
                rest = (STEPS.index(fact.measure), fact.dimension, fact.group)
                equal(name, [("cell", at, area, *rest) for at in within for area in areas])
        return rows, bounds

    def worst_kept(self, town):
        """The width within which the worst kept of all hidden counts, and of all few left out, is found."""
        rows, bounds = self.equations(town)
        cells = [(at, column, sign) for at, row in enumerate(rows) for column, sign in row]
        at, column, sign = zip(*cells, strict=True)
        matrix = csr_array((sign, (at, column)), shape=(len(rows), len(bounds)))
        return min((self.width(goal, matrix, bounds) for goal in self.secrets()), default=WIDTH)

    def secrets(self):
        for name in self.hidden:
            yield {name: 1}
        for fact, (name, events) in self.latest.items():
            for further in STEPS[STEPS.index(fact.measure) + 1 :]:
                inner = self.latest.get(fact._replace(measure=further))
                if inner and events - inner[1] in SMALL:
                    yield {name: 1, inner[0]: -1}

    def width(self, goal, matrix, bounds):
        aim = np.zeros(len(bounds))
        for name, sign in goal.items():
            aim[self.columns[name]] = sign
        ends = [
            linprog(way * aim, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=bounds) for way in (1, -1)
        ]
        assert ends[0].status in {0, 3}
        assert ends[1].status in {0, 3}, "the truth itself is possible"
        return float("inf") if any(end.status == 3 for end in ends) else -ends[1].fun - ends[0].fun


def nothing_small_is_left(reader):
    """No two counts that are shown leave 1 to 10 between them, nor is one so small."""
    shown = {fact: events for fact, (name, events) in reader.latest.items() if reader.is_shown(name)}
    for fact, events in shown.items():
        assert events not in SMALL
        for further in STEPS[STEPS.index(fact.measure) + 1 :]:
            assert events - shown.get(fact._replace(measure=further), events) not in SMALL


def attack(town, plan, *, late=0):
    """Issue what the house would of ``plan``; nothing can be found after the last. Says how many went out.

    Children come further before every ``late``-th release, and then every release is attacked at once: later
    the reader no longer reckons with what was revised.
    """
    reader, earlier = StepsReader(), []
    for number, (measure, dimension, first, months) in enumerate(plan):
        if late and number % late == late - 1:
            town.late()
        issued = attacker.issue(earlier, town.sheet(measure, dimension, first, months))
        if issued is None:
            continue
        reader.read(number, issued)
        earlier.append(issued)
        if late:
            assert reader.worst_kept(town) >= WIDTH - 1e-6, f"release {number}: {measure} by {dimension}"
    if not late:
        nothing_small_is_left(reader)
        assert reader.worst_kept(town) >= WIDTH - 1e-6
    return len(earlier)


def attack_linked_steps(seed):
    """Every step, by race and then by language, in any order, of the same month."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    plan = [(measure, dimension, 0, 1) for measure in STEPS for dimension in GROUPS]
    chance.shuffle(plan)
    return attack(Town(chance, 1), plan)


def attack_a_series_of_steps(seed, releases):
    """Months, quarters and the time so far, of any step, while children come further in every second one."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    spans = [(0, 2), (2, 1), (0, 3), (1, 1), (1, 2)]
    plan = [(step, dimension, *span) for step in STEPS for dimension in GROUPS for span in spans]
    chance.shuffle(plan)
    return attack(Town(chance, 3), plan[:releases], late=3 * (seed % 2))
