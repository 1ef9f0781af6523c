"""PrefLib's orders: .soc, .soi, .toc, .toi (preflib.org/format; Mattei and Walsh 2013).

``# NAME: value`` lines come first, among them ``# ALTERNATIVE NAME 1: Ana``; then ``3: 1,2,{3,4}`` stands
for three voters who rank 1, then 2, then 3 and 4 alike. In the suffix, s or t says without or with ties,
c or i whether everybody ranks all.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from advisory.counting.ballots import Ballot, Profile, Rank
from advisory.counting.files.errors import BadFile
from advisory.counting.files.text import lines_of, shortened, text_of, whole

SUFFIXES = (".soc", ".soi", ".toc", ".toi")
ABOUT = re.compile(r"#\s*([^:]*?)\s*:\s*(.*)")
NAME = re.compile(r"ALTERNATIVE NAME ([0-9]{1,6})", re.ASCII | re.IGNORECASE)


@dataclass
class Heading:
    """What the lines before the orders say, each with its line."""

    names: dict[int, str] = field(default_factory=dict)
    alternatives: tuple[int, int] | None = None
    voters: tuple[int, int] | None = None

    def take(self, text: str, *, line: int) -> None:
        told = ABOUT.fullmatch(text)
        if not told:
            return
        key, value = told.groups()
        named = NAME.fullmatch(key)
        if named:
            number = int(named[1])
            if number in self.names:
                raise BadFile(line, _("This candidate has a name already."))
            self.names[number] = value
        elif key.upper() == "NUMBER ALTERNATIVES":
            self.alternatives = (whole(value, line=line), line)
        elif key.upper() == "NUMBER VOTERS":
            self.voters = (whole(value, line=line), line)

    def candidates(self) -> dict[str, str]:
        """Candidates by the number that orders use: their names if all differ, else the numbers."""
        count = self.alternatives[0] if self.alternatives else len(self.names)
        if not 1 <= count <= 10_000 or not set(self.names) <= set(range(1, count + 1)):
            line = self.alternatives[1] if self.alternatives else None
            raise BadFile(line, _("The heading does not say who stands, from 1 on."))
        names = [self.names.get(number, "") for number in range(1, count + 1)]
        own = all(names) and len(set(names)) == count
        return {str(number): name if own else str(number) for number, name in enumerate(names, 1)}


def read_preflib(data: bytes, *, suffix: str) -> Profile:
    """The ballots of a PrefLib file; candidates that a voter ranks alike are an overvote at that rank.

    Raises BadFile when orders do not fit the heading or the suffix.
    """
    heading, ballots = Heading(), []
    candidates: dict[str, str] = {}
    for line, text in lines_of(text_of(data)):
        if text.startswith("#"):
            heading.take(text, line=line)
            continue
        candidates = candidates or heading.candidates()
        count, colon, order = text.partition(":")
        if not colon:
            raise BadFile(line, _("A line should look like “3: 1,2”: how many voters, and their order."))
        weight = whole(count.strip(), line=line)
        if weight < 1:
            raise BadFile(line, _("There should be at least one voter."))
        ranks = ranks_of(order, candidates=candidates, suffix=suffix, line=line)
        ballots.append(Ballot(ranks=ranks, weight=weight))
    if not ballots:
        raise BadFile(None, _("There are no ballots in the file."))
    profile = Profile(tuple(candidates.values()), tuple(ballots), kinds=frozenset({"ranks"}))
    if heading.voters and heading.voters[0] != profile.size:
        told = {"told": heading.voters[0], "found": profile.size}
        raise BadFile(
            heading.voters[1], _("The heading says %(told)d ballots, but there are %(found)d.") % told
        )
    return profile


def ranks_of(order: str, *, candidates: dict[str, str], suffix: str, line: int) -> tuple[Rank, ...]:
    """The ranks of one order like "1,{2,3}"."""
    ranks: list[Rank] = []
    seen: set[str] = set()
    for part in parts_of(order, line=line):
        for number in part:
            if number not in candidates:
                told = {"cell": shortened(number)}
                raise BadFile(line, _("“%(cell)s” does not stand here.") % told)
            if number in seen:
                raise BadFile(line, _("“%(cell)s” is there twice.") % {"cell": number})
            seen.add(number)
        if len(part) > 1 and suffix.startswith(".s"):
            raise BadFile(line, _("A %(suffix)s file has no ties.") % {"suffix": suffix})
        ranks.append(frozenset(candidates[number] for number in part))
    if suffix.endswith("c") and len(seen) < len(candidates):
        raise BadFile(line, _("In a %(suffix)s file everybody ranks all.") % {"suffix": suffix})
    return tuple(ranks)


def parts_of(order: str, *, line: int) -> list[list[str]]:
    """An order as lists of numbers, those in braces together."""
    parts: list[list[str]] = []
    inside: list[str] | None = None
    for cell in order.split(",") if order.strip() else []:
        text = cell.strip()
        opens, closes = text.startswith("{"), text.endswith("}")
        number = text.removeprefix("{").removesuffix("}").strip()
        if (opens and inside is not None) or (closes and inside is None and not opens):
            raise BadFile(line, _("A brace is missing here."))
        if opens or inside is None:
            parts.append([])
        parts[-1].append(number)
        inside = None if closes else parts[-1] if opens or inside is not None else None
    if inside is not None:
        raise BadFile(line, _("A brace is missing here."))
    return parts
