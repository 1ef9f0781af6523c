"""Ballots by text that choose between choices, and secret ones where the group has agreed to texts.

A number stands for one thing on one phone, so "6 4 5" names its vote by itself; letters, as a budget has
them, name it where one such vote is open for who writes.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.decisions.marks import APPROVING
from advisory.decisions.models import Ballot, Decision
from advisory.decisions.reading import Written, written
from advisory.decisions.services import CHOOSE, SECRET, cast_vote
from advisory.decisions.wordings import ABSTAIN, ballot_line, counted_words, how_words, place_of
from advisory.decisions.words import closed_words
from community.core.errors import Refused
from community.messaging.rules import digits_in
from community.messaging.selectors import meaning_of, open_questions, sharers
from community.messaging.services import addressed, speaker_of, speaking_to, strike_answer

# So long after its close a vote is still what its letters are about.
NOT_FORGOTTEN = timedelta(days=7)


def decision_of(question: Any) -> Decision:
    """What was asked, with its choices."""
    whole = Decision.objects.select_related("group__community").prefetch_related("choices")
    return whole.get(pk=question.subject_id)


def answer(question: Any, value: str, message: Any) -> str:
    """One number: a choice, "not voting", or yes and no in secret."""
    decision = decision_of(question)
    if not decision.chooses or value == ABSTAIN:
        return count(question, decision, option=value)
    if decision.method in Decision.POINTS:
        return how_words(decision, numbers_of(question))
    return count(question, decision, marks=as_marks(decision.method, [int(value)]))


def line(question: Any, numbers: Mapping[str, int]) -> str:
    """The question in a few words; once the vote is closed there is none."""
    decision = decision_of(question)
    return ballot_line(decision, numbers) if decision.state == Decision.State.OPEN or not numbers else ""


def read_marks(community: Any, phone: str, persons: Sequence[Any], body: str, message: Any) -> str | None:
    """A ballot in several marks. None when no vote that is open on this phone has them."""
    said = heard(body, message)
    if said is None or not persons:
        return None
    asked = [one for one in open_questions(message.thread) if one.handler in (CHOOSE, SECRET)]
    if not asked:
        return too_late(said, persons, message)
    on_phone = {choice.number: (one, choice.value) for one in asked for choice in one.choices.all()}
    found = [on_phone.get(int(mark)) for mark in said.marks] if not said.has_letters else []
    if not said.has_letters and not any(found):
        return None
    writer = speaker_of(message, among=persons)
    own = [one for one in asked if one.person == writer]
    if any(one.handler == SECRET for one in own):
        strike_answer(message)
    meant = {pair[0].pk if pair else None for pair in found} if found else {one.pk for one in own}
    question = next((one for one in own if {one.pk} == meant), None)
    # The echo is theirs, as that of a single number is: else it would tell the one ballot from the other.
    message.writer = writer
    with speaking_to(writer):
        echo = said_back(question, found, said) if question is not None else unclear(own)
    return addressed(writer, echo, sharers(writer))


def too_late(said: Written, persons: Sequence[Any], message: Any) -> str | None:
    """What to say to the marks of a vote that is closed; None when they are none of one.

    Of a secret vote the words are struck all the same: what did not count is nobody's business either.
    """
    closed = message.thread.expectations.filter(
        handler__in=(CHOOSE, SECRET),
        person__in=[one.pk for one in persons],
        closed_at__gte=timezone.now() - NOT_FORGOTTEN,
    )
    if said.has_letters:
        question = closed.order_by("-closed_at", "-pk").first()
    else:
        meant = [meaning_of(message.thread, int(mark)) for mark in said.marks]
        keys = {choice.expectation_id if choice else None for choice in meant}
        question = closed.filter(pk__in=keys - {None}).first() if len(keys) == 1 else None
    if question is None:
        return None
    if question.handler == SECRET:
        strike_answer(message)
    writer = message.writer = speaker_of(message, among=persons)
    with speaking_to(writer):
        echo = closed_words(decision_of(question).title)
    return addressed(writer, echo, sharers(writer))


def said_back(question: Any, found: Sequence[Any], said: Written) -> str:
    """What ``said`` does to the vote that it means. ``found``: the question and value of each number."""
    decision = decision_of(question)
    if said.has_letters:
        return take(question, decision, [place_of(decision, str(letter)) for letter in said.marks], said)
    return take(question, decision, [pair[1] for pair in found if pair], said)


def heard(body: str, message: Any) -> Written | None:
    """The marks of a text; "312" is three of them where no question on this phone has such a number."""
    digits = digits_in(body)
    if len(digits) < 2:
        return written(body)
    several = len(set(digits)) == len(digits) <= 10 and meaning_of(message.thread, int(digits)) is None
    return Written(tuple(int(digit) for digit in digits)) if several else None


def take(question: Any, decision: Decision, values: Sequence[str], said: Written) -> str:
    """Count the marks, or say how to write them."""
    gives_points = decision.method in Decision.POINTS
    if not all(value.isdecimal() for value in values) or gives_points != (said.points is not None):
        return how_words(decision, numbers_of(question)) or ballot_line(decision, numbers_of(question))
    places = [int(value) for value in values]
    marks = [list(pair) for pair in zip(places, said.points or (), strict=False)] if gives_points else None
    return count(question, decision, marks=marks or as_marks(decision.method, places))


def as_marks(method: str, places: list[int]) -> list[Any]:
    """``places`` in the order of the text, as ``marks`` has them."""
    return places if method in APPROVING else [[place] for place in places]


def count(question: Any, decision: Decision, *, option: str = "", marks: Any = None) -> str:
    """Cast the ballot and say it back. A refusal is said, not raised: raised, it would undo the closing of a
    vote whose hour has passed."""
    try:
        ballot = cast_vote(
            decision, voter=question.person, option=option, marks=marks, channel=Ballot.Channel.TEXT
        )
    except Refused as refusal:
        return refusal.message
    return counted_words(decision, ballot)


def numbers_of(question: Any) -> dict[str, int]:
    """The number of each value on this phone."""
    return {choice.value: choice.number for choice in question.choices.all()}


def unclear(own: Sequence[Any]) -> str:
    """Which votes are open for whoever writes, each with its numbers; nothing was counted."""
    if not own:
        return _("Those are not your numbers, so nothing was counted. Text 0 to see yours.")
    known = " / ".join(ballot_line(decision_of(one), numbers_of(one)) for one in own)
    return _("Nothing was counted. Answer one vote at a time, with its numbers: %(votes)s") % {"votes": known}
