"""What stipends say, by text and on screen. Called under the reader's language."""

from django.utils.translation import gettext as _

from advisory.stipends.models import Rate, Stipend
from advisory.stipends.rules import Kind
from community.core.words import date_in_words, day_in_words, money_in_words


def parts(stipend: Stipend) -> dict[str, str]:
    """What the sentences below name."""
    return {
        "community": stipend.group.community.name,
        "money": money_in_words(stipend.amount_cents),
        "day": day_in_words(stipend.day),
        "what": str(Kind(stipend.kind).label),
    }


def owed_words(stipend: Stipend) -> str:
    """The text when something is written down as owed."""
    if stipend.kind == Kind.MEETING:
        return _(
            "%(community)s: thank you for coming. %(money)s for the %(day)s meeting is owed to you. "
            "We text you when it is approved."
        ) % parts(stipend)
    return _(
        "%(community)s: %(money)s for %(what)s on %(day)s is owed to you. We text you when it is approved."
    ) % parts(stipend)


def approved_words(stipend: Stipend) -> str:
    """The text when a stipend is approved."""
    if stipend.kind == Kind.MEETING:
        return _(
            "%(community)s: %(money)s for the %(day)s meeting is approved. "
            "We text you when it is paid. Text PAY for questions."
        ) % parts(stipend)
    return _(
        "%(community)s: %(money)s for %(what)s on %(day)s is approved. "
        "We text you when it is paid. Text PAY for questions."
    ) % parts(stipend)


def rate_words(rate: Rate) -> str:
    """The text that tells of a new rate before it holds."""
    return _(
        "%(community)s: from %(since)s on, %(what)s pays %(money)s, %(unit)s. Until then: %(before)s."
    ) % {
        "community": rate.group.community.name,
        "since": date_in_words(rate.since),
        "what": str(Kind(rate.kind).label),
        "money": money_in_words(rate.amount_cents),
        "unit": rate.get_unit_display(),
        "before": money_in_words(rate.follows.amount_cents) if rate.follows else "",
    }


def source_words(stipend: Stipend) -> str:
    """“FAB 31” for a meeting, else what was done."""
    return str(stipend.meeting) if stipend.meeting else str(Kind(stipend.kind).label)


def own_words(stipend: Stipend) -> str:
    """“$75 for meeting 31: owed”."""
    states = Stipend.State
    if stipend.meeting is not None:
        said = {
            states.OWED: _("%(money)s for meeting %(number)d: owed"),
            states.APPROVED: _("%(money)s for meeting %(number)d: approved, not paid yet"),
            states.SENDING: _("%(money)s for meeting %(number)d: on its way"),
            states.PAID: _("%(money)s for meeting %(number)d: paid"),
            states.WAIVED: _("Meeting %(number)d: you chose not to be paid"),
        }[states(stipend.state)]
        return said % {"money": money_in_words(stipend.amount_cents), "number": stipend.meeting.number}
    said = {
        states.OWED: _("%(money)s for %(what)s on %(day)s: owed"),
        states.APPROVED: _("%(money)s for %(what)s on %(day)s: approved, not paid yet"),
        states.SENDING: _("%(money)s for %(what)s on %(day)s: on its way"),
        states.PAID: _("%(money)s for %(what)s on %(day)s: paid"),
        states.WAIVED: _("%(what)s on %(day)s: you chose not to be paid"),
    }[states(stipend.state)]
    return said % parts(stipend)
