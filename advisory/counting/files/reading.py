"""Any file that Stoop can count."""

from pathlib import PurePath

from django.utils.translation import gettext as _

from advisory.counting.files.cast_votes import read_cast_votes
from advisory.counting.files.errors import BadFile
from advisory.counting.files.pabulib import read_pabulib
from advisory.counting.files.preflib import SUFFIXES, read_preflib
from advisory.counting.files.published import BallotFile, is_published, read_published
from advisory.counting.files.text import text_of


def read_ballot_file(
    data: bytes, *, name: str, first_rank_column: int | None = None, overvote_delimiter: str | None = None
) -> BallotFile:
    """The ballots of a file called ``name``, whose ending says what it is.

    ``first_rank_column`` and ``overvote_delimiter`` are for cast-vote tables only, see ``read_cast_votes``.
    Raises BadFile for a file that is not what its name says, and for these two with another kind of file.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".csv" and not is_published(text_of(data)):
        profile = read_cast_votes(
            data, first_rank_column=first_rank_column, delimiter=overvote_delimiter or None
        )
        return BallotFile(profile)
    if first_rank_column is not None or overvote_delimiter is not None:
        raise BadFile(None, _("Columns of ranks are for tables of cast votes; this is another kind of file."))
    if suffix == ".csv":
        return read_published(data)
    if suffix in SUFFIXES:
        return BallotFile(read_preflib(data, suffix=suffix))
    if suffix == ".pb":
        return BallotFile(read_pabulib(data))
    raise BadFile(None, _("Stoop counts files that end in .csv, .soc, .soi, .toc, .toi or .pb."))
