"""Checking what somebody has typed before it goes out by text."""

from collections.abc import Sequence

from community.core import registry
from community.core.errors import BadInput
from community.core.registry import PrivateName
from community.messaging.lint import Problem, Severity, lint, private
from community.people.models import Community


def private_names(community: Community) -> list[PrivateName]:
    """The names that no text of ``community`` for many may hold."""
    return [name for names in registry.private_words for name in names(community)]


def check_wording(
    community: Community, body: str, language: str, *, names: Sequence[PrivateName] | None = None
) -> list[Problem]:
    """What is wrong with a text for many, its fields unfilled; refusals first.

    Whoever checks several texts passes the ``private_names`` along, so that they are read once.
    """
    names = private_names(community) if names is None else names
    return lint(body, language, names=names, today=community.today())


def refuse_private(community: Community, words: str) -> None:
    """Raise BadInput when ``words`` (a title, a place), which texts repeat as typed, tell of somebody."""
    for problem in private(words, names=private_names(community), today=community.today()):
        if problem.severity is Severity.REFUSE:
            raise BadInput(problem.text)
