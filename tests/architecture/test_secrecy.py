"""A secret vote stays secret: had its voters voted otherwise among themselves, nothing would look different.

The same evening is held twice, the second time with the same ballots in other hands. All that Stoop then
shows, keeps, logs and queues must be the same, to the last letter; what is drawn at random (keys, receipts,
codes) is taken out before. So nothing at all connects ballot and voter, in a place that somebody thought of
or in one that nobody did.
"""

import logging
from importlib import import_module
from typing import Any

import pytest

from tests.architecture.doors import DOORS
from tests.architecture.secret_evening import EVERYWHERE, SEALED, WHERE_VOTES_ARE, an_evening
from tests.factories.boards import every_charter_says

pytestmark = pytest.mark.django_db


@pytest.fixture
def _by_text_too(monkeypatch):
    """The charter of the group allows secret votes by text."""
    every_charter_says(monkeypatch, secret_by_text=True)


def differences(first: dict[str, Any], second: dict[str, Any]) -> dict[str, list[str]]:
    """Where two evenings look different, and what stands in one of them only."""
    found = {}
    for part, here in first.items():
        there = second[part]
        assert here.keys() == there.keys(), part
        for place in here:
            if here[place] != there[place]:
                ours, theirs = lines_of(here[place]), lines_of(there[place])
                found[f"{part}: {place}"] = [line for line in ours if line not in theirs]
    return found


def lines_of(seen: str | list[str]) -> list[str]:
    return seen.splitlines() if isinstance(seen, str) else seen


@pytest.fixture
def furnished(home):
    """Every row that a page can show is there before the first evening, and what prints has been read.

    Its first import writes lines into the log, which would stand in that of the first evening alone.
    """
    import_module("weasyprint")
    for opens in DOORS.values():
        opens.arguments(home)
    return home


@pytest.mark.parametrize(
    "of", [WHERE_VOTES_ARE, pytest.param(EVERYWHERE, marks=pytest.mark.faults)], ids=["votes", "everywhere"]
)
@pytest.mark.usefixtures("_by_text_too")
def test_who_cast_which_secret_ballot_makes_no_difference_to_anything(furnished, caplog, of):
    """Every row of the database, and the pages that tell of votes; ``make faults`` reads every page."""
    caplog.set_level(logging.INFO)
    first, second = (an_evening(furnished, turn, caplog, of=of) for turn in (0, 1))
    found = differences(first, second)
    assert not found, "\n".join(f"{place}: {lines[:2]}" for place, lines in found.items())
    assert "Kanari sings." in "".join(first["afterwards"][SEALED]), "the test does see what was voted"


@pytest.mark.faults
@pytest.mark.usefixtures("_by_text_too")
def test_the_same_of_open_votes_does_make_a_difference(furnished, caplog):
    """So the comparison sees what it should not find in a secret one."""
    first, second = (an_evening(furnished, turn, caplog, secretly=False) for turn in (0, 1))
    seen = differences(first, second)
    assert {"afterwards: advisory_ballot", "afterwards: community_message"} <= seen.keys()
    assert any(place.startswith("pages: ") for place in seen)
