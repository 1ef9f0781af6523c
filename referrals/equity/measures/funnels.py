"""Where children are lost between the steps of a referral. The limits of each share are Wilson's."""

from collections.abc import Sequence
from dataclasses import dataclass

from referrals.equity.measures.basics import Estimate, Number, whole
from referrals.equity.measures.proportions import Proportion, proportion


@dataclass(frozen=True)
class Step:
    """One step: how many came so far, how many were lost on the way from the step before, and which shares.

    ``loss`` is a share of the step before, and None at the first step and after one that nobody reached.
    """

    name: str
    count: int
    lost: int
    loss: Proportion | None
    reached: Proportion


@dataclass(frozen=True)
class Funnel(Estimate):
    """The share of the first step that came to the last, and every step between."""

    steps: tuple[Step, ...]


def funnel(steps: Sequence[tuple[str, Number]], level: float = 0.95) -> Funnel:
    """Names and counts in their order, each count part of the one before. ValueError on impossible input."""
    if len(steps) < 2:
        raise ValueError(f"a funnel must have at least two steps, not {len(steps)}")
    counts = [(name, whole(count, name)) for name, count in steps]
    first_name, first = counts[0]
    if not first:
        raise ValueError(f"{first_name}, the first step, must be more than 0")
    found = [Step(first_name, first, 0, None, proportion(first, first, level))]
    for name, count in counts[1:]:
        before = found[-1]
        lost = before.count - count
        if lost < 0:
            raise ValueError(f"{name} must be at most {before.name}, not {count} out of {before.count}")
        loss = proportion(lost, before.count, level) if before.count else None
        found.append(Step(name, count, lost, loss, proportion(count, first, level)))
    whole_way = found[-1].reached
    return Funnel(whole_way.estimate, whole_way.lower, whole_way.upper, whole_way.method, level, tuple(found))
