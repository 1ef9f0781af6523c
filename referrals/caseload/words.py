"""How a clock is said."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from referrals.caseload.rules import RUNS_OUT, Kind


def due_in_words(days_left: int) -> str:
    """ "due in 3 days", "due today", "2 days late"."""
    if days_left < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days_left) % {"days": -days_left}
    if days_left == 0:
        return _("due today")
    return ngettext("due in %(days)s day", "due in %(days)s days", days_left) % {"days": days_left}


def clock_in_words(kind: Kind) -> str:
    """What has to have happened by then."""
    return {
        Kind.PLAN: _("plan meeting"),
        Kind.SERVICES: _("services start"),
        Kind.THIRD_BIRTHDAY: _("third birthday"),
    }[kind]


def tag_kind(days_left: int) -> str:
    """The look of the tag that holds the words; the words say the same without it."""
    if days_left < 0:
        return "stop"
    return "wait" if days_left <= RUNS_OUT else "quiet"
