"""Cast-vote records as a table: one row a ballot, one column a rank, as RCTab reads those of ES&S."""

from django.utils.translation import gettext as _

from advisory.counting.ballots import OVERVOTE, SKIPPED, Ballot, Profile, Rank
from advisory.counting.files.errors import BadFile
from advisory.counting.files.text import fitted, rows_of, shortened, text_of

UNDERVOTE_LABEL, OVERVOTE_LABEL = "undervote", "overvote"


def read_cast_votes(data: bytes, *, first_rank_column: int | None, delimiter: str | None = None) -> Profile:
    """The ballots of a cast-vote CSV.

    The first row is a heading and is not counted. From ``first_rank_column``, counted from 1, to the end of
    the heading every column is a rank; a cell names who is marked there. A blank cell or "undervote" is a
    skipped rank, "overvote" an overvote of which no more is known, in any case. With ``delimiter``
    (RCTab's overvoteDelimiter) a cell may name several. These files do not say who stands, so candidates
    are those whom somebody ranks, in alphabetical order.

    Raises BadFile without a first column, and for rows that do not fit the heading.
    """
    if first_rank_column is None:
        why = _("Say which column has the first choices: --first-rank-column N, counted from 1.")
        raise BadFile(None, why)
    rows = rows_of(text_of(data))
    line, heading = next(rows)
    if not 1 <= first_rank_column <= len(heading):
        why = _("There is no column %(column)d; the heading has %(number)d.")
        raise BadFile(line, why % {"column": first_rank_column, "number": len(heading)})
    ballots = []
    ranks: dict[str, Rank] = {}
    for line, row in rows:
        if len(row) < first_rank_column:
            raise BadFile(line, _("This row ends before the first choice."))
        cells = fitted(row, width=len(heading), line=line)[first_rank_column - 1 :]
        for cell in cells:
            if cell not in ranks:
                ranks[cell] = rank_of(cell, delimiter=delimiter, line=line)
        ballots.append(Ballot(ranks=tuple(ranks[cell] for cell in cells)))
    if not ballots:
        raise BadFile(None, _("There are no ballots in the file."))
    named = {candidate for ballot in ballots for candidate in ballot.named()}
    return Profile(candidates=tuple(sorted(named)), ballots=tuple(ballots), kinds=frozenset({"ranks"}))


def rank_of(cell: str, *, delimiter: str | None, line: int) -> Rank:
    """Who is marked in one cell."""
    label = cell.casefold()
    if label in ("", UNDERVOTE_LABEL):
        return SKIPPED
    if label == OVERVOTE_LABEL:
        return OVERVOTE
    marked = [one.strip() for one in cell.split(delimiter)] if delimiter else [cell]
    if {one.casefold() for one in marked} & {"", UNDERVOTE_LABEL, OVERVOTE_LABEL}:
        raise BadFile(line, _("“%(cell)s” names nobody between two marks.") % {"cell": shortened(cell)})
    return frozenset(marked)
