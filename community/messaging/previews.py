"""What a text for many looks like before it is sent: its size, its cost, what is wrong with it."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings

from community.core.registry import PrivateName
from community.messaging.lint import Problem, Severity
from community.messaging.merging import fill, without_fields
from community.messaging.reading_grade import grade
from community.messaging.segments import Count, cheap_twins, cheaper, cost, count
from community.messaging.services import check_wording
from community.people.models import LANGUAGES, Community


class Letter(NamedTuple):
    """A letter that makes a text cost double, and what could stand for it ("" or None: nothing)."""

    letter: str
    twin: str | None


class Preview(NamedTuple):
    """``filled``: the words with their fields filled. ``cost_of_100``: cents for a hundred people.

    ``cheaper``: its size without its costly letters; None where that saves nothing.
    ``grade``: as English is graded, at least 0; None for other languages.
    """

    language: str
    name: str
    filled: str
    size: Count
    cost_of_100: int
    letters: list[Letter]
    cheaper: Count | None
    grade: int | None
    problems: list[Problem]

    @property
    def is_refused(self) -> bool:
        return any(problem.severity is Severity.REFUSE for problem in self.problems)


def preview(
    community: Community, language: str, body: str, *, first_name: str, names: Sequence[PrivateName]
) -> Preview:
    """How ``body`` is sent to somebody called ``first_name``. ``names``: those that it may not hold."""
    filled = fill(body, {"first_name": first_name, "community": community.name})
    counted = count(filled)
    graded = grade(without_fields(body)) if language == "en" else None
    return Preview(
        language=language,
        name=str(dict(LANGUAGES)[language]),
        filled=filled,
        size=counted,
        cost_of_100=cost(100 * counted.segments, settings.SMS_SEGMENT_PRICE),
        letters=costly_letters(filled),
        cheaper=cheaper(filled),
        grade=None if graded is None else max(round(graded), 0),
        problems=check_wording(community, body, language, names=names),
    )


def costly_letters(filled: str) -> list[Letter]:
    """The letters of a text that make it cost more."""
    twins = cheap_twins(filled)
    return [Letter(_visible(char), twins.get(char)) for char in count(filled).costly]


def _visible(char: str) -> str:
    """``char``, by its name where it cannot be seen."""
    if char.isprintable() and not char.isspace() and not unicodedata.combining(char):
        return char
    return unicodedata.name(char, f"U+{ord(char):04X}").lower()
