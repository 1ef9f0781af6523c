"""What statements and the book say. Called under the reader's language."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.payments.models import PaymentLine
from advisory.stipends.models import Stipend
from advisory.stipends.rules import Kind, Unit
from community.core.words import date_in_words, money_in_words


class Row(NamedTuple):
    """One thing that was paid, as a statement says it."""

    what: str
    rate: str
    share: str
    amount: str
    approved: str
    paid: str
    reference: str


def headings() -> list[str]:
    """What the cells of a ``Row`` are."""
    return [_("For"), _("Rate"), _("Share"), _("Amount"), _("Approved"), _("Paid"), _("Payment")]


def row_of(line: PaymentLine) -> Row:
    """``line`` in words. Where the payer has given no number, the payment's own key stands."""
    stipend, payment = line.stipend, line.payment
    source = str(stipend.meeting) if stipend.meeting else str(Kind(stipend.kind).label)
    return Row(
        what=f"{source}, {date_in_words(stipend.day)}",
        rate=_("%(money)s, %(unit)s")
        % {"money": money_in_words(stipend.rate.amount_cents), "unit": stipend.rate.get_unit_display()},
        share=share_words(stipend),
        amount=money_in_words(line.amount_cents),
        approved=date_in_words(stipend.approved_at) if stipend.approved_at else "",
        paid=_("%(day)s, %(how)s")
        % {"day": date_in_words(payment.paid_on), "how": payment.run.get_method_display()}
        if payment.paid_on
        else "",
        reference=payment.reference or str(payment.key)[:8],
    )


def share_words(stipend: Stipend) -> str:
    """How much of the rate it is, and why it is no more."""
    work, rate = stipend.work, stipend.rate
    if work is not None and work.asked_cents is not None:
        said = _("a receipt of %(money)s") % {"money": money_in_words(work.asked_cents)}
    elif work is not None and rate.unit == Unit.HOUR:
        hours, minutes = divmod(work.minutes or 0, 60)
        said = _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": minutes}
    elif stipend.full_cents < rate.amount_cents:
        percent = (stipend.full_cents * 200 + rate.amount_cents) // (2 * rate.amount_cents)
        said = _("%(percent)d%%, for coming late") % {"percent": percent}
    else:
        said = _("the whole")
    return (
        _("%(share)s; less was wanted") % {"share": said}
        if stipend.amount_cents < stipend.full_cents
        else said
    )


def days_words(days: float) -> str:
    """“9 days”, or “9.5 days” where the middle two are apart."""
    number = int(days) if days == int(days) else round(days, 1)
    return ngettext("%(number)s day", "%(number)s days", 1 if days == 1 else 2) % {"number": number}


def promise_words(days: float) -> str:
    """How long members wait for their money, said plainly."""
    return _("Half of what was paid in the last 12 months came within %(days)s of the meeting.") % {
        "days": days_words(days)
    }


def uses_words() -> dict[str, tuple[str, str]]:
    """Each use of the book: what it is called, and what it is for."""
    return {
        "stipends": (
            _("Stipends"),
            _("What members are paid for meetings, for preparing them, and for other work they do."),
        ),
        "meals": (_("Meals"), _("Dinner on meeting evenings, so that nobody decides hungry.")),
        "childcare": (_("Child care"), _("So that whoever has small children can come too.")),
        "transport": (_("Transport"), _("Rides and fares to the meeting and home again.")),
    }
