"""Whose list the caseload is, what a contact may say, and when a family is to be called. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.people.rules import has
from referrals.tracking.clocks import RUNS_OUT

keeps_caseload = has("ambassador", "coordinator")


class Kind(models.TextChoices):
    """How a family was tried."""

    CALL = "call", _("call")
    TEXT = "text", _("text")
    VISIT = "visit", _("visit")


class Outcome(models.TextChoices):
    """What came of it."""

    REACHED = "reached", _("reached them")
    NO_ANSWER = "no_answer", _("no answer")
    LEFT_MESSAGE = "left_message", _("left a message")
    WRONG = "wrong", _("wrong number or address")
    NO_MORE = "no_more", _("asked us not to call")


# Somebody has spoken with the family.
HEARD = (Outcome.REACHED, Outcome.NO_MORE)


class Barrier(models.TextChoices):
    """What stands in the way, as a family says it. The kinds are those that Ambassadors count."""

    FEAR = "fear", _("We are afraid of what comes of it")
    WAIT = "wait", _("It takes too long")
    LANGUAGE = "language", _("They don't speak our language")
    INSURANCE = "insurance", _("We worry about insurance or what it costs")
    TRANSPORT = "transport", _("We can't get there")
    DISAGREEMENT = "disagreement", _("We don't agree about it at home")
    NEVER_CALLED = "never_called", _("Nobody ever called us")


# How many days after it a family is to be tried again where nothing else was said.
TRY_AGAIN = {
    Outcome.REACHED: 14,
    Outcome.NO_ANSWER: 1,
    Outcome.LEFT_MESSAGE: 2,
    Outcome.WRONG: 1,
}


def next_try(outcome: str, happened_on: date) -> date | None:
    """The day on which to try again, never a Saturday or Sunday; None where the family wants no calls."""
    if outcome == Outcome.NO_MORE:
        return None
    day = happened_on + timedelta(days=TRY_AGAIN[Outcome(outcome)])
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)


@dataclass(frozen=True)
class LastTry:
    """The latest contact: its day, what came of it, and the day of the next."""

    happened_on: date
    outcome: str
    next_on: date | None


def call_on(
    *, opened_on: date, due_on: date | None, last: LastTry | None, worried_on: date | None
) -> date | None:
    """The day on which a family is to be called; None where it wants no calls.

    At once when the family says that it wants help or that nobody called (``worried_on``, the day it said
    so), and when nobody has tried it. Else on the day chosen at the last contact, but not later than a week
    before a clock of the law runs out, and not twice on one day.
    """
    if worried_on is not None:
        return worried_on
    if last is None:
        return opened_on
    if last.next_on is None:
        return None
    if due_on is None:
        return last.next_on
    return min(last.next_on, max(due_on - timedelta(days=RUNS_OUT), last.happened_on + timedelta(days=1)))
