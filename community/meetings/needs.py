"""What is asked of those who come, one question after the other, and how their own words are read. Pure."""

import re
from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from community.messaging.rules import plain_words


class Step(StrEnum):
    """A question by text. Those of ``KINDS`` ask what is wanted; the others ask more about it."""

    MEAL = "meal"
    DIET = "diet"
    CHILDCARE = "childcare"
    CHILDREN = "children"
    AGES = "ages"
    INTERPRETATION = "interpretation"
    RIDE = "ride"
    PLACE = "place"


KINDS = (Step.MEAL, Step.CHILDCARE, Step.INTERPRETATION, Step.RIDE)
KIND_OF = {
    **{kind: kind for kind in KINDS},
    Step.DIET: Step.MEAL,
    Step.CHILDREN: Step.CHILDCARE,
    Step.AGES: Step.CHILDCARE,
    Step.PLACE: Step.RIDE,
}
# What is asked of those who want it.
MORE = {
    Step.MEAL: Step.DIET,
    Step.CHILDCARE: Step.CHILDREN,
    Step.CHILDREN: Step.AGES,
    Step.RIDE: Step.PLACE,
}
# Answered in a person's own words; the digit says that there is nothing to say.
IN_WORDS = frozenset({Step.DIET, Step.AGES, Step.PLACE})
# The languages of interpretation, as they stand beside a digit or in a list.
LANGUAGES = {"es": _("Spanish"), "ht": _("Haitian Creole"), "en": _("English"), "other": _("other")}
MOST_BY_DIGIT = 5
VALUES: dict[Step, tuple[str, ...]] = {
    **dict.fromkeys([Step.MEAL, Step.CHILDCARE, Step.RIDE], ("yes", "no")),
    **dict.fromkeys([Step.DIET, Step.AGES, Step.PLACE], ("none",)),
    Step.CHILDREN: tuple(str(count) for count in range(1, MOST_BY_DIGIT + 1)),
    Step.INTERPRETATION: (*LANGUAGES, "no"),
}

MOST_CHILDREN = 12
OLDEST = 17
# Longer texts tell a story, and a person reads them.
LONGEST_WORDS = 60


def handler_of(step: Step) -> str:
    """The key of its reply handler."""
    return f"meetings.{step}"


def following(step: Step | None, *, offered: Collection[str], answered: Collection[str]) -> Step | None:
    """What is asked next: more about ``step``, whose answer wants it; else the first thing that is offered
    and not answered. ``step`` None: nothing more is to be said about the last answer.
    """
    if step is not None and step in MORE:
        return MORE[step]
    return next((kind for kind in KINDS if kind in offered and kind not in answered), None)


class Told(NamedTuple):
    """What somebody's own words say. ``detail`` "": that there is nothing to say."""

    detail: str
    children: int | None = None


_NOTHING = frozenset(
    {
        *("no", "none", "nope", "nothing", "no allergies", "i eat everything", "everything", "anything"),
        *("nada", "ninguna", "ninguno", "no gracias", "de todo", "todo", "como de todo", "sin alergias"),
        *("non", "okenn", "anyen", "non mesi", "mwen manje tout bagay", "tout bagay", "no thanks"),
    }
)
# Any of these beside others: it is said to a person.
_TO_A_PERSON = frozenset(
    {
        *(
            "call",
            "help",
            "who",
            "when",
            "what",
            "why",
            "question",
            "late",
            "sick",
            "cancel",
            "sorry",
            "thanks",
        ),
        *("thank", "hi", "hello", "hey", "ok", "okay", "yes", "yeah", "sure", "tomorrow", "cannot", "cant"),
        *("llamame", "llame", "llama", "ayuda", "quien", "cuando", "pregunta", "tarde", "enfermo", "enferma"),
        *("gracias", "hola", "si", "vale", "manana", "perdon", "puedo"),
        *("rele", "ed", "kiyes", "kile", "kesyon", "reta", "malad", "mesi", "bonjou", "bonswa", "wi", "dako"),
        *("demen", "kapab", "eskize"),
    }
)
_AGE = re.compile(r"(\d+)\s*(months?|mos?\b|mes(?:es)?\b|mwa\b)?", re.IGNORECASE)


def told(step: Step, body: str) -> Told | None:
    """What ``body`` answers to ``step``, one of ``IN_WORDS``; None where it sounds like said to a person."""
    said = " ".join(body.split())
    words = plain_words(said)
    if step is not Step.AGES and words in _NOTHING:
        return Told("")
    if (
        not words
        or len(said) > LONGEST_WORDS
        or "?" in said
        or "://" in said
        or _TO_A_PERSON & {*words.split()}
    ):
        return None
    if step is Step.AGES:
        return ages_in(said)
    return Told(said) if any(char.isalpha() for char in words) else None


def ages_in(said: str) -> Told | None:
    """The ages in years, and nothing else of what was said: children have no names here."""
    ages = [int(number) // 12 if months else int(number) for number, months in _AGE.findall(said)]
    if not 0 < len(ages) <= MOST_CHILDREN or max(ages) > OLDEST:
        return None
    return Told(", ".join(str(age) for age in sorted(ages)), len(ages))
