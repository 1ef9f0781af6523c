"""The votes of a round's projects as bars, and the table beside them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from advisory.budgets.findings import Told
from advisory.budgets.models import Project
from advisory.decisions.pictures import ROW, Bar, Bars
from community.core.words import money_in_words


def bars(lines: Sequence[Told]) -> Bars | None:
    """Those that stood on the ballot, most votes first; None before the vote has decided."""
    on_ballot = sorted(
        (line for line in lines if line.project.votes is not None),
        key=lambda line: (-(line.project.votes or 0), line.project.number),
    )
    if not on_ballot:
        return None
    longest = max(on_ballot[0].project.votes or 0, 1)
    rows = [
        Bar(
            line.text.title,
            line.project.votes or 0,
            round(100 * (line.project.votes or 0) / longest, 2),
            "var(--go)" if line.project.state in Project.WON else "var(--edge)",
            16 + at * ROW,
            24 + at * ROW,
        )
        for at, line in enumerate(on_ballot)
    ]
    table = [
        [
            line.text.title,
            line.project.votes,
            money_in_words(line.project.cost_cents or 0),
            line.project.get_state_display(),
        ]
        for line in on_ballot
    ]
    return Bars(rows, ROW * len(rows), [_("Project"), _("Votes"), _("Cost"), _("Result")], table)
