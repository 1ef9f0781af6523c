"""What a parent texts about what they share, and whether it goes on."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.core.words import to_change
from community.messaging.models import Message, ReplyExpectation
from community.messaging.rules import plain_words
from community.messaging.services import named, speaker_of
from community.people.models import Channel, Consent
from referrals.sharing.renewals import to_answer
from referrals.sharing.selectors import children_of, held_of
from referrals.sharing.services import answer_renewal, ask_who_holds, echo_of_end, end_holding, undo_end
from referrals.sharing.wordings import (
    allowed_words,
    let_end_words,
    line_words,
    list_words,
    renewal_words,
    renewed_words,
    undo_line_words,
)
from referrals.tracking.rules import SHARED_FOR

# The word in each language, as ``plain_words`` leaves it.
WHO_WORDS = frozenset({"who", "quien", "kiyes"})


def read_who(community: Any, phone: str, persons: Any, body: str, message: Any) -> str | None:
    """WHO alone: who holds what the writer told us."""
    if plain_words(body) not in WHO_WORDS:
        return None
    if not persons:
        return list_words(community.name, [], {}, "")
    writer = speaker_of(message, among=persons)
    names = dict(named(persons))
    said = ask_who_holds(writer)
    return f"{names[writer]}: {said}" if len(names) > 1 and writer in names else said


def holder(expectation: ReplyExpectation, value: str, message: Message) -> str:
    """A digit of that list: the holder loses sight at once."""
    ended = end_holding(expectation.person, value, channel=Channel.TEXT)
    if ended is None:
        raise Refused(_("There is nothing to end any more. To see who holds what, text WHO."))
    return echo_of_end(expectation.person, ended)


def holder_line(expectation: ReplyExpectation, numbers: Mapping[str, int]) -> str:
    """The list in a few words."""
    held = held_of(children_of(expectation.person).values_list("pk", flat=True))
    return line_words(held, numbers) if held else ""


def undo(expectation: ReplyExpectation, value: str, message: Message) -> str:
    """The digit of an echo: it is as before."""
    ended = Consent.objects.select_related("withdrawal").get(pk=expectation.subject_id)
    undo_end(expectation.person, ended, channel=Channel.TEXT)
    return allowed_words(ended.purpose)


def undo_line(expectation: ReplyExpectation, numbers: Mapping[str, int]) -> str:
    """The offer in a few words."""
    return undo_line_words(Consent.objects.get(pk=expectation.subject_id).purpose, numbers)


def renew(expectation: ReplyExpectation, value: str, message: Message) -> str:
    """Whether what ends soon goes on."""
    consent = _asked_about(expectation)
    answer_renewal(consent, goes_on=value == "yes", channel=Channel.TEXT)
    assert consent.ends_on is not None  # noqa: S101  only what ends is asked about
    goes_until = consent.ends_on + SHARED_FOR
    said = renewed_words(goes_until) if value == "yes" else let_end_words(consent.ends_on)
    other = expectation.choices.exclude(value=value).get()
    return f"{said} {to_change(other.number, in_call=message.is_call)}"


def renew_line(expectation: ReplyExpectation, numbers: Mapping[str, int]) -> str:
    """The question in a few words."""
    if not numbers:
        return _("Go on for a year?")
    left = list(to_answer(_asked_about(expectation)))
    return renewal_words(left, numbers) if left else ""


def _asked_about(expectation: ReplyExpectation) -> Consent:
    return Consent.objects.select_related("person__community").get(pk=expectation.subject_id)
