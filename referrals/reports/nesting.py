"""Which counts are some of which others: who got a plan was referred, found eligible and evaluated. Pure.

So two of them leave a third between them: those who were evaluated and got no plan.
"""

from collections.abc import Iterator
from typing import NamedTuple

from referrals.equity.rules import Measured
from referrals.equity.tables import OWN_DEFINITIONS

# The steps of our own referrals; each is counted of those who came as far as the one before it.
STEPS = tuple(f"own.{key}" for key in OWN_DEFINITIONS)
INFANTS = f"imported.{Measured.INFANT_DEATHS}"
# Those who died before 28 days and those who died later are all who died before a year.
AGES = tuple(f"imported.{one}" for one in (Measured.NEONATAL_DEATHS, Measured.POSTNEONATAL_DEATHS))


class Rung(NamedTuple):
    """A measure's place among those that nest: of one ``ladder``, a deeper one counts no more."""

    ladder: str
    depth: int


def rung_of(measure: str) -> Rung:
    """Where a measure stands; one that nests in none of the steps is a ladder of its own."""
    return Rung("own", STEPS.index(measure)) if measure in STEPS else Rung(measure, 0)


def out_of(measure: str) -> str:
    """The measure that a share is out of; empty where it is of people whom somebody else counted."""
    return STEPS[0] if measure in STEPS[1:] else ""


def pairs_with(measure: str) -> Iterator[tuple[str, str]]:
    """Each two measures, ``measure`` one of them, of which the second counts some of the first."""
    if measure in STEPS:
        at = STEPS.index(measure)
        yield from ((outer, measure) for outer in STEPS[:at])
        yield from ((measure, inner) for inner in STEPS[at + 1 :])
    elif measure in (INFANTS, *AGES):
        yield from ((INFANTS, part) for part in AGES if measure in (INFANTS, part))
