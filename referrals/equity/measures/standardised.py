"""Rates as they would be if two places had the same make-up of ages, or of anything else.

- The limits: Dobson AJ, Kuulasmaa K, Eberle E, Scherer J, Confidence intervals for weighted sums of Poisson
  parameters, Statistics in Medicine 1991; 10:457-462, on Byar's limits of all events.
- No figure below 10 events: Public Health England, technical guidance on confidence intervals.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from referrals.equity.measures.basics import Number, positive, tail_of, whole
from referrals.equity.measures.rates import byar_limits

FEWEST_EVENTS = 10


@dataclass(frozen=True)
class StandardisedRate:
    """Events for every ``per`` people, each stratum's rate weighed by its share in a standard population.

    Without a figure, ``why_not`` says why; else it is empty. ``fewest`` is how many events it takes.
    """

    estimate: float | None
    lower: float | None
    upper: float | None
    method: str
    level: float
    events: tuple[int, ...]
    populations: tuple[float, ...]
    weights: tuple[float, ...]
    per: float
    why_not: str = ""
    fewest: int = FEWEST_EVENTS


def directly_standardised_rate(
    events: Sequence[Number],
    populations: Sequence[Number],
    weights: Sequence[Number],
    per: Number = 1000,
    level: float = 0.95,
) -> StandardisedRate:
    """The weighted mean of the strata's rates with Dobson's limits; no figure below 10 events in all.

    The distance from all events to their limits is stretched by the standard error of the weighted rate over
    that of the count. ValueError on impossible input.
    """
    if not len(events) == len(populations) == len(weights):
        sizes = f"{len(events)}, {len(populations)} and {len(weights)}"
        raise ValueError(f"events, populations and weights must be equally many, not {sizes}")
    if not len(events):
        raise ValueError("events must have at least one stratum")
    counts = tuple(whole(value, f"events[{at}]") for at, value in enumerate(events))
    people = tuple(positive(value, f"populations[{at}]") for at, value in enumerate(populations))
    shares = tuple(positive(value, f"weights[{at}]") for at, value in enumerate(weights))
    base, total = positive(per, "per"), sum(counts)
    tail_of(level)
    made_of = counts, people, shares, base
    if total < FEWEST_EVENTS:
        why_not = f"fewer than {FEWEST_EVENTS} events"
        return StandardisedRate(None, None, None, "none", level, *made_of, why_not=why_not)
    of_one = [share / math.fsum(shares) / n * base for share, n in zip(shares, people, strict=True)]
    estimate = math.fsum(x * each for x, each in zip(counts, of_one, strict=True))
    variance = math.fsum(x * each * each for x, each in zip(counts, of_one, strict=True))
    stretch = math.sqrt(variance / total)
    lower, upper = (estimate + stretch * (limit - total) for limit in byar_limits(total, level))
    return StandardisedRate(estimate, lower, upper, "Dobson, Byar", level, *made_of)
