"""Count a ballot file again: ``manage.py recount votes.csv --method irv --first-rank-column 2``."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from advisory.counting.ballots import Profile
from advisory.counting.files.errors import BadFile
from advisory.counting.files.published import BallotFile
from advisory.counting.files.reading import read_ballot_file
from advisory.counting.methods import METHODS, OPTIONS, tally
from advisory.counting.result import CannotCount, Result
from advisory.counting.telling import told

HELP = {
    "overvote": "irv: what ends or is skipped when a rank has several marks (RCTab's overvoteRule)",
    "max_skipped": "irv: so many ranks in a row may be empty (maxSkippedRanksAllowed); else any number",
    "duplicate": "irv: what the same candidate twice does (exhaustOnDuplicateCandidate)",
    "batch_elimination": "irv: all who cannot win any more leave at once",
    "continue_until_two": "irv: go on until two are left (continueUntilTwoCandidatesRemain)",
    "tie": "irv, equal-shares, greedy: what decides a tie",
    "seed": "the seed of a lot: a whole number",
    "completion": "equal-shares: what to do with money that is left",
    "dots": "dots: how many everyone has",
}


class Command(BaseCommand):
    help = "Count a ballot file: Stoop's own, PrefLib's, a table of cast votes as for RCTab, or pabulib's."
    # Counting needs no database, and no more of Stoop than its words.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file that ends in .csv, .soc, .soi, .toc, .toi or .pb")
        parser.add_argument("--method", choices=list(METHODS), help="a file of Stoop's says it itself")
        parser.add_argument("--json", action="store_true", help="the whole count, exact, for other programs")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES])
        columns = parser.add_argument_group("tables of cast votes")
        columns.add_argument("--first-rank-column", type=int, metavar="N", help="counted from 1")
        columns.add_argument("--overvote-delimiter", metavar="TEXT", help="between several names in one cell")
        rules = parser.add_argument_group("rules")
        for name, option in OPTIONS.items():
            flag = f"--{name.replace('_', '-')}"
            if option.choices:
                rules.add_argument(flag, choices=option.choices, help=HELP[name])
            elif option.least is not None:
                rules.add_argument(flag, type=int, metavar="N", help=HELP[name])
            else:
                rules.add_argument(flag, action="store_true", default=None, help=HELP[name])

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"] or translation.get_language()):
            path: Path = options["file"]
            file = self.read(path, options)
            try:
                result = self.count(file, options)
            except CannotCount as error:
                raise CommandError(f"{path}: {error}") from error
            self.show(result, file.profile, as_json=options["json"])

    def read(self, path: Path, options: dict[str, Any]) -> BallotFile:
        """The file. Raises CommandError with its name, the line and the reason."""
        try:
            return read_ballot_file(
                path.read_bytes(),
                name=path.name,
                first_rank_column=options["first_rank_column"],
                overvote_delimiter=options["overvote_delimiter"],
            )
        except OSError as error:
            raise CommandError(_("%(file)s cannot be read.") % {"file": path}) from error
        except BadFile as error:
            if error.line is None:
                raise CommandError(f"{path}: {error.reason}") from error
            where = {"file": path, "line": error.line, "reason": error.reason}
            raise CommandError(_("%(file)s, line %(line)d: %(reason)s") % where) from error

    def count(self, file: BallotFile, options: dict[str, Any]) -> Result:
        """The result by the command's method, or the file's; what the file says holds for its own method."""
        method = options["method"] or file.method
        if not method:
            raise CannotCount(
                _("Say how to count it: --method, one of %(names)s.") % {"names": ", ".join(METHODS)}
            )
        said = file.options if method == file.method else {}
        given = {name: options[name] for name in OPTIONS if options[name] is not None}
        return tally(file.profile, method=method, options={**said, **given})

    def show(self, result: Result, profile: Profile, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(result.as_json(), ensure_ascii=False))
            return
        for line in told(result, profile=profile):
            self.stdout.write(line)
