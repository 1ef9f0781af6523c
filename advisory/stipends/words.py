"""What stipends say, by text and on screen. Called under the reader's language."""

from django.utils.translation import gettext as _

from advisory.stipends.models import Stipend
from community.core.words import day_in_words, money_in_words
from community.meetings.models import Meeting


def meeting_day(meeting: Meeting) -> str:
    """“Thu Nov 26”; meetings without a recorded day have no stipends."""
    return day_in_words(meeting.roster_day) if meeting.roster_day else ""


def parts(stipend: Stipend) -> dict[str, str]:
    """What the sentences below name."""
    return {
        "community": stipend.meeting.group.community.name,
        "money": money_in_words(stipend.amount_cents),
        "day": meeting_day(stipend.meeting),
    }


def approved_words(stipend: Stipend) -> str:
    """The text when a stipend is approved."""
    return _(
        "%(community)s: %(money)s for the %(day)s meeting is approved. "
        "We text you when it is paid. Text PAY for questions."
    ) % parts(stipend)


def paid_words(stipend: Stipend) -> str:
    """The text when a stipend is paid."""
    return _(
        "%(community)s: %(money)s for the %(day)s meeting is paid. Not there? Text PAY, a person reads it."
    ) % parts(stipend)


def own_words(stipend: Stipend) -> str:
    """“$75 for meeting 31: owed”."""
    said = {
        Stipend.State.OWED: _("%(money)s for meeting %(number)d: owed"),
        Stipend.State.APPROVED: _("%(money)s for meeting %(number)d: approved, not paid yet"),
        Stipend.State.PAID: _("%(money)s for meeting %(number)d: paid"),
    }[Stipend.State(stipend.state)]
    return said % {"money": money_in_words(stipend.amount_cents), "number": stipend.meeting.number}
