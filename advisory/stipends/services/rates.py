"""Saying what a group pays, and from when."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from advisory.stipends.models import Rate
from advisory.stipends.rules import PAID_KINDS, REFUNDS, Kind, Unit, may_keep_pay
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.jobs import enqueue
from community.people.models import Group, Person

# More than this for one meeting is a slip of the keyboard.
HIGHEST_CENTS = 1_000_00
# So is a year with two digits, or one that is far off: a rate cannot be taken back.
EARLIEST, A_YEAR = date(2000, 1, 1), timedelta(days=366)


@transaction.atomic
def set_rate(
    group: Group,
    *,
    amount_cents: int,
    since: date,
    by: Person,
    kind: str = Kind.MEETING,
    role: str = Rate.Role.ANY,
    unit: str | None = None,
) -> Rate:
    """Say what ``kind`` of work pays (cents) in ``group`` from ``since`` on. What is owed already stays.

    The first rate may reach back; a change is told to the members first, so it begins tomorrow at the
    earliest. ``unit`` is each time, or for refunds what it cost at most, where none is said. Raises
    NotAllowed for those who do not handle money, BadInput for what cannot be, and Refused when a rate
    from that very day is there: rates are never changed, only followed by others.
    """
    if not may_keep_pay(by, group):
        raise NotAllowed(_("Only a coordinator or finance can set what a meeting pays."))
    unit = unit or (Unit.AT_MOST if kind in REFUNDS else Unit.EACH)
    _check(group, amount_cents, since, kind, unit)
    today = group.community.today()
    if Rate.objects.filter(group=group, kind=kind, role=role, since=since).exists():
        raise Refused(_("There is a rate from that day on already. Choose a later day."))
    follows = _followed(group, kind, role, since)
    if follows is not None and since <= today:
        raise BadInput(_("Members must hear of a new rate before it holds. Choose tomorrow or a later day."))
    try:
        with transaction.atomic():
            rate = Rate.objects.create(
                group=group,
                kind=kind,
                role=role,
                unit=unit,
                amount_cents=amount_cents,
                since=since,
                follows=follows,
                announced_on=today,
            )
    except IntegrityError as error:
        raise Refused(_("There is a rate from that day on already. Choose a later day.")) from error
    audit.record(rate, "set", by=by)
    if follows is not None:
        enqueue("advisory.stipends.jobs.announce_rate", rate.pk)
    return rate


def _followed(group: Group, kind: str, role: str, since: date) -> Rate | None:
    """The rate that those in ``role`` had until ``since``."""
    before = Rate.objects.filter(group=group, kind=kind, role__in=[role, Rate.Role.ANY], since__lte=since)
    own_first = sorted(before, key=lambda rate: (rate.role == role, rate.since))
    return own_first[-1] if own_first else None


def _check(group: Group, amount_cents: int, since: date, kind: str, unit: str) -> None:
    if group.kind not in PAID_KINDS:
        raise BadInput(_("Members of this group are not paid for meetings."))
    if kind not in Kind.values or unit not in Unit.values:
        raise BadInput(_("Choose what is paid for, and for how much of it."))
    if (kind in REFUNDS) != (unit == Unit.AT_MOST) or (kind == Kind.MEETING and unit != Unit.EACH):
        raise BadInput(
            _("A meeting is paid each time, work each time or by the hour, a receipt up to a limit.")
        )
    if not 0 < amount_cents <= HIGHEST_CENTS:
        raise BadInput(_("A meeting pays from $0.01 to $1,000."))
    if not EARLIEST <= since <= group.community.today() + A_YEAR:
        raise BadInput(_("A rate begins within the next year at the latest. Check the year."))
