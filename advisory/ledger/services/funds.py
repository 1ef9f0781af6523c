"""Opening a fund, and changing what it holds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from advisory.ledger.models import Fund
from advisory.ledger.rules import USES, Kind, may_keep_books
from advisory.ledger.services.posting import Line, hold, post
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.words import money_in_words
from community.people.models import Community, Person

# More than this is a slip of the keyboard.
HIGHEST_CENTS = 100_000_000_00


@dataclass(frozen=True)
class Grant:
    """What a funder gives: ``cents`` from ``starts_on`` to ``ends_on``, for ``uses`` of ``rules.USES``."""

    name: str
    cents: int
    starts_on: date
    ends_on: date
    uses: frozenset[str]
    funder: str = ""

    def check(self) -> None:
        """Raises BadInput for what cannot be."""
        if not self.name:
            raise BadInput(_("Give the fund a name."))
        if not 0 < self.cents <= HIGHEST_CENTS:
            raise BadInput(_("A fund holds more than $0 and at most $100,000,000."))
        if self.ends_on < self.starts_on:
            raise BadInput(_("A fund cannot end before it starts."))
        if not self.uses:
            raise BadInput(_("Say what the fund may pay for."))

    def columns(self) -> dict[str, Any]:
        """The fields of the row, without the amount."""
        pays = {f"pays_{use}": str(use) in self.uses for use in USES}
        return {
            "name": self.name,
            "funder": self.funder,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            **pays,
        }


@transaction.atomic
def open_fund(community: Community, grant: Grant, *, by: Person) -> Fund:
    """Write down a grant. Raises NotAllowed, BadInput, or Refused for a name that is taken."""
    _may(by, community)
    grant.check()
    try:
        with transaction.atomic():
            fund = Fund.objects.create(community=community, granted_cents=grant.cents, **grant.columns())
    except IntegrityError as error:
        raise Refused(_("There is a fund of this name already.")) from error
    post(community, [Line(Kind.GRANTED, grant.cents, f"granted:{fund.pk}:{grant.cents}:0", fund.pk)])
    audit.record(fund, "open", by=by)
    return fund


@transaction.atomic
def change_fund(fund: Fund, grant: Grant, *, by: Person) -> Fund:
    """Bring a fund up to date: a grant may be extended, grow, or shrink to what is spent of it.

    Raises NotAllowed, BadInput, and Refused where more is spent already than it would hold.
    """
    _may(by, fund.community)
    grant.check()
    book = hold(fund.community)
    held = Fund.objects.select_for_update().get(pk=fund.pk)
    if grant.cents < held.spent_cents:
        spent = money_in_words(held.spent_cents)
        raise Refused(_("%(spent)s of this fund is spent or owed already.") % {"spent": spent})
    change = grant.cents - held.granted_cents
    try:
        with transaction.atomic():
            Fund.objects.filter(pk=held.pk).update(granted_cents=grant.cents, **grant.columns())
    except IntegrityError as error:
        raise Refused(_("There is a fund of this name already.")) from error
    if change:
        kind = Kind.GRANTED if change > 0 else Kind.CUT
        key = f"granted:{held.pk}:{grant.cents}:{book.entries}"
        post(fund.community, [Line(kind, abs(change), key, held.pk)])
    audit.record(held, "change", by=by)
    held.refresh_from_db()
    return held


def _may(by: Person, community: Community) -> None:
    if not may_keep_books(by, community):
        raise NotAllowed(_("Only a coordinator or finance can keep the funds."))
