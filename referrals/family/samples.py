"""Made-up answers of the demo's families. Plainly samples: nobody said this."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db.models import Exists

from community.people.models import Channel
from referrals.family.models import Answer, Asked
from referrals.family.rules import QUESTIONS, Key, Question
from referrals.tracking.models import Referral
from referrals.tracking.selectors import agreed_to_texts
from referrals.tracking.states import CALL_IN_QUESTION, State

# The last so many families old enough to be asked have not been: the demo asks them before your eyes.
LEFT_TO_ASK = 2
# Of a hundred families that are asked, how many answer.
ANSWERS = 65
# Of a hundred that answer, how many say the better of the two.
WELL = {Key.WENT: 60, Key.HELP: 45, Key.WELL: 80}


def seed_answers(cast: Any) -> None:
    """Have the families of ``cast.community`` asked at their moments until yesterday, in two inserts."""
    dice = Random(11)  # noqa: S311  sample data
    referrals = list(
        Referral.objects.of(cast.community)
        .filter(Exists(agreed_to_texts()))
        .prefetch_related("steps")
        .order_by("referred_on", "pk")
    )
    asked = [one for referral in referrals for one in _asked(referral, cast.today)]
    early = [one for one in asked if one.question == Key.CALLED and one.referral.state in CALL_IN_QUESTION]
    left = {id(one) for one in early[-LEFT_TO_ASK:]}
    asked = [one for one in asked if id(one) not in left]
    for one in asked:
        one.asked_at = _at(one.asked_at, 10, dice, cast)
    Asked.objects.bulk_create(asked)
    Answer.objects.bulk_create(
        Answer(
            asked=one,
            number=1,
            value=_said(one, dice),
            said_at=one.asked_at + timedelta(minutes=dice.randrange(5, 300)),
            channel=Channel.TEXT,
        )
        for one in asked
        if dice.randrange(100) < ANSWERS
    )


def _asked(referral: Referral, today: date) -> Iterator[Asked]:
    """What was asked about one referral; ``asked_at`` is a day yet."""
    on = {step.state: step.happened_on for step in referral.steps.all()}
    for question in QUESTIONS.values():
        begun = _begun(question, on)
        day = begun + timedelta(days=question.after) if begun else None
        moved_on = [
            when for state, when in on.items() if state not in question.states and begun and when > begun
        ]
        if day is not None and day < today and not any(when <= day for when in moved_on):
            yield Asked(referral=referral, question=question.key, asked_at=day)


def _begun(question: Question, on: dict[str, date]) -> date | None:
    """The day from which the moment of ``question`` counts; None for who never came so far."""
    if question.counted_from == "referred_on":
        return on[State.REFERRED]
    return max((on[state] for state in question.states if state in on), default=None)


def _said(asked: Asked, dice: Random) -> str:
    """Mostly what the provider says too, less so where it is slow."""
    better, worse = QUESTIONS[asked.question].choices
    if asked.question != Key.CALLED:
        return better if dice.randrange(100) < WELL[Key(asked.question)] else worse
    day = asked.asked_at.date()
    called = any(
        step.state == State.CONTACTED and step.happened_on <= day for step in asked.referral.steps.all()
    )
    agrees = dice.randrange(100) < (40 if asked.referral.state in CALL_IN_QUESTION else 95)
    return better if called == agrees else worse


def _at(day: Any, hour: int, dice: Random, cast: Any) -> datetime:
    moment = datetime.combine(day, time(hour, dice.randrange(60)), tzinfo=cast.community.zone)
    return moment.astimezone(UTC)
