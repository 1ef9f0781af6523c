"""Which counts are too small to show.

Counts of 1 to 10 are hidden: cell suppression policy of the Centers for Medicare and Medicaid Services.
"""

from dataclasses import dataclass

from referrals.equity.measures.basics import Number, whole

SMALL = range(1, 11)


@dataclass(frozen=True)
class Shown:
    """One count as it may be published.

    ``count`` is None where it is hidden: because it is small itself, or because a small one could be found
    with its help. Nobody is told which of the two it is.
    """

    count: int | None


def suppress(count: Number) -> Shown:
    """A count that stands alone, hidden from 1 to 10. ValueError on impossible input."""
    known = whole(count, "count")
    return Shown(None if known in SMALL else known)
