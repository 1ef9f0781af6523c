"""What one text says, read without a database: a command, a number, a word of answer, or none of these.

A word counts only where it can mean one thing; nothing is ever guessed.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from community.messaging.rules import KEPT_NUMBERS, Command, command_in, number_in, plain_words

# What each open number stands for: (the question's key, the answer). "yes" and "no" are said so.
OpenNumbers = Mapping[int, tuple[int, str]]

LIST_NUMBER, PERSON_NUMBER = sorted(KEPT_NUMBERS)
# English, Spanish, Haitian Creole (and the French that its speakers write), as ``plain_words`` leaves them.
_YES_OR_NO = {
    **dict.fromkeys(["yes", "y", "yeah", "yep", "yup", "si", "sip", "wi", "oui", "yes please"], "yes"),
    **dict.fromkeys(["no", "n", "nope", "nah", "non", "no thanks", "no gracias", "non mesi"], "no"),
}
_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            ("zero", "cero"),
            ("one", "uno", "un", "una", "youn", "yon"),
            ("two", "dos", "de"),
            ("three", "tres", "twa"),
            ("four", "cuatro", "kat"),
            ("five", "cinco", "senk"),
            ("six", "seis", "sis"),
            ("seven", "siete", "set"),
            ("eight", "ocho", "uit"),
            ("nine", "nueve", "nef"),
            ("ten", "diez", "dis"),
        )
    )
    for word in words
}


class Kind(StrEnum):
    """What a text is for."""

    COMMAND = "command"
    # A number, written in digits.
    NUMBER = "number"
    # A word that can only be the answer ``number``.
    WORD = "word"
    # Asks what is open; or a word that could be the answer to several questions, or to another one.
    LIST = "list"
    PERSON = "person"
    NOTHING = "nothing"


class Reading(NamedTuple):
    """``command`` is set for a COMMAND, ``number`` for a NUMBER and a WORD."""

    kind: Kind
    command: Command | None = None
    number: int | None = None


def read(body: str, *, stopped: bool, open_numbers: OpenNumbers, carrier_said: str = "") -> Reading:
    """What ``body`` says on a phone that has ``stopped`` or not, and where ``open_numbers`` are open.

    ``carrier_said``: Twilio's OptOutType, or "". Twilio takes "YES" for a START; from a phone that has
    not stopped it is an answer. ``open_numbers`` is looked at only for a text that is all one word of answer.
    """
    said = carrier_said.lower()
    if said in list(Command) and (stopped or said != Command.START):
        return Reading(Kind.COMMAND, command=Command(said))
    number = number_in(body)
    if number is not None:
        return _numbered(Kind.NUMBER, number)
    command = command_in(body, stopped=stopped)
    if command is not None:
        return Reading(Kind.COMMAND, command=command)
    words = plain_words(body)
    return (
        _word(words, open_numbers) if words in _YES_OR_NO or words in _NUMBER_WORDS else Reading(Kind.NOTHING)
    )


def _numbered(kind: Kind, number: int) -> Reading:
    if number == LIST_NUMBER:
        return Reading(Kind.LIST)
    return Reading(Kind.PERSON) if number == PERSON_NUMBER else Reading(kind, number=number)


def _word(words: str, open_numbers: OpenNumbers) -> Reading:
    """A word of answer. Where no question is open it is no answer: a person reads it."""
    if not open_numbers:
        spelled = _NUMBER_WORDS.get(words)
        return _numbered(Kind.WORD, spelled) if spelled in KEPT_NUMBERS else Reading(Kind.NOTHING)
    if words in _YES_OR_NO:
        meant = [number for number, (_key, value) in open_numbers.items() if value == _YES_OR_NO[words]]
        return Reading(Kind.WORD, number=meant[0]) if len(meant) == 1 else Reading(Kind.LIST)
    number = _NUMBER_WORDS[words]
    questions = {key for key, _value in open_numbers.values()}
    if number in KEPT_NUMBERS or (len(questions) == 1 and number in open_numbers):
        return _numbered(Kind.WORD, number)
    return Reading(Kind.LIST)
