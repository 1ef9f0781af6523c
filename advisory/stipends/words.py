"""What stipends say, by text and on screen. Called under the reader's language."""

from datetime import date

from django.utils.translation import gettext as _

from advisory.stipends.models import Rate, Stipend
from advisory.stipends.rules import Kind, Method, Sums, Unit, Wish
from community.core.words import date_in_words, day_in_words, money_in_words
from community.people.models import Person


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


def taken_back_words(stipend: Stipend) -> str:
    """The text when what was owed is taken back. Why stands in no text: the member asks a person."""
    return _(
        "%(community)s: %(money)s for %(what)s on %(day)s was taken back. Text PAY, a person tells you why."
    ) % parts(stipend)


def sums_words(sums: Sums) -> str:
    """What stands where with a member's money, in one sentence."""
    return _("Owed %(owed)s, approved %(approved)s, on its way %(sending)s, paid this year %(paid)s.") % {
        name: money_in_words(cents) for name, cents in sums._asdict().items()
    }


def pay_words(sums: Sums, link: str) -> str:
    """The answer to PAY."""
    said = _("%(sums)s See it, and choose how you are paid: %(link)s A person will text you about your pay.")
    return said % {"sums": sums_words(sums), "link": link}


def wish_words(wish: Wish, today: date) -> str:
    """How a member is paid: “You are paid by check, all of it, as soon as it is approved.”"""
    if wish.at_most_cents == 0:
        return _("You chose not to be paid. You can change it whenever you like.")
    how = {"method": str(Method(wish.method).label), "money": money_in_words(wish.at_most_cents or 0)}
    whole = wish.at_most_cents is None
    if wish.holds_on(today) and wish.not_before is not None:
        how["day"] = date_in_words(wish.not_before)
        said = (
            _("You are paid by %(method)s, all of it, but not before %(day)s.")
            if whole
            else _("You are paid by %(method)s, at most %(money)s each time, but not before %(day)s.")
        )
        return said % how
    if whole:
        return _("You are paid by %(method)s, all of it, when it is approved.") % how
    return _("You are paid by %(method)s, at most %(money)s each time, when it is approved.") % how


def noted_words(person: Person, method: str) -> str:
    """The text when staff noted how a member is paid."""
    return _(
        "%(community)s: we noted that you are paid by %(method)s from now on. Is that wrong? Text PAY."
    ) % {"community": person.community.name, "method": str(Method(method).label)}


def coming_words(rate: Rate) -> str:
    """“From January 8, 2027 on, a meeting pays $80, each time. Until then: $75.”"""
    said = _("From %(since)s on, %(what)s pays %(money)s, %(unit)s. Until then: %(before)s.")
    return said % rate_parts(rate)


def rate_parts(rate: Rate) -> dict[str, str]:
    """What the sentences about a rate name."""
    return {
        "community": rate.group.community.name,
        "since": date_in_words(rate.since),
        "what": str(Kind(rate.kind).label),
        "money": money_in_words(rate.amount_cents),
        "unit": str(Unit(rate.unit).label),
        "before": money_in_words(rate.follows.amount_cents) if rate.follows else "",
    }


def rate_words(rate: Rate) -> str:
    """The text that tells of a new rate before it holds."""
    return _(
        "%(community)s: from %(since)s on, %(what)s pays %(money)s, %(unit)s. Until then: %(before)s."
    ) % rate_parts(rate)


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
