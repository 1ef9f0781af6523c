"""Questions by voice, for those who do not read: what is said in a call, and what a digit leads to."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.messaging.aloud import aloud
from community.messaging.models import Message, ReplyExpectation, Thread
from community.messaging.rules import KEPT_NUMBERS, NUMBER_RESTS, number_in
from community.messaging.selectors import meaning_of, numbers_not_free
from community.messaging.services.inbound import receive_digits
from community.messaging.services.menu import lines
from community.messaging.services.outbound import default_language
from community.messaging.services.speakers import WHO, waits
from community.people.models import Community
from community.people.selectors import people_at

# A call ends after so many turns: nobody listens that long, but a machine at the other end might.
LONGEST = 40
_AGAIN, _PERSON = (str(number) for number in sorted(KEPT_NUMBERS))


class Sentence(NamedTuple):
    """Something to say, and the language that it is in."""

    language: str
    words: str


class Turn(NamedTuple):
    """What is said next; then digits are waited for, unless it ``is_last``.

    ``after`` is the last question that this call is done with, ``keys`` how many digits a number may have.
    """

    sentences: Sequence[Sentence]
    after: int = 0
    keys: int = 1
    is_last: bool = False
    was_silent: bool = False


def begin_call(*, community: Community, phone: str) -> Turn:
    """Greet ``phone`` in its people's language and read its first open question."""
    thread = _thread(community, phone)
    hello = _say(
        _language_of(thread), lambda: _("Hello. This is %(community)s.") % {"community": community.name}
    )
    return _ask_next(thread, [hello], after=0)


def hear_digits(
    *, community: Community, phone: str, digits: str, key: str, after: int, turn: int, was_silent: bool
) -> Turn:
    """Act on ``digits`` as on a text, say what came of it, and go on to the next question.

    ``key`` names this press, of which we may be told twice. 0 repeats and 9 asks for a person; after a
    silence the question is repeated once, then the call ends.
    """
    thread = _thread(community, phone)
    asked, _line = _question_after(thread, after)
    language = asked.person.language if asked else _language_of(thread)
    goodbye = _say(language, lambda: _("Goodbye. You can call this number at any time."))
    if turn >= LONGEST or (not digits and was_silent):
        return Turn([goodbye], is_last=True)
    if not digits:
        heard_none = _say(language, lambda: _("I heard no number."))
        return _ask_next(thread, [heard_none], after=after)._replace(was_silent=True)
    if digits == _AGAIN:
        return _ask_next(thread, [], after=after)
    return _act_on(thread, asked, digits, key=key, after=after, goodbye=goodbye)


def _act_on(
    thread: Thread,
    asked: ReplyExpectation | None,
    digits: str,
    *,
    key: str,
    after: int,
    goodbye: Sentence,
) -> Turn:
    """Let the router of texts act on ``digits``, and go on from what it says."""
    language, phone = goodbye.language, str(thread.phone)
    held = _held(thread)
    said = receive_digits(community=thread.community, phone=phone, digits=digits, key=key)
    if digits == _PERSON:
        person = _say(language, lambda: _("A person will call you back or text you."))
        return Turn([person, goodbye], is_last=True)
    echo = Sentence(said.language, aloud(said.body, said.language))
    holds = _held(thread)
    if holds is not None and holds.once_key == f"call:{key}":
        # The echo asks who is calling, by number; or, of a number in doubt, for a first name by text.
        if thread.doubted_at is not None:
            return Turn([echo, goodbye], is_last=True)
        keys = _keys(thread)
        press = _say(echo.language, lambda: _press(keys))
        return Turn([echo, press], after=after, keys=keys)
    meant = held.body if held is not None and holds is None else digits
    if asked is not None and _is_answer_to(asked, meant):
        after = asked.pk
    return _ask_next(thread, [echo], after=after)


def _thread(community: Community, phone: str) -> Thread:
    thread, _made = Thread.objects.get_or_create(community=community, phone=phone)
    thread.community = community
    return thread


def _language_of(thread: Thread) -> str:
    """The language of whoever has had the phone longest."""
    people = people_at(thread.community, str(thread.phone))
    return people[0].language if people else default_language(thread.community)


def _say(language: str, write: Callable[[], str]) -> Sentence:
    with translation.override(language):
        return Sentence(language, write())


def _question_after(thread: Thread, after: int) -> tuple[ReplyExpectation | None, str]:
    """The first question that is open on the phone and newer than ``after``, and what it says."""
    with timezone.override(thread.community.zone):
        found = ((question, line) for question, line in lines(thread) if question.pk > after)
        return next((each for each in found if each[0].handler != WHO), (None, ""))


def _held(thread: Thread) -> Message | None:
    """What counts as soon as somebody says who pressed, or texted, it."""
    thread.refresh_from_db(fields=["held", "doubted_at"])
    return waits(thread)


def _is_answer_to(question: ReplyExpectation, said: str) -> bool:
    number = number_in(said)
    choice = meaning_of(question.thread, number) if number is not None else None
    return choice is not None and choice.expectation_id == question.pk


def _ask_next(thread: Thread, first: list[Sentence], *, after: int) -> Turn:
    """What is said ``first``, then the question that follows ``after``, or what to do where none is open."""
    question, line = _question_after(thread, after)
    language, keys = question.person.language if question else _language_of(thread), _keys(thread)
    menu = _say(language, lambda: _("To hear this again, press 0. For a person, press 9."))
    if question is None:
        nothing = _say(language, lambda: _nothing_open(thread, after))
        return Turn([*first, nothing, menu], after=after, keys=keys)
    asks = Sentence(language, aloud(line, language))
    press = _say(language, lambda: _press(keys))
    return Turn([*first, asks, press, menu], after=after, keys=keys)


def _keys(thread: Thread) -> int:
    """How many digits the longest number has that stands for something on this phone, or lately did.

    Not of the question alone that is asked now: who presses 17 to change an answer must not be heard
    after the 1.
    """
    numbers = numbers_not_free(thread, since=timezone.now() - NUMBER_RESTS)
    return max((len(str(number)) for number in numbers), default=1)


def _press(keys: int) -> str:
    if keys == 1:
        return _("Press the number of your answer.")
    return _("Press the number of your answer, then the pound key.")


def _nothing_open(thread: Thread, after: int) -> str:
    if after:
        return _("That was all. You can hang up now.")
    if not people_at(thread.community, str(thread.phone)):
        return _("We do not know this phone yet. To get our texts, text JOIN to this number.")
    return _("No question waits for your answer.")
