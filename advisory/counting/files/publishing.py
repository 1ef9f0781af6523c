"""Writing the ballot file of a closed decision. What it looks like stands in ``published``."""

import csv
import io
import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from advisory.counting.ballots import OVERVOTE, Amount, Ballot, Kind, Profile
from advisory.counting.files.published import (
    BETWEEN,
    OVERVOTE_CELL,
    REASON,
    RECEIPT,
    RISKY,
    TITLE,
    VERSION,
)
from advisory.counting.methods import METHODS, OPTIONS


def write_ballot_file(
    profile: Profile,
    *,
    method: str,
    options: Mapping[str, Any] | None = None,
    receipts: Sequence[str] | None = None,
    question: str = "",
) -> str:
    """The file of ``profile``, to be counted by ``method`` with ``options``.

    ``receipts`` are for open votes: one for each ballot, a ballot of weight 3 having three. Without them
    rows are shuffled by the machine's own randomness.
    Raises ValueError for receipts that do not match, and for ids and amounts that the format cannot hold;
    CannotCount for a method that cannot count these ballots.
    """
    kind = METHODS[method].marks(profile)
    for one in profile.candidates:
        if one != one.strip() or BETWEEN in one or one in (OVERVOTE_CELL, RECEIPT, REASON):
            raise ValueError(f"{one!r} cannot be written as an id")
    ballots = [ballot for ballot in profile.ballots for _copy in range(ballot.weight)]
    heading = heading_of(profile, kind=kind)
    rows = [row_of(ballot, profile=profile, kind=kind, width=len(heading)) for ballot in ballots]
    if any(ballot.reason for ballot in ballots):
        heading = [*heading, REASON]
        rows = [[*row, guarded(ballot.reason)] for row, ballot in zip(rows, ballots, strict=True)]
    if receipts is None:
        random.SystemRandom().shuffle(rows)
    else:
        if len(set(receipts)) < len(receipts) or not all(receipts):
            raise ValueError("every ballot has a receipt of its own")
        heading = [RECEIPT, *heading]
        rows = sorted([guarded(receipt), *row] for receipt, row in zip(receipts, rows, strict=True))
    text = io.StringIO()
    table = csv.writer(text)
    table.writerows([[TITLE, VERSION], ["Question", guarded(question)], ["Method", method]])
    table.writerows(["Option", name.replace("_", "-"), value] for name, value in told(options or {}))
    table.writerows(money_and_candidates(profile))
    table.writerows([["Ballots", kind], heading, *rows])
    return text.getvalue()


def told(options: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Options as texts, those that are not set left out."""
    words = {True: "yes", False: "no"}
    return [
        (name, words[value] if isinstance(value, bool) else str(value))
        for name in OPTIONS
        if (value := options.get(name)) is not None
    ]


def money_and_candidates(profile: Profile) -> list[list[str]]:
    """The budget, if there is one, and everyone who stands, with their name and cost."""
    rows = [] if profile.budget is None else [["Budget", decimal(profile.budget)]]
    for one in profile.candidates:
        cost = [decimal(profile.costs[one])] if one in profile.costs else []
        rows.append(["Candidate", guarded(one), guarded(profile.names.get(one, "")), *cost])
    return rows


def heading_of(profile: Profile, *, kind: Kind) -> list[str]:
    """The columns of the ballots."""
    if kind == "ranks":
        ranks = max((len(ballot.ranks) for ballot in profile.ballots), default=1)
        return [f"Rank {number}" for number in range(1, max(ranks, 1) + 1)]
    return [guarded(one) for one in profile.candidates]


def row_of(ballot: Ballot, *, profile: Profile, kind: Kind, width: int) -> list[str]:
    """One ballot as cells."""
    if kind == "ranks":
        cells = [
            OVERVOTE_CELL if rank == OVERVOTE else guarded(BETWEEN.join(sorted(rank)))
            for rank in ballot.ranks
        ]
        return cells + [""] * (width - len(cells))
    if kind == "approvals":
        return ["1" if one in ballot.approvals else "" for one in profile.candidates]
    return [str(ballot.scores[one]) if one in ballot.scores else "" for one in profile.candidates]


def guarded(text: str) -> str:
    """``text`` as a cell that no spreadsheet takes for a formula."""
    text = text.strip()
    return f"'{text}" if text.startswith(RISKY) else text


def decimal(value: Amount) -> str:
    """An amount as a decimal. Raises ValueError for one that would need more than six places."""
    millionths = Fraction(value) * 10**6
    if millionths.denominator != 1:
        raise ValueError(f"{value} cannot be written as a decimal")
    whole, rest = divmod(millionths.numerator, 10**6)
    return f"{whole}.{rest:06}".rstrip("0").rstrip(".")
