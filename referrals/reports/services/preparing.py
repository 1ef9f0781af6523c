"""Working out what a release may show, with everything that was published before."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.core import audit
from community.core.access import require
from community.core.errors import BadInput
from community.people.models import LANGUAGES, Community, Person
from referrals.equity.attacking import Interval
from referrals.equity.hiding import hide
from referrals.equity.tables import Table
from referrals.reports.body import Body, body_of, digest, written
from referrals.reports.linking import Counted, link
from referrals.reports.models import Draft
from referrals.reports.rules import prepares_reports
from referrals.reports.selectors import fact_of, issued_sheets, sheet_of, tables_by_key


@dataclass(frozen=True)
class Prepared:
    """What would be published. ``found``: between what a reader could place each hidden count, by its place
    and group.

    With ``exposed`` a hidden count, of this release or of an earlier one, could be found too narrowly.
    """

    sheet: tuple[Counted, ...]
    body: Body
    found: dict[tuple[str, str], Interval]
    exposed: Interval | None

    @property
    def digest(self) -> str:
        return digest(written(self.body))


def prepare(community: Community, key: str) -> Prepared | None:
    """Hide what must be hidden in a table, given all that was issued before, and attack what is left.

    None where there is no such table.
    """
    tables = _in_each_language(community, key)
    if not tables:
        return None
    table = tables["en"]
    sheet = sheet_of(table)
    linked = link(issued_sheets(community), sheet)
    done = hide(linked.counts, list(linked.sums), already=linked.public, unseen=linked.unseen)
    shown = {fact: name not in done.hidden for fact, name in linked.names.items()}
    rows = {(row.place.key, row.group): fact_of(table, row) for row in table.rows if row.events is not None}
    found = {key: done.found[linked.names[fact]] for key, fact in rows.items() if not shown[fact]}
    body = body_of(tables, {fact for fact, is_shown in shown.items() if is_shown}, sheet=sheet)
    return Prepared(
        sheet=tuple(one._replace(is_shown=shown[one.fact]) for one in sheet),
        body=body,
        found=found,
        exposed=done.found.get(done.exposed),
    )


@transaction.atomic
def prepare_release(community: Community, *, table: str, by: Person) -> Draft:
    """Draft the release of a table. It is held back where a reader could find a hidden count."""
    require(prepares_reports(by))
    prepared = prepare(community, table)
    if prepared is None:
        raise BadInput(_("Choose one of the tables."))
    state = Draft.State.PREPARED if prepared.exposed is None else Draft.State.HELD
    draft = Draft.objects.create(
        community=community, table=table, state=state, digest=prepared.digest, prepared_by=by
    )
    audit.record(draft, "prepare", by=by, to_state=state)
    return draft


def look_again(draft: Draft) -> Prepared | None:
    """The draft as it would go out now; None where its table is gone."""
    return prepare(draft.community, draft.table)


def _in_each_language(community: Community, key: str) -> dict[str, Table]:
    """The table as it reads in each language; empty where there is none."""
    tables = {}
    for code, _name in LANGUAGES:
        with override(code):
            entry = tables_by_key(community).get(key)
            if entry is not None:
                tables[code] = entry.table
    return tables
