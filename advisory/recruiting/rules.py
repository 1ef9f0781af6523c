"""Who sees whom on the way to a seat, and the words by which interest comes in. No database here."""

import re
import unicodedata
from collections.abc import Collection
from typing import Any, NamedTuple

from advisory.boards.rules import FROM_INTERVIEW, JoiningRules
from community.joining.rules import KEYWORD as JOIN
from community.joining.rules import keyword_in
from community.messaging.rules import plain_words
from community.people.rules import runs_meetings

# The word that a flyer names, by language.
KEYWORD = {"en": "BOARD", "es": "JUNTA", "ht": "KOMITE"}
_LANGUAGE_OF = {plain_words(word): language for language, word in KEYWORD.items()}
_FIRST_WORD = re.compile(r"\W*(\w+)\W*(.*)", re.DOTALL)
# What members see of those who would join, by the stage from which the charter lets them.
_AT_VOTE = frozenset({"candidate", "chosen"})
_AT_INTERVIEW = _AT_VOTE | {"interview"}


class Interest(NamedTuple):
    """Somebody would like to sit in the group with the short name ``code`` ("": they named none)."""

    language: str
    first_name: str
    code: str


def keyword_of(body: str) -> tuple[str, str] | None:
    """The language of the keyword that ``body`` begins with, and the words after it; None without one."""
    found = _FIRST_WORD.fullmatch(unicodedata.normalize("NFC", body))
    language = _LANGUAGE_OF.get(plain_words(found[1])) if found else None
    return (language, found[2]) if found and language else None


def interest_in(language: str, rest: str, codes: Collection[str]) -> Interest | None:
    """The interest that a keyword of ``language`` says with ``rest`` after it: nothing, the short name of a
    group of ``codes``, a person's name, or both.

    Anything longer is a sentence ("board meeting today?"), and a person reads it.
    """
    code = ""
    first, _space, others = rest.partition(" ")
    by_name = {known.casefold(): known for known in codes}
    if first.casefold() in by_name:
        rest, code = others, by_name[first.casefold()]
    named = keyword_in(f"{JOIN[language]} {rest}")
    return Interest(language, named.first_name, code) if named else None


def seen_by_members(rules: JoiningRules) -> frozenset[str]:
    """The states in which members see an applicant."""
    return _AT_INTERVIEW if rules.candidates_seen_from == FROM_INTERVIEW else _AT_VOTE


def recruits(person: Any, group: Any) -> bool:
    """Whether ``person`` leads people of ``group``'s community to a seat, and so sees all of them."""
    return runs_meetings(person) and person.community_id == group.community_id


def called(name: str) -> str:
    """How a ballot and a text name a candidate: "Rosa Diaz" is "Rosa D."."""
    words = [word for word in name.split() if not word.endswith(".")] or name.split()
    return f"{words[0]} {words[-1][0]}." if len(words) > 1 else " ".join(words)
