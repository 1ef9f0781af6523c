"""What is wrong with a text for many, in one plain sentence each: pure functions.

A refusal keeps the text from being saved or sent; a warning is shown to whoever writes it.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _

from community.core.registry import PrivateName
from community.messaging import private_words, rules
from community.messaging.merging import unknown_fields, without_fields
from community.messaging.reading_grade import grade
from community.messaging.rules import Command
from community.messaging.segments import count

MOST_SEGMENTS = 2
HIGHEST_GRADE = 6
# A text of a few words has no grade worth the name.
FEWEST_WORDS = 8


class Severity(StrEnum):
    REFUSE = "refuse"
    WARN = "warn"


class Problem(NamedTuple):
    """``text`` is one sentence for the staff, in the language in force.

    ``is_private``: it tells of somebody, so it may not leave in any text, not only in one for many.
    """

    severity: Severity
    text: str
    is_private: bool = False


# Phone companies block them, since nobody sees where they lead (Twilio error 30007).
_SHORTENERS = (
    *("bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "v.gd", "buff.ly", "rb.gy", "cutt.ly"),
    *("rebrand.ly", "tiny.cc", "shorturl.at", "lnkd.in", "t.ly", "bl.ink", "s.id", "short.io", "tiny.one"),
)
_SHORT_LINK = re.compile(
    rf"(?<![\w.-])(?:{'|'.join(map(re.escape, _SHORTENERS))})(?![\w.-]*\w\.)\b(?:/\S*)?", re.IGNORECASE
)
_ASKS = frozenset(
    {
        *("reply", "text", "answer", "send", "respond", "reponn", "voye", "ekri", "tekste"),
        *("responde", "responda", "responder", "contesta", "conteste", "envia", "envie"),
        *("manda", "mande", "escribe", "escriba"),
    }
)
_BETWEEN = frozenset(
    {
        *("with", "the", "word", "us", "back", "just", "a", "an"),
        *("con", "la", "el", "palabra", "un", "ak", "mo"),
    }
)
_OR = frozenset({"or", "o", "oswa"})
# Spanish "in order to", and words that sentences end with.
_NOT_ASKED = frozenset({"para", "end", "remove", "rete"})
_OF_TEXTS = frozenset({"texts", "messages", "textos", "mensajes", "mesaj", "teks", "opt"})


def lint(body: str, language: str, *, names: Iterable[PrivateName], today: date) -> list[Problem]:
    """The problems of ``body`` (with its fields unfilled), refusals first.

    ``names`` are those that it may not hold; a date up to ``today`` may be a birth date.
    """
    if not body.strip():
        return [Problem(Severity.REFUSE, _("There are no words in this language."))]
    found = [*private(body, names=names, today=today), *_fields(body), *_answers(body), *_links(body)]
    found += [*_length(body), *_hardness(body, language)]
    return sorted(found, key=lambda problem: problem.severity is Severity.WARN)


def private(body: str, *, names: Iterable[PrivateName], today: date) -> Iterator[Problem]:
    """Words that tell of a child, a family or a provider."""
    for word in private_words.health_words(body):
        said = _("“%(word)s” tells of somebody's health. Leave it out.")
        yield Problem(Severity.REFUSE, said % {"word": word}, is_private=True)
    for word in private_words.birth_dates(body, today=today):
        said = _("“%(word)s” may tell when somebody was born. Leave it out, or leave out the year.")
        yield Problem(Severity.REFUSE, said % {"word": word}, is_private=True)
    for of, name, is_sure in private_words.names_in(body, names):
        said = _("“%(name)s” may be a child's name.") if of == "child" else _("“%(name)s” names a provider.")
        severity = Severity.REFUSE if is_sure else Severity.WARN
        yield Problem(severity, said % {"name": name}, is_private=True)


def _fields(body: str) -> Iterator[Problem]:
    for field in unknown_fields(body):
        said = _("“%(field)s” is not a field. Those that are: {first_name} and {community}.")
        yield Problem(Severity.REFUSE, said % {"field": field})


def _answers(body: str) -> Iterator[Problem]:
    for word in answers_that_opt(body):
        said = _("“%(word)s” as an answer starts or stops all texts. Ask for digits.")
        yield Problem(Severity.REFUSE, said % {"word": word.upper()})


def answers_that_opt(body: str) -> list[str]:
    """Words that stop or start texts, asked for as an answer to something else ("reply YES or CANCEL").

    A sentence about texts themselves ("to get no more texts, text STOP") may ask for them.
    """
    found: list[str] = []
    for sentence in re.split(r"[.!?\n]", body.replace("/", " or ")):
        words = rules.plain_words(sentence).split()
        if not _OF_TEXTS.intersection(words):
            asked = (_asked(words[place + 1 :]) for place, verb in enumerate(words) if verb in _ASKS)
            found += [word for each in asked for word in each if _opts(word)]
    return list(dict.fromkeys(found))


def _asked(words: list[str]) -> list[str]:
    """What follows "reply": one word, and those that "or" joins to it."""
    rest = [word for word in words if word not in _BETWEEN]
    asked = rest[:1]
    for joint, word in zip(rest[1::2], rest[2::2], strict=False):
        if joint not in _OR:
            break
        asked.append(word)
    return asked


def _opts(word: str) -> bool:
    return word not in _NOT_ASKED and rules.command_in(word, stopped=True) in (Command.STOP, Command.START)


def _links(body: str) -> Iterator[Problem]:
    for found in _SHORT_LINK.finditer(body):
        said = _("“%(link)s” hides where it leads, and phone companies block it. Write the whole address.")
        yield Problem(Severity.REFUSE, said % {"link": found[0]})


def _length(body: str) -> Iterator[Problem]:
    if len(body) > rules.LONGEST_BODY:
        said = _("That is too long for a text: %(most)d characters at most.")
        yield Problem(Severity.REFUSE, said % {"most": rules.LONGEST_BODY})
    elif (segments := count(body).segments) > MOST_SEGMENTS:
        said = _("It takes %(number)d parts. Two are enough to read at a glance.")
        yield Problem(Severity.WARN, said % {"number": segments})


def _hardness(body: str, language: str) -> Iterator[Problem]:
    plain = without_fields(body)
    hard = grade(plain) if language == "en" and len(plain.split()) >= FEWEST_WORDS else None
    if hard is not None and round(hard) > HIGHEST_GRADE:
        said = _("It reads like grade %(grade)d. Use shorter words and sentences, as for grade 6.")
        yield Problem(Severity.WARN, said % {"grade": round(hard)})
