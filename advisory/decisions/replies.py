"""Votes by text."""

from collections.abc import Mapping
from typing import Any

from advisory.decisions.models import Ballot, Decision, Option
from advisory.decisions.services import cast_vote
from advisory.decisions.words import echo_words, line_words
from community.core.errors import Refused


def vote(expectation: Any, value: str, message: Any) -> str:
    """Keep the vote, and say it back with the digits that change it.

    The decision is named by its key alone, because the vote reads it under its lock.
    A refusal is said, not raised: raised, it would undo the closing of a vote whose hour has passed.
    """
    try:
        ballot = cast_vote(
            Decision(pk=expectation.subject_id),
            voter=expectation.person,
            option=value,
            channel=Ballot.Channel.TEXT,
        )
    except Refused as refusal:
        return refusal.message
    numbers = numbers_around(expectation.pressed, value)
    return echo_words(ballot, numbers, in_call=message.is_call)


def line(expectation: Any, numbers: Mapping[str, int]) -> str:
    """The question in a few words; once the vote is closed there is none."""
    decision = Decision.objects.get(pk=expectation.subject_id)
    return line_words(decision, numbers) if decision.state == Decision.State.OPEN or not numbers else ""


def numbers_around(pressed: int | None, value: str) -> dict[str, int]:
    """The digits of a question from the one that was pressed: a question's digits follow each other."""
    if pressed is None:
        return {}
    first = pressed - Option.values.index(value)
    return {option: first + place for place, option in enumerate(Option.values)}
