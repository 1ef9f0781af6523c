"""What became of a text, in words for the staff."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core import registry
from community.messaging import rules
from community.messaging.models import Message

_WRONG_NUMBER = gettext_lazy("The number is wrong, or it is a landline that cannot get texts.")
_BLOCKED = gettext_lazy("The phone company blocked it.")
_OUR_NUMBER = gettext_lazy("Our own number may not send this many texts, or is not registered yet.")
# Twilio's error codes.
_REASONS: dict[int | None, str | Promise] = {
    None: gettext_lazy("The texting service could not be reached for a day."),
    21610: gettext_lazy("The phone has said STOP."),
    30003: gettext_lazy("The phone is off or out of reach."),
    **dict.fromkeys([21211, 21614, 30005, 30006], _WRONG_NUMBER),
    **dict.fromkeys([30004, 30007], _BLOCKED),
    **dict.fromkeys([21606, 30022, 30023, 30034, 30035], _OUR_NUMBER),
}


def trouble_of(message: Message) -> str:
    """Why a text did not arrive, and "" where there is nothing to say."""
    if message.state == Message.State.UNKNOWN:
        return _("The line broke while it was being sent, so it may have arrived or not.")
    if message.state != Message.State.FAILED:
        return ""
    known = _REASONS.get(message.error_code)
    return str(known or _("The texting service refused it (code %(code)d).") % {"code": message.error_code})


def what_happened(message: Message) -> str:
    """One sentence in place of words that were deleted: what kind of text it was, and what became of it."""
    days = {"days": rules.KEEP_WORDS_FOR.days}
    if message.direction == Message.Direction.IN:
        return (
            _("A call from the family; its words were deleted after %(days)d days.")
            if message.is_call
            else _("A text from the family; its words were deleted after %(days)d days.")
        ) % days
    kind = registry.text_kinds.get((message.once_key or "").partition(":")[0]) or _("A text from us")
    became = {"kind": kind, "state": message.get_state_display()}
    return _("%(kind)s, %(state)s; its words were deleted after %(days)d days.") % {**became, **days}
