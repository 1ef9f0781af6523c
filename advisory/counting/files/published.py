"""The ballot file that Stoop publishes of a closed decision: what was asked, how it counts, every ballot.

A table of comma-separated values, so that a spreadsheet opens it:

    Stoop ballots,1
    Question,What should the play street have?
    Method,equal-shares
    Option,completion,add1
    Budget,1100
    Candidate,bike,Bike path,700
    Candidate,park,New park,250
    Ballots,approvals
    Receipt,bike,park
    K7Q4,1,
    M2XD,1,1

"Ballots" says what voters could mark, and the next row names the columns. "ranks": a column a rank, first
choice first, with a candidate's id in it, several joined by "|" where too many were marked, "overvote" where
only that is known. "approvals": a column a candidate, 1 where approved. "scores": a column a candidate, with
points. One row is one ballot. "Receipt" is there for open votes only; rows are then in the order of receipts,
which are drawn at random, and else shuffled, so that its place tells nothing of who cast a ballot, or when.
"Reason" is why somebody objects. Labels are always in English. A text that a spreadsheet could take for a
formula has an apostrophe before it, which is no part of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, cast, get_args

from django.utils.translation import gettext as _

from advisory.counting.ballots import OVERVOTE, SKIPPED, Amount, Ballot, Kind, Profile, Rank
from advisory.counting.files.errors import BadFile
from advisory.counting.files.text import Row, amount, fitted, points, rows_of, shortened, text_of
from advisory.counting.methods import METHODS, OPTIONS

TITLE: Final = "Stoop ballots"
VERSION: Final = "1"
BETWEEN: Final = "|"
OVERVOTE_CELL: Final = "overvote"
RECEIPT, REASON = "Receipt", "Reason"
# What a spreadsheet may run as a formula (owasp.org/www-community/attacks/CSV_Injection), and our own mark.
RISKY: Final = ("=", "+", "-", "@", "'")


@dataclass
class BallotFile:
    """A file as it was read. Only those that Stoop publishes say how they are counted, or have receipts."""

    profile: Profile
    method: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    receipts: tuple[str, ...] = ()
    question: str = ""


@dataclass
class Heading:
    """The rows before the ballots."""

    question: str = ""
    method: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    budget: Amount | None = None
    names: dict[str, str] = field(default_factory=dict)
    costs: dict[str, Amount] = field(default_factory=dict)
    kind: Kind | None = None
    # What each cell of ranks stands for: most ballots share theirs.
    ranks: dict[str, Rank] = field(default_factory=lambda: {"": SKIPPED, OVERVOTE_CELL: OVERVOTE})

    def take(self, label: str, cells: list[str], *, line: int) -> None:
        """One row. Raises BadFile for a label or a value that the format does not know."""
        first, second, third = (*cells, "", "", "")[:3]
        if label == "Question":
            self.question = unguarded(first)
        elif label == "Method" and first in METHODS:
            self.method = first
        elif label == "Option":
            self.take_option(first.replace("-", "_"), second, line=line)
        elif label == "Budget":
            self.budget = amount(first, line=line)
        elif label == "Candidate":
            self.take_candidate(unguarded(first), unguarded(second), third, line=line)
        elif label == "Ballots" and first in get_args(Kind):
            self.kind = cast(Kind, first)
        else:
            told = {"label": shortened(label), "value": shortened(first)}
            raise BadFile(line, _("“%(label)s, %(value)s” means nothing here.") % told)

    def take_option(self, name: str, value: str, *, line: int) -> None:
        try:
            self.options[name] = OPTIONS[name].read(value)
        except (KeyError, ValueError) as error:
            told = {"label": shortened(name), "value": shortened(value)}
            raise BadFile(line, _("“%(label)s, %(value)s” means nothing here.") % told) from error

    def take_candidate(self, one: str, name: str, cost: str, *, line: int) -> None:
        if not one or one in self.names:
            raise BadFile(line, _("Every candidate needs an id of their own."))
        self.names[one] = name
        if cost:
            self.costs[one] = amount(cost, line=line)
            if not self.costs[one]:
                raise BadFile(line, _("A project should cost more than nothing."))


def is_published(text: str) -> bool:
    """Whether a CSV file is one of Stoop's own."""
    return text.lstrip().startswith((TITLE, f'"{TITLE}"'))


def read_published(data: bytes) -> BallotFile:
    """A ballot file that Stoop has published. Raises BadFile for anything that the format does not know."""
    rows = rows_of(text_of(data))
    line, title = next(rows)
    if title[0] != TITLE or [*title, ""][1] != VERSION:
        raise BadFile(line, _("Stoop knows version 1 of its ballot file, and this is another."))
    heading = Heading()
    for line, row in rows:
        heading.take(row[0], row[1:], line=line)
        if heading.kind is not None:
            break
    if heading.kind is None or not heading.method or not heading.names:
        raise BadFile(None, _("The file should say its method, who stands, and what the ballots show."))
    receipts, ballots = read_ballots(rows, heading=heading, kind=heading.kind)
    profile = Profile(
        candidates=tuple(heading.names),
        ballots=tuple(ballots),
        names={one: name for one, name in heading.names.items() if name},
        costs=heading.costs,
        budget=heading.budget,
        kinds=frozenset({heading.kind}),
    )
    return BallotFile(profile, heading.method, heading.options, tuple(receipts), heading.question)


def read_ballots(
    rows: Iterator[Row], *, heading: Heading, kind: Kind
) -> tuple[dict[str, None], list[Ballot]]:
    """The receipts and the ballots."""
    line, columns = next(rows, (None, []))
    while columns and not columns[-1]:
        columns.pop()
    with_receipt, with_reason = columns[:1] == [RECEIPT], columns[-1:] == [REASON]
    marked = columns[with_receipt : len(columns) - with_reason]
    ids = [unguarded(one) for one in marked]
    ranks = [f"Rank {number}" for number in range(1, len(marked) + 1)]
    if not marked or (ids != ranks if kind == "ranks" else sorted(ids) != sorted(heading.names)):
        raise BadFile(line, _("The columns of the ballots do not fit what the file says of them."))
    receipts: dict[str, None] = {}
    ballots = []
    for at, row in rows:
        cells = fitted(row, width=len(columns), line=at)
        if with_receipt:
            receipt = unguarded(cells[0])
            if not receipt or receipt in receipts:
                raise BadFile(at, _("Every ballot needs a receipt of its own."))
            receipts[receipt] = None
        reason = unguarded(cells[-1]) if with_reason else ""
        marks = cells[with_receipt : len(columns) - with_reason]
        ballots.append(ballot_of(marks, ids=ids, heading=heading, kind=kind, reason=reason, line=at))
    return receipts, ballots


def ballot_of(
    cells: list[str], *, ids: list[str], heading: Heading, kind: Kind, reason: str, line: int
) -> Ballot:
    """One row's marks."""
    if kind == "ranks":
        while cells and not cells[-1]:
            cells = cells[:-1]
        ranks = tuple(rank_of(cell, heading=heading, line=line) for cell in cells)
        return Ballot(ranks=ranks, reason=reason)
    if kind == "scores":
        given = {one: points(cell, line=line) for one, cell in zip(ids, cells, strict=True) if cell}
        return Ballot(scores=given, reason=reason)
    for cell in cells:
        if cell not in ("", "1"):
            raise BadFile(line, _("“%(cell)s” should be 1 or nothing.") % {"cell": shortened(cell)})
    approved = frozenset(one for one, cell in zip(ids, cells, strict=True) if cell)
    return Ballot(approvals=approved, reason=reason)


def rank_of(cell: str, *, heading: Heading, line: int) -> Rank:
    """Who is marked in one cell."""
    if cell not in heading.ranks:
        named = frozenset(unguarded(cell).split(BETWEEN))
        for one in named:
            if one not in heading.names:
                raise BadFile(line, _("“%(cell)s” does not stand here.") % {"cell": shortened(one)})
        heading.ranks[cell] = named
    return heading.ranks[cell]


def unguarded(cell: str) -> str:
    """The text of a cell that may have been kept from being a formula."""
    return cell.removeprefix("'")
