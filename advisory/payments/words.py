"""What payments say by text. Called under the reader's language."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.payments.models import Payment
from advisory.stipends.models import Stipend
from advisory.stipends.rules import Kind
from advisory.stipends.words import source_words
from community.core.words import day_in_words, money_in_words


def paid_words(payment: Payment, stipends: Sequence[Stipend]) -> str:
    """The text when a payment has left: for one meeting by its day, for several things by their number."""
    named = {
        "community": payment.run.community.name,
        "money": money_in_words(payment.amount_cents),
        "day": day_in_words(stipends[0].day),
    }
    if len(stipends) > 1:
        said = ngettext(
            "%(community)s: %(money)s for %(number)d thing is paid. Not there? Text PAY, a person reads it.",
            "%(community)s: %(money)s for %(number)d things is paid. Not there? Text PAY, a person reads it.",
            len(stipends),
        )
        return said % {**named, "number": len(stipends)}
    if stipends[0].kind == Kind.MEETING:
        said = _(
            "%(community)s: %(money)s for the %(day)s meeting is paid. "
            "Not there? Text PAY, a person reads it."
        )
    else:
        named["what"] = str(Kind(stipends[0].kind).label)
        said = _(
            "%(community)s: %(money)s for %(what)s on %(day)s is paid. "
            "Not there? Text PAY, a person reads it."
        )
    return said % named


def failed_words(payment: Payment) -> str:
    """The text when a payment did not go through."""
    return _(
        "%(community)s: the payment of %(money)s did not reach you. It is owed to you still, "
        "and we try again. Questions? Text PAY."
    ) % {"community": payment.run.community.name, "money": money_in_words(payment.amount_cents)}


def what_it_pays(payment: Payment) -> str:
    """“FAB 31, Thu Nov 5: $75; outreach, Fri Nov 6: $30”."""
    return "; ".join(
        _("%(what)s, %(day)s: %(money)s")
        % {
            "what": source_words(line.stipend),
            "day": day_in_words(line.stipend.day),
            "money": money_in_words(line.amount_cents),
        }
        for line in payment.lines.all()
    )
