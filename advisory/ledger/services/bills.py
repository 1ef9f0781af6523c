"""Money that went to a shop or a helper."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.ledger.models import Bill, Fund
from advisory.ledger.rules import Kind, may_keep_books
from advisory.ledger.services.posting import Line, post
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.meetings.models import Meeting
from community.people.models import Person

# More than this for one bill is a slip of the keyboard.
HIGHEST_CENTS = 100_000_00


@dataclass(frozen=True)
class Bought:
    """What a bill is for: ``use`` is one of ``Bill.Use``, ``words`` say what, at which meeting if any."""

    use: str
    cents: int
    words: str
    meeting: Meeting | None = None


@transaction.atomic
def enter_bill(fund: Fund, bought: Bought, *, by: Person) -> Bill:
    """Write down a bill that was paid out of ``fund``.

    Raises NotAllowed, BadInput for what cannot be, and Refused where it is there already, or the fund may
    not pay for it or has less left, with what is left.
    """
    if not may_keep_books(by, fund.community):
        raise NotAllowed(_("Only a coordinator or finance can write down a bill."))
    if not 0 < bought.cents <= HIGHEST_CENTS:
        raise BadInput(_("A bill is more than $0 and at most $100,000."))
    if not bought.words.strip():
        raise BadInput(_("Say what the bill is for."))
    if bought.use not in Bill.Use.values or not fund.pays(bought.use):
        raise Refused(_("%(fund)s may not pay for that. Choose another fund.") % {"fund": fund.name})
    if not fund.starts_on <= fund.community.today() <= fund.ends_on:
        raise Refused(_("%(fund)s does not run today. Choose another fund.") % {"fund": fund.name})
    try:
        with transaction.atomic():
            bill = Bill.objects.create(
                community=fund.community,
                fund=fund,
                meeting=bought.meeting,
                use=bought.use,
                words=bought.words.strip(),
                amount_cents=bought.cents,
                day=fund.community.today(),
                entered_by=by,
            )
    except IntegrityError as error:
        raise Refused(_("This bill was written down today already.")) from error
    post(fund.community, [_line(Kind.BILL, bill)])
    audit.record(bill, "enter", by=by)
    return bill


@transaction.atomic
def take_back_bill(bill: Bill, *, by: Person, why: str) -> Bill:
    """Take back a bill written down by mistake; the book keeps both lines. Said again, nothing happens."""
    if not may_keep_books(by, bill.community):
        raise NotAllowed(_("Only a coordinator or finance can take back a bill."))
    if not why.strip():
        raise BadInput(_("Say why it is taken back."))
    held = Bill.objects.select_for_update(of=("self",)).select_related("community").get(pk=bill.pk)
    if held.taken_back_at is None:
        held.taken_back_at = timezone.now()
        held.save(update_fields=["taken_back_at"])
        post(held.community, [_line(Kind.BILL_BACK, held)])
        audit.record(held, "take_back", by=by, why=why.strip()[:200])
    return held


def _line(kind: Kind, bill: Bill) -> Line:
    currency = bill.fund.currency
    return Line(
        kind,
        bill.amount_cents,
        f"{kind}:{bill.pk}",
        bill.fund_id,
        use=bill.use,
        currency=currency,
        bill_id=bill.pk,
    )
