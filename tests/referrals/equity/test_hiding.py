"""Counts are hidden so that none can be worked out: attacked here by a program of the tests' own."""

import itertools
import random

import pytest
from scipy.optimize import linprog

from referrals.equity.attacking import Interval, Sum, attack
from referrals.equity.hiding import WIDTH, hide


def table(inner):
    """Rows and columns with their totals, and the sums that link them."""
    rows, columns = len(inner), len(inner[0])
    counts = {f"{row}{column}": inner[row][column] for row in range(rows) for column in range(columns)}
    sums = [Sum(f"{row}+", tuple(f"{row}{column}" for column in range(columns))) for row in range(rows)]
    sums += [Sum(f"+{column}", tuple(f"{row}{column}" for row in range(rows))) for column in range(columns)]
    sums += [Sum("++", tuple(f"{row}+" for row in range(rows)))]
    for total, parts in sums:
        counts[total] = sum(counts[part] for part in parts)
    return counts, [*sums, Sum("++", tuple(f"+{column}" for column in range(columns)))]


def cube(chance, *, size=(2, 3, 2), zeros=0.1):
    """Two tables of the same children, by group and place and by group and sex, linked by the groups."""
    first, second, third = size
    counts, sums = {}, []
    for at in itertools.product(range(first), range(second), range(third)):
        counts["abc{}{}{}".format(*at)] = 0 if chance.random() < zeros else int(10 ** chance.uniform(0, 2.5))
    for a, b in itertools.product(range(first), range(second)):
        sums.append(Sum(f"ab{a}{b}", tuple(f"abc{a}{b}{c}" for c in range(third))))
    for a, c in itertools.product(range(first), range(third)):
        sums.append(Sum(f"ac{a}{c}", tuple(f"abc{a}{b}{c}" for b in range(second))))
    for a in range(first):
        sums.append(Sum(f"a{a}", tuple(f"ab{a}{b}" for b in range(second))))
        sums.append(Sum(f"a{a}", tuple(f"ac{a}{c}" for c in range(third))))
    sums.append(Sum("all", tuple(f"a{a}" for a in range(first))))
    for total, parts in sums:
        counts[total] = sum(counts[part] for part in parts)
    return counts, sums


def narrowest(counts, sums, hidden):
    """The attack anew: every count is unknown, those shown are held between themselves and themselves."""
    names = list(counts)
    rows = [[(name in parts) - (name == total) for name in names] for total, parts in sums]
    bounds = [(1, None) if name in hidden else (counts[name], counts[name]) for name in names]
    widths = []
    for name in hidden:
        goal = [float(other == name) for other in names]
        low = linprog(goal, A_eq=rows, b_eq=[0] * len(rows), bounds=bounds)
        high = linprog([-one for one in goal], A_eq=rows, b_eq=[0] * len(rows), bounds=bounds)
        assert low.status == 0
        assert high.status in {0, 3}
        widths.append(float("inf") if high.status == 3 else -high.fun - low.fun)
    return min(widths, default=float("inf"))


@pytest.mark.parametrize("seed", range(12))
def test_no_hidden_count_of_linked_tables_can_be_found(seed):
    counts, sums = cube(random.Random(seed))  # noqa: S311 - the same tables each time
    release = hide(counts, sums)
    assert not release.exposed
    assert {name for name, count in counts.items() if 1 <= count <= 10} <= release.hidden
    assert not any(counts[name] == 0 for name in release.hidden)
    assert narrowest(counts, sums, release.hidden) >= WIDTH - 1e-6
    assert all(interval.lower <= counts[name] <= interval.upper for name, interval in release.found.items())


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_hidden_that_could_be_shown(seed):
    counts, sums = cube(random.Random(seed), size=(2, 2, 2))  # noqa: S311 - the same tables each time
    hidden = hide(counts, sums).hidden
    for name in hidden:
        if counts[name] > 10:
            assert narrowest(counts, sums, hidden - {name}) < WIDTH


def test_one_small_count_takes_three_more_with_it():
    counts, sums = table([[5, 40, 90], [30, 60, 80], [70, 20, 50]])
    assert len(hide(counts, sums).hidden) == 4


def test_the_attack_finds_what_counting_finds():
    counts, sums = table([[3, 40], [50, 60]])
    found = attack(counts, sums, {"00", "01", "10", "11"})
    possible = [x for x in range(1, 200) if 43 - x >= 1 and 53 - x >= 1 and 57 + x >= 1]
    assert found["00"] == Interval(min(possible), max(possible))
    assert found["01"] == Interval(43 - max(possible), 43 - min(possible))
    assert attack(counts, sums, {"00"})["00"] == Interval(3, 3)


def test_a_small_complement_is_hidden_too():
    """The number of children is public: all but four referred are hidden as four referred would be."""
    counts = {"children": 60, "referred": 56, "not": 4, "children 2": 500, "referred 2": 90, "not 2": 410}
    counts |= {"all": 146, "none": 414}
    sums = [
        Sum("children", ("referred", "not")),
        Sum("children 2", ("referred 2", "not 2")),
        Sum("all", ("referred", "referred 2")),
        Sum("none", ("not", "not 2")),
    ]
    release = hide(counts, sums, already={"children", "children 2"})
    assert not release.exposed
    assert {"referred", "not"} <= release.hidden
    assert narrowest(counts, sums, release.hidden) >= WIDTH


def test_what_earlier_releases_gave_away_withholds_the_next_one():
    counts = {"spring": 40, "summer": 4, "half a year": 44}
    sums = [Sum("half a year", ("spring", "summer"))]
    assert hide(counts, sums, already={"spring"}).hidden == {"summer", "half a year"}
    release = hide(counts, sums, already={"spring", "half a year"})
    assert release.exposed == "summer"
    assert release.found["summer"] == Interval(4, 4)


def test_a_series_of_releases_gives_nothing_away():
    """Each release has a quarter by group, and all so far by group; what was shown once stays shown."""
    chance, counts, sums, shown = random.Random(2), {}, [], set()  # noqa: S311 - the same series each time
    issued = 0
    for quarter in range(6):
        for group in "ab":
            counts[f"{quarter}{group}"] = chance.choice([0, 4, 8, 15, 40, 90])
        for group in ("a", "b", "+"):
            before = (f"up to {quarter - 1}{group}",) if quarter else ()
            sums.append(Sum(f"up to {quarter}{group}", (f"{quarter}{group}", *before)))
        sums.insert(-3, Sum(f"{quarter}+", (f"{quarter}a", f"{quarter}b")))
        for total, parts in sums[-4:]:
            counts[total] = sum(counts[part] for part in parts)
        sums.append(Sum(f"up to {quarter}+", (f"up to {quarter}a", f"up to {quarter}b")))
        release = hide(counts, sums, already=shown)
        if not release.exposed:
            shown = counts.keys() - release.hidden
            issued += 1
        assert narrowest(counts, sums, counts.keys() - shown) >= WIDTH - 1e-6
    assert issued == 6
    assert any(counts[name] == 4 for name in counts)


def test_nothing_small_hides_nothing():
    assert hide(*table([[50, 40], [0, 60]])).hidden == frozenset()


@pytest.mark.parametrize(
    ("counts", "sums", "reason"),
    [
        ({"a": 1, "b": 2, "c": 4}, [Sum("c", ("a", "b"))], "c must be the sum of its parts, 3, not 4"),
        ({"a": 1}, [Sum("c", ("a", "b"))], "no count is called b, c"),
        ({"a": -1}, [], "a must not be negative"),
    ],
)
def test_impossible_tables_are_named(counts, sums, reason):
    with pytest.raises(ValueError, match=reason):
        hide(counts, sums)
