"""Whether a text is somebody's first name, another name, or the word that we have the wrong person. Pure."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from community.messaging.rules import plain_words


class Said(StrEnum):
    """What a text says to "what is your first name?"."""

    NAME = "name"
    OTHER_NAME = "other_name"
    NOT_ME = "not_me"
    UNCLEAR = "unclear"


class Heard(NamedTuple):
    """``keys``: those whose name it is; several where two have the same first name."""

    said: Said
    keys: tuple[int, ...] = ()


# How people begin before they say their name, in English, Spanish and Haitian Creole.
_BEFORE_A_NAME = re.compile(
    r"^(?:(?:hi|hello|hey|hola|bonjou|bonswa|alo|yes|si|wi|sorry|perdon|eskize m) )*"
    r"(?:i am|i m|im|it is me|it s me|its me|it is|it s|its|this is|my name is|my first name is|"
    r"the name is|name is|"
    r"yo soy|soy|me llamo|mi nombre es|habla|es|"
    r"mwen se|m se|se|mwen rele|m rele|non mwen se|non m se|mwen menm se)? ?"
)
_NOT_ME = frozenset(
    {
        *("wrong number", "wrong person", "who is this", "who s this", "whos this"),
        *(
            "you have the wrong number",
            "this is the wrong number",
            "new phone who dis",
            "new number",
            "not me",
        ),
        *("numero equivocado", "equivocado", "quien es", "quien eres", "quien habla", "no soy yo"),
        *("tiene el numero equivocado", "no es mi nombre", "no la conozco", "no lo conozco"),
        *(
            "move nimewo",
            "nimewo a pa bon",
            "nimewo pa bon",
            "kiyes sa",
            "ki moun sa",
            "ki moun ou ye",
        ),
        *("se pa mwen", "pa mwen", "ou tronpe", "ou fe ere", "se pa nimewo mwen"),
    }
)
# "I am not Rosa": one of these beside a name.
_DENIALS = frozenset({"not", "isn", "no", "non", "pa", "wrong", "never"})
# Short texts that are no name.
_CHATTER = frozenset(
    {
        *(
            "ok",
            "okay",
            "k",
            "yes",
            "nope",
            "nah",
            "y",
            "thanks",
            "thank",
            "what",
            "why",
            "hello",
            "hi",
            "hey",
            "sure",
            "how",
        ),
        *("si", "gracias", "que", "como", "hola", "porque", "vale", "bueno", "perdon", "name", "nombre"),
        *(
            "wi",
            "oui",
            "mesi",
            "kisa",
            "poukisa",
            "bonjou",
            "bonswa",
            "dako",
            "non",
            "sorry",
            "eskize",
            "help",
        ),
    }
)
_LONGEST_NAME = 2
# Said after a name without changing it.
_AFTER_A_NAME = frozenset({"here", "aqui", "la", "isit", "again", "please", "thanks", "gracias", "mesi"})
# How alike two spellings are that may be of one name (0 to 1, difflib's ratio).
_ALIKE = 0.75


def hear_name(body: str, people: Mapping[int, tuple[str, str]]) -> Heard:
    """What ``body`` says of who is writing; ``people`` are first name and full name by key.

    A first name counts alone, after words like "I am", or before more of the person's own name, however it
    is spaced. What neither is a name nor denies one is UNCLEAR, and is never held against anybody: a slip or
    a pet form of the name ("Rosita"), or a bare "no", which may be the answer to what was asked before.
    """
    words = plain_words(body)
    rest = _BEFORE_A_NAME.sub("", words).split()
    firsts = {key: plain_words(first).split() for key, (first, _full) in people.items()}
    own = tuple(key for key, first in firsts.items() if _is_own(rest, first, plain_words(people[key][1])))
    if own:
        return Heard(Said.NAME, own)
    named = {word for first in firsts.values() for word in first}
    if words in _NOT_ME or (len(rest) <= 4 and _DENIALS & {*rest} and named & {*rest}):
        return Heard(Said.NOT_ME)
    is_a_name = 0 < len(rest) <= _LONGEST_NAME and all(word.isalpha() and len(word) > 1 for word in rest)
    is_a_name = is_a_name and not any(_may_be_one(rest[0], name) for name in named)
    if is_a_name and not (_CHATTER | named | _DENIALS) & {*rest}:
        return Heard(Said.OTHER_NAME)
    return Heard(Said.UNCLEAR)


def _is_own(rest: list[str], first: list[str], full: str) -> bool:
    """Whether ``rest`` is the first name, alone or with more of the ``full`` one, or its first letter."""
    if not first or not rest:
        return False
    if "".join(rest) in ("".join(first), full.replace(" ", "")):
        return True
    initials = {word[0] for word in full.split()}
    return rest[: len(first)] == first and {*rest} <= {*first, *full.split(), *initials, *_AFTER_A_NAME}


def _may_be_one(said: str, name: str) -> bool:
    """Whether ``said`` may be ``name`` in another spelling, or a pet form of it."""
    return said[:3] == name[:3] or SequenceMatcher(None, said, name).ratio() >= _ALIKE
