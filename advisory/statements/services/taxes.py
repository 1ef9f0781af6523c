"""Saying from how much on a year is reported, taking the list, and noting who comes near."""

from django.db import transaction
from django.utils.translation import gettext as _

from advisory.ledger.models import Book
from advisory.statements.models import ReportingThreshold, TaxNote
from advisory.statements.rules import FIRST_OPEN_YEAR, may_keep_tax_year
from advisory.statements.selectors import TaxYear, newly_near, tax_year
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.people.models import Community, Person

# More than this is a slip of the keyboard.
HIGHEST_CENTS = 100_000_00


@transaction.atomic
def set_threshold(
    community: Community, *, year: int, cents: int, source: str, by: Person
) -> ReportingThreshold:
    """Say from how many ``cents`` on the payments of ``year`` are reported, and where that stands written.

    Raises NotAllowed for those who are not finance, BadInput for a year whose amount is law, an amount that
    cannot be, or no source.
    """
    _may(by, community)
    if not FIRST_OPEN_YEAR <= year <= community.today().year + 1:
        raise BadInput(_("The amount of that year can't be set."))
    if not 0 < cents <= HIGHEST_CENTS:
        raise BadInput(_("The amount is more than $0 and at most $100,000."))
    if not source.strip():
        raise BadInput(_("Say where the amount stands written."))
    said = {"cents": cents, "source": source.strip()[:200], "set_by": by}
    row, _made = ReportingThreshold.objects.update_or_create(community=community, year=year, defaults=said)
    audit.record(row, "set", by=by, to_state=str(cents))
    return row


@transaction.atomic
def take_list(community: Community, *, year: int, by: Person) -> TaxYear:
    """The list of ``year`` for the payer. Who took it, and when, is kept.

    Raises NotAllowed for those who are not finance, Refused while nobody knows from how much on.
    """
    _may(by, community)
    found = tax_year(community, year)
    if found.threshold is None:
        raise Refused(_("First say from how much on payments of %(year)s are reported.") % {"year": year})
    book, _made = Book.objects.get_or_create(community=community)
    audit.record(book, "take_tax_list", by=by, to_state=str(year))
    return found


@transaction.atomic
def note_near(community: Community, *, year: int, by: Person) -> int:
    """Note everybody who comes near the threshold of ``year`` or is over, so that the first page names only
    who is new; says how many. Raises NotAllowed for those who are not finance."""
    _may(by, community)
    new = newly_near(tax_year(community, year))
    notes = [TaxNote(person_id=payee.person_id, year=year, noted_by=by) for payee in new]
    TaxNote.objects.bulk_create(notes, ignore_conflicts=True)
    return len(notes)


def _may(by: Person, community: Community) -> None:
    if not may_keep_tax_year(by, community):
        raise NotAllowed(_("Only finance can keep the tax year."))
