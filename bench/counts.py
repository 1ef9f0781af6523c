"""Counting: how the time grows from so many ballots to twice as many, and how long whole recounts take.

What is timed is the reading of a published file and its count, in this process. A budget grows with its
voters, costs too, so that Add1 takes about as many steps; the whole command is timed from the shell.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.config.settings")
django.setup()

from advisory.counting.ballots import Ballot, Profile, ranking
from advisory.counting.files.publishing import write_ballot_file
from advisory.counting.files.reading import read_ballot_file
from advisory.counting.methods import tally

CANDIDATES, PROJECTS = 12, 40
VOTERS, BALLOTS = 3_000, 10_000
ROUNDS = 5
AIM = 2.5


def ranked(size: int) -> str:
    """The file of ``size`` ranked ballots, each of up to eight choices, some more liked than others."""
    dice = Random(1)  # noqa: S311  made-up voters, the same each time
    names = [f"c{number}" for number in range(CANDIDATES)]
    taste = [1 / (2 + number) for number in range(CANDIDATES)]
    orders = (dict.fromkeys(dice.choices(names, taste, k=dice.randint(1, 8))) for _ballot in range(size))
    profile = Profile(tuple(names), tuple(ranking(*order) for order in orders))
    return write_ballot_file(profile, method="irv")


def budget(size: int, completion: str) -> str:
    """The file of a budget of ``size`` voters over 40 projects, each approving up to twelve."""
    dice = Random(2)  # noqa: S311  made-up voters, the same each time
    names = [f"p{number}" for number in range(PROJECTS)]
    taste = [0.05 + dice.random() ** 2 for _project in names]
    costs = {name: size * dice.randint(2, 40) for name in names}
    ballots = (
        Ballot(approvals=frozenset(dice.choices(names, taste, k=dice.randint(1, 12))))
        for _ballot in range(size)
    )
    profile = Profile(tuple(names), tuple(ballots), costs=costs, budget=size * 330)
    return write_ballot_file(profile, method="equal-shares", options={"completion": completion})


Case = tuple[str, int, Callable[[int], str]]
CASES: tuple[Case, ...] = (
    ("ranked choice", BALLOTS, ranked),
    ("Equal Shares", VOTERS, lambda size: budget(size, "none")),
    ("Equal Shares with Add1", VOTERS, lambda size: budget(size, "add1")),
)


def seconds(text: str) -> float:
    """How long a file takes from its bytes to its result."""
    began = time.perf_counter()
    file = read_ballot_file(text.encode(), name="ballots.csv")
    result = tally(file.profile, method=file.method, options=file.options)
    assert result.winners
    return time.perf_counter() - began


def command(text: str) -> float:
    """How long ``manage.py recount`` takes with a file, from start to end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ballots.csv"
        path.write_text(text, encoding="utf-8", newline="")
        began = time.perf_counter()
        subprocess.run([sys.executable, "manage.py", "recount", path], check=True, capture_output=True)
        return time.perf_counter() - began


def run() -> None:
    """Measure, and print one table. The two sizes take turns, so that what slows one slows the other."""
    print(f"Counting, middle of {ROUNDS} rounds")
    print(f"{'':26}{'ballots':>9}{'half, s':>9}{'all, s':>9}{'ratio':>7}{'command, s':>12}")
    ratios = []
    for name, size, made in CASES:
        half, whole = made(size // 2), made(size)
        pairs = [(seconds(half), seconds(whole)) for _round in range(ROUNDS)]
        small, large = (statistics.median(times) for times in zip(*pairs, strict=True))
        ratios.append(statistics.median(more / less for less, more in pairs))
        print(f"{name:26}{size:>9,}{small:9.2f}{large:9.2f}{ratios[-1]:7.2f}{command(whole):12.1f}")
    print(f"Twice the ballots take {max(ratios):.1f} times as long at most (aim: {AIM} at most).\n")


if __name__ == "__main__":
    run()
