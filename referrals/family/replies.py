"""Answers by text."""

from collections.abc import Mapping

from community.core.words import to_change
from community.messaging.models import Message, ReplyExpectation
from community.people.models import Channel
from referrals.family import words
from referrals.family.rules import QUESTIONS, Key, LeadsTo, Question
from referrals.family.services import follow_up, note_answer
from referrals.tracking.models import Referral


def answer(expectation: ReplyExpectation, value: str, message: Message) -> str:
    """Keep the answer; say what happens next, how to change it, and ask what follows from it."""
    rows = Referral.objects.select_related("child__parent__community", "community")
    referral = rows.get(pk=expectation.subject_id)
    question = _asked_by(expectation)
    note_answer(referral, question.key, value, channel=Channel.TEXT)
    other = expectation.choices.exclude(value=value).get()
    said = [
        words.echo(question, value, referral.community),
        to_change(other.number, in_call=message.is_call),
    ]
    if question.choices[value].leads_to == LeadsTo.HELP and (numbers := follow_up(referral)):
        said.append(words.line(QUESTIONS[Key.HELP], numbers))
    return " ".join(said)


def line(expectation: ReplyExpectation, numbers: Mapping[str, int]) -> str:
    """The question in a few words. It names nobody, as the text itself."""
    return words.line(_asked_by(expectation), numbers)


def _asked_by(expectation: ReplyExpectation) -> Question:
    return QUESTIONS[expectation.handler.rpartition(".")[2]]
