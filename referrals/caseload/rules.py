"""Whose list the caseload is, what a contact may say, and when a family's word stands against the
provider's. Pure."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.people.rules import has

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


def nobody_called(
    answer: str, *, answered_on: date | None, stepped_on: date | None, noted_since: bool
) -> bool:
    """Whether it stands that nobody called: the family said so, and no later step speaks against it.

    ``stepped_on``: the day of the provider's last step, None while there is none after the referral.
    ``noted_since``: whether it was noted after the family spoke, which decides where the days are the same.
    """
    if answer != "not_yet" or answered_on is None:
        return False
    if stepped_on is None or stepped_on < answered_on:
        return True
    return stepped_on == answered_on and not noted_since


def contradicts(answer: str, *, answered_on: date | None, stepped_on: date | None, noted_since: bool) -> bool:
    """Whether the provider says that the family was contacted and the family says that nobody called."""
    stands = nobody_called(answer, answered_on=answered_on, stepped_on=stepped_on, noted_since=noted_since)
    return stands and stepped_on is not None
