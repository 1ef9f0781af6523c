"""The table of questions that a family is asked by text, each at its moment. Pure.

No text names a child, a service or a provider: a phone lies on a kitchen table. So no question here says
more than "they".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from referrals.tracking.states import BEFORE_CALL, CALL_IN_QUESTION, WAY, State

# One question at a time: a parent of two children is asked about the other one a week later.
ASK_APART = timedelta(days=7)
# How long a parent may answer by digit.
ANSWER_WITHIN = timedelta(days=14)


class Key(TextChoices):
    """The questions, by name."""

    CALLED = "called", _("Did they call you?")
    WENT = "went", _("Did you go?")
    HELP = "help", _("Do you want help?")
    WELL = "well", _("Is it going well?")


class Worry(IntegerChoices):
    """What a family says that somebody should act on, worst first."""

    HELP = 1, _("wants help")
    # The provider says that they were called, the family that nobody did.
    DISAGREE = 2, _("they disagree")
    UNCALLED = 3, _("nobody called")
    NONE = 9, _("no worry")


class LeadsTo(StrEnum):
    """What an answer leads to, beside being kept."""

    # The Ambassador's list: nobody has called this family.
    UNCALLED = "uncalled"
    # The Ambassador's list: this family wants to be called.
    CALL = "call"
    # The next question at once: do you want help?
    HELP = "help"


@dataclass(frozen=True)
class Choice:
    """One answer: ``means`` is the word that counts as it, ``says`` how the digit is explained, ``echo`` what
    is said back and ``tells`` how a page puts it."""

    means: str
    says: Any
    echo: Any
    tells: Any
    leads_to: LeadsTo | None = None


@dataclass(frozen=True)
class Question:
    """One question and its moment.

    It is asked of a referral in one of ``states``, from ``after`` to ``until`` days since the day named by
    ``counted_from``; again each ``again`` days, or once. It stays open while the referral is in ``open_in``.
    """

    key: Key
    choices: Mapping[str, Choice]
    states: tuple[State, ...]
    after: int
    until: int
    counted_from: str = "state_since"
    again: int | None = None
    open_in: tuple[State, ...] = field(default=())

    @property
    def handler(self) -> str:
        """Its name among the kinds of questions by text."""
        return f"family.{self.key.value}"

    @property
    def stays_open_in(self) -> tuple[State, ...]:
        return self.open_in or self.states

    @property
    def says(self) -> dict[str, str]:
        """The values that mean yes or no."""
        return {value: choice.means for value, choice in self.choices.items()}


# What is said back where somebody will call; the first is for when the Ambassador has a name.
WILL_CALL = (_("%(name)s will call you."), _("A person will call you."))

QUESTIONS: dict[str, Question] = {
    question.key.value: question
    for question in (
        Question(
            key=Key.CALLED,
            states=CALL_IN_QUESTION,
            counted_from="referred_on",
            after=7,
            until=21,
            choices={
                "called": Choice(
                    means="yes",
                    says=_("yes"),
                    echo=_("Thank you, good to know: they called. Text us here if you need help."),
                    tells=_("they called"),
                ),
                "not_yet": Choice(
                    means="no",
                    says=_("no"),
                    echo=_("Thank you for telling us: nobody called yet."),
                    tells=_("nobody called yet"),
                    leads_to=LeadsTo.UNCALLED,
                ),
            },
        ),
        Question(
            key=Key.WENT,
            states=(State.CONTACTED, State.CONSENTED),
            after=14,
            until=35,
            choices={
                "went": Choice(
                    means="yes",
                    says=_("yes"),
                    echo=_("Thank you, good to know: you went. Text us here if you need help."),
                    tells=_("they went"),
                ),
                "not_yet": Choice(
                    means="no",
                    says=_("no"),
                    echo=_("Thank you for telling us."),
                    tells=_("they did not go yet"),
                    leads_to=LeadsTo.HELP,
                ),
            },
        ),
        Question(
            key=Key.HELP,
            states=(State.EVALUATED, State.ELIGIBLE, State.PLAN),
            after=21,
            until=60,
            open_in=WAY,
            choices={
                "yes": Choice(
                    means="yes",
                    says=_("yes"),
                    echo=_("Thank you for telling us."),
                    tells=_("they want help"),
                    leads_to=LeadsTo.CALL,
                ),
                "no": Choice(
                    means="no",
                    says=_("no"),
                    echo=_("Thank you. Text us here when you want help."),
                    tells=_("they want no help now"),
                ),
            },
        ),
        Question(
            key=Key.WELL,
            states=(State.SERVICES,),
            after=30,
            until=730,
            again=90,
            choices={
                "yes": Choice(
                    means="yes",
                    says=_("yes"),
                    echo=_("Thank you, good to know. Text us here if you need help."),
                    tells=_("it is going well"),
                ),
                "no": Choice(
                    means="no",
                    says=_("no"),
                    echo=_("Thank you for telling us."),
                    tells=_("it is not going well"),
                    leads_to=LeadsTo.HELP,
                ),
            },
        ),
    )
}
VALUES = sorted({value for question in QUESTIONS.values() for value in question.choices})


def nobody_called(
    answer: str, *, answered_on: date | None, stepped_on: date | None, noted_since: bool
) -> bool:
    """Whether it stands that nobody called: the family said so, and no later step speaks against it.

    ``stepped_on``: the day of the provider's last step, None while there is none that a call comes before.
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


def stepped_on(state: str, state_since: date) -> date | None:
    """The day of the provider's last step, None while the provider does not say that somebody called."""
    return None if state in BEFORE_CALL else state_since
