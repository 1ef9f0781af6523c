"""pabulib's files of participatory budgets: sections META, PROJECTS and VOTES (pabulib.org/format)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from advisory.counting.ballots import Amount, Ballot, Kind, Profile
from advisory.counting.files.errors import BadFile
from advisory.counting.files.text import amount, fitted, points, rows_of, shortened, text_of, whole

SECTIONS: Final = ("META", "PROJECTS", "VOTES")
NEEDED: Final = {
    "META": ("key", "value"),
    "PROJECTS": ("project_id", "cost"),
    "VOTES": ("voter_id", "vote"),
}
# What a ballot of each vote_type shows. "choose-1" is not in the format's text, but in its files and checker.
KINDS: Final[dict[str, frozenset[Kind]]] = {
    "approval": frozenset({"approvals"}),
    "choose-1": frozenset({"approvals"}),
    "ordinal": frozenset({"ranks", "approvals"}),
    "cumulative": frozenset({"scores"}),
    "scoring": frozenset({"scores"}),
}
Cells = dict[str, str]


@dataclass
class Budget:
    """What has been read so far. ``meta`` has each value with its line."""

    meta: dict[str, tuple[str, int]] = field(default_factory=dict)
    costs: dict[str, Amount] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    ballots: list[Ballot] = field(default_factory=list)
    voters: set[str] = field(default_factory=set)

    def told(self, key: str) -> str:
        return self.meta.get(key, ("", 0))[0]

    def vote_type(self) -> str:
        kind, line = self.meta.get("vote_type", ("", None))
        if kind.lower() not in KINDS:
            raise BadFile(line, _("META should have a vote_type: approval, ordinal, cumulative or scoring."))
        return kind.lower()

    def take_meta(self, cells: Cells, *, line: int) -> None:
        self.meta[cells["key"].lower()] = (cells["value"], line)

    def take_project(self, cells: Cells, *, line: int) -> None:
        project = cells["project_id"]
        if not project or project in self.costs:
            raise BadFile(line, _("Every project needs an id of its own."))
        cost = amount(cells["cost"], line=line)
        if not cost:
            raise BadFile(line, _("A project should cost more than nothing."))
        self.costs[project] = cost
        self.names[project] = cells.get("name") or project

    def take_vote(self, cells: Cells, *, line: int) -> None:
        voter = cells["voter_id"]
        if voter in self.voters:
            raise BadFile(line, _("This voter is there twice."))
        self.voters.add(voter)
        projects = [one.strip() for one in cells["vote"].split(",")] if cells["vote"] else []
        seen: set[str] = set()
        for project in projects:
            if project not in self.costs:
                raise BadFile(line, _("“%(cell)s” does not stand here.") % {"cell": shortened(project)})
            if project in seen:
                raise BadFile(line, _("“%(cell)s” is there twice.") % {"cell": shortened(project)})
            seen.add(project)
        kinds = KINDS[self.vote_type()]
        if "scores" in kinds:
            self.ballots.append(Ballot(scores=self.points(projects, cells.get("points", ""), line=line)))
            return
        ranks = tuple(frozenset({project}) for project in projects) if "ranks" in kinds else ()
        self.ballots.append(Ballot(ranks=ranks, approvals=frozenset(projects)))

    def points(self, projects: list[str], cell: str, *, line: int) -> dict[str, int]:
        """The points of one voter. A project left out has META's default_score, for "scoring" only."""
        given = [points(one.strip(), line=line) for one in cell.split(",")] if cell else []
        if len(given) != len(projects):
            raise BadFile(line, _("There should be points for each project of the vote."))
        if self.vote_type() == "cumulative" and min(given, default=0) < 0:
            raise BadFile(line, _("Points to spread cannot be fewer than none."))
        value, told_in = self.meta.get("default_score", ("", 0))
        default = points(value, line=told_in) if value and self.vote_type() == "scoring" else 0
        scores = dict.fromkeys(self.costs, default) if default else {}
        return {**scores, **dict(zip(projects, given, strict=True))}

    def profile(self) -> Profile:
        """All of it, when it fits together."""
        for key, found in (("num_projects", len(self.costs)), ("num_votes", len(self.ballots))):
            value, line = self.meta.get(key, ("", 0))
            if value and whole(value, line=line) != found:
                told = {"key": key, "told": shortened(value), "found": found}
                raise BadFile(line, _("%(key)s is %(told)s, but there are %(found)d.") % told)
        budget, line = self.meta.get("budget", ("", 0))
        if not budget:
            raise BadFile(None, _("META does not say the budget."))
        return Profile(
            candidates=tuple(self.costs),
            ballots=tuple(self.ballots),
            names=self.names,
            costs=self.costs,
            budget=amount(budget, line=line),
            kinds=KINDS[self.vote_type()],
        )


def read_pabulib(data: bytes) -> Profile:
    """The projects and ballots of a .pb file; what it says about the voters is left unread.

    Ordinal votes are ranks, and approve every project they name: there is no objective way to turn ranks
    into points (equalshares.net/implementation/input-formats).
    Raises BadFile for a section or column that is missing, and for rows that do not fit.
    """
    budget = Budget()
    takers: dict[str, Callable[..., None]] = {
        "META": budget.take_meta,
        "PROJECTS": budget.take_project,
        "VOTES": budget.take_vote,
    }
    section, header, seen = "", list[str](), list[str]()
    for line, row in rows_of(text_of(data), delimiter=";", strict=False):
        if row[0].upper() in SECTIONS and not any(row[1:]):
            section, header = row[0].upper(), []
            if section in seen or section != SECTIONS[len(seen)]:
                raise BadFile(line, _("The sections are META, PROJECTS and VOTES, in this order."))
            seen.append(section)
        elif not section:
            raise BadFile(line, _("The file should begin with META."))
        elif not header:
            header = [cell.lower() for cell in row]
            missing = [name for name in NEEDED[section] if name not in header]
            if missing or len(set(header)) < len(header):
                told = {"section": section, "names": ", ".join(NEEDED[section])}
                raise BadFile(line, _("The columns of %(section)s should be named, with %(names)s.") % told)
        elif any(row):
            cells = fitted(row, width=len(header), line=line)
            takers[section](dict(zip(header, cells, strict=True)), line=line)
    if len(seen) < len(SECTIONS):
        raise BadFile(None, _("The section %(section)s is missing.") % {"section": SECTIONS[len(seen)]})
    return budget.profile()
