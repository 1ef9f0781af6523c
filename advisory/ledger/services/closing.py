"""Closing a month of the book for good."""

from calendar import monthrange
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from advisory.ledger.models import Closing
from advisory.ledger.rules import may_close_months
from advisory.ledger.services.posting import hold
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.people.models import Community, Person


def last_day(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def next_to_close(community: Community) -> date | None:
    """The last day of the first month that is over and not closed; None where there is none.

    Months before the book's first line are not closed.
    """
    latest = Closing.objects.of(community).first()
    if latest is not None:
        following = last_day(latest.through + timedelta(days=1))
    else:
        first = community.ledger_entries.order_by("number").first()
        if first is None:
            return None
        following = last_day(first.day)
    return following if following < community.today() else None


@transaction.atomic
def close_month(community: Community, *, through: date, by: Person) -> Closing:
    """Close the month that ends on ``through``, with its last line. Corrections go into later months.

    Months are closed in their order. Raises NotAllowed for those who are not finance, BadInput for a month
    that is not the next one, and Refused when it is closed already.
    """
    if not may_close_months(by, community):
        raise NotAllowed(_("Only finance can close a month."))
    hold(community)
    if Closing.objects.of(community).filter(through__gte=through).exists():
        raise Refused(_("This month is closed already."))
    if through != next_to_close(community):
        raise BadInput(_("Close the months in their order, each when it is over."))
    last = community.ledger_entries.filter(day__lte=through).order_by("number").reverse()[0]
    closing = Closing.objects.create(
        community=community, through=through, entries=last.number, hash=last.hash, by=by
    )
    audit.record(closing, "close", by=by)
    return closing
