"""Answers by text."""

from collections.abc import Mapping

from community.core.words import to_change
from community.messaging.models import Message, ReplyExpectation
from community.people.models import Channel
from referrals.tracking.models import Referral
from referrals.tracking.services import note_answer
from referrals.tracking.services.asking import echo, line_words


def called(expectation: ReplyExpectation, value: str, message: Message) -> str:
    """ "Did they call you?": keep the answer, and say what happens next and how to change it."""
    referral = Referral.objects.select_related("child__parent__community").get(pk=expectation.subject_id)
    note_answer(referral, value, channel=Channel.TEXT)
    other = expectation.choices.exclude(value=value).get()
    change = to_change(other.number, in_call=message.is_call)
    return f"{echo(referral.child.parent.community, value)} {change}"


def line(expectation: ReplyExpectation, numbers: Mapping[str, int]) -> str:
    """The question in a few words."""
    return line_words(numbers)
