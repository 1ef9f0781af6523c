"""What became of a text, in words for the staff: its state, why it did not arrive, and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core import registry
from community.messaging import rules
from community.messaging.models import Message

# Twilio's error codes (data/sms/twilio_error_codes_selected.csv) in plain words.
_REASONS: dict[int | None, str | Promise] = {
    None: gettext_lazy("The texting service could not be reached for a day."),
    11200: gettext_lazy("The texting service could not reach our server."),
    20429: gettext_lazy("We sent too many texts at once."),
    21211: gettext_lazy("This is not a phone number."),
    21408: gettext_lazy("Our account may not text numbers of this country."),
    21602: gettext_lazy("The text had no words."),
    21606: gettext_lazy("Our number cannot text this number."),
    21608: gettext_lazy("Our account is on trial, and may text only numbers it has checked."),
    21610: gettext_lazy("The phone has said STOP."),
    21612: gettext_lazy("Texts from our number do not reach this number."),
    21614: gettext_lazy("The number is not a cell phone."),
    21617: gettext_lazy("The text was too long."),
    21703: gettext_lazy("Our account has no number to text from."),
    30003: gettext_lazy("The phone is off or out of reach."),
    30004: gettext_lazy("The phone, or its phone company, blocks our texts."),
    30005: gettext_lazy("The number does not exist, or is no longer in use."),
    30006: gettext_lazy("The number is a landline, or its phone company takes no texts."),
    30007: gettext_lazy("The phone company took it for spam."),
    30008: gettext_lazy("The phone company did not say why."),
    30019: gettext_lazy("It was too large for the phone company."),
    30022: gettext_lazy("We sent faster than the phone companies allow us."),
    30023: gettext_lazy("We sent all the texts that a phone company allows us in a day."),
    30034: gettext_lazy("Our number is not registered with the phone companies."),
    30035: gettext_lazy("Our number is still being set up with the phone companies."),
    **dict.fromkeys([21611, 30001], gettext_lazy("Too many of our texts were waiting at once.")),
    **dict.fromkeys([20003, 20005, 20404], gettext_lazy("The texting service does not accept our account.")),
    30002: gettext_lazy("The texting service has suspended our account."),
}
_CALL = gettext_lazy("Call, or ask for another number.")
_WRITE_AGAIN = gettext_lazy("Write it again, in fewer words.")
_ASK_ADMIN = gettext_lazy("Call. Ask whoever runs Stoop for you to look at the texting account.")
_AFTER_WAITING = gettext_lazy("Nothing was wrong with the number: send it again later, or call.")
# What to do about those that are not tried again by themselves.
_ADVICE: dict[int | None, str | Promise] = {
    **dict.fromkeys([21211, 21612, 21614, 30005, 30006], _CALL),
    **dict.fromkeys([21602, 21617, 30019], _WRITE_AGAIN),
    **dict.fromkeys(
        [11200, 20003, 20005, 20404, 21408, 21606, 21608, 21703, 30002, 30034, 30035], _ASK_ADMIN
    ),
    **dict.fromkeys([None, 20429, 21611, 30001, 30008, 30022, 30023], _AFTER_WAITING),
    21610: gettext_lazy("Nothing by text, unless they text START. You may call."),
    30003: gettext_lazy("Call, or send it again later."),
    30004: gettext_lazy("Call, and ask whether they have blocked our number."),
    30007: gettext_lazy("Call, or say it in other words, without a link."),
}


def state_words(message: Message) -> str:
    """How far an outgoing text has come: waiting, sent, delivered, failed, or not sent and why."""
    if message.state == Message.State.DROPPED and message.dropped_for:
        return _("not sent: %(reason)s") % {"reason": message.get_dropped_for_display()}
    if message.state == Message.State.FAILED and message.is_tried_again:
        return _("failed, and is tried again")
    return message.get_state_display()


def trouble_of(message: Message) -> str:
    """Why a text did not arrive, or waits longer than it should; "" where there is nothing to say."""
    if message.state == Message.State.UNKNOWN:
        return _("The line broke while it was being sent, so it may have arrived or not.")
    waits = message.state == Message.State.QUEUED and message.error_code is not None
    if message.state != Message.State.FAILED and not waits:
        return ""
    known = _REASONS.get(message.error_code)
    return str(known or _("The texting service refused it (code %(code)d).") % {"code": message.error_code})


def what_happened(message: Message) -> str:
    """One sentence in place of words that were deleted: what kind of text it was, and what became of it."""
    days = {"days": rules.KEEP_WORDS_FOR.days}
    if message.direction == Message.Direction.IN:
        if message.reduced_at is not None and message.reduced_at < message.created_at + rules.KEEP_WORDS_FOR:
            return _("A secret answer from the family; its words are not kept.")
        return (
            _("A call from the family; its words were deleted after %(days)d days.")
            if message.is_call
            else _("A text from the family; its words were deleted after %(days)d days.")
        ) % days
    kind = registry.text_kinds.get((message.once_key or "").partition(":")[0]) or _("A text from us")
    became = {"kind": kind, "state": message.get_state_display()}
    return _("%(kind)s, %(state)s; its words were deleted after %(days)d days.") % {**became, **days}


def advice_for(message: Message) -> str:
    """What to do about ``trouble_of(message)``; "" where there is no trouble."""
    if message.state == Message.State.UNKNOWN:
        return _("Wait: we look it up in the texting service's list, and send it if it never left.")
    if not trouble_of(message):
        return ""
    if message.state == Message.State.QUEUED and message.error_code in rules.ACCOUNT_SHUT:
        return _("It waits, and is sent once that is put right. Ask whoever runs Stoop for you.")
    if message.state == Message.State.QUEUED or message.is_tried_again:
        return _("Wait: it is tried again by itself.")
    return str(_ADVICE.get(message.error_code, _CALL))
