"""What a phone can always ask for: its open questions (0), and a person (9)."""

from collections.abc import Iterator

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core import registry
from community.core.words import digits_and_words
from community.messaging import rules
from community.messaging.models import ReplyExpectation, Thread
from community.messaging.reading import OpenNumbers
from community.messaging.selectors import heard_pictures, heard_without_words, open_questions
from community.messaging.services.bell import ring_inbox
from community.messaging.services.heard import Echo, Incoming
from community.messaging.services.inbox import leave_for_staff
from community.messaging.services.outbound import lock_thread
from community.messaging.services.speakers import WHO, named
from community.people.selectors import people_at

# Two parts of a text.
LONGEST_LIST = 306


def open_numbers(thread: Thread) -> OpenNumbers:
    """What each open number of this phone answers; a word may stand for one of them."""
    return {
        choice.number: (question.pk, handler.says.get(choice.value, choice.value))
        for question in open_questions(thread)
        if (handler := registry.reply_handlers.get(question.handler)) is not None
        for choice in question.choices.all()
    }


def lines(thread: Thread) -> Iterator[tuple[ReplyExpectation, str]]:
    """Each open question of this phone in a few words with its digits, in the language of its person.

    Where the phone is shared, the line says whose question it is.
    """
    people = people_at(thread.community, str(thread.phone))
    names = {person.pk: name for person, name in named(people)}
    for question in open_questions(thread):
        with translation.override(question.person.language):
            line = _line(question, names)
        if line:
            yield question, line


def _line(question: ReplyExpectation, names: dict[int, str]) -> str:
    numbers = {choice.value: choice.number for choice in question.choices.all()}
    if question.handler == WHO:
        known = [(numbers[str(key)], name) for key, name in names.items() if str(key) in numbers]
        # Where the others have left there is nothing to ask.
        return (
            _("Who is writing? %(choices)s") % {"choices": digits_and_words(known)} if len(known) > 1 else ""
        )
    line = registry.reply_handlers[question.handler].line(question, numbers)
    return f"{names[question.person_id]}: {line}" if line and len(names) > 1 else line


def list_open(incoming: Incoming) -> Echo:
    """The open questions, as many as a text of two parts holds."""
    found = [line for _question, line in lines(incoming.thread)]
    if not found:
        return Echo(for_all=_nothing_open)
    shown = list(found)
    while len(shown) > 1 and len(_joined(shown, len(found))) > LONGEST_LIST:
        shown.pop()
    return Echo(_joined(shown, len(found)))


def _joined(shown: list[str], total: int) -> str:
    more = total - len(shown)
    if more:
        words = ngettext("%(number)d more is open.", "%(number)d more are open.", more)
        shown = [*shown, words % {"number": more}]
    return "\n".join(shown)


def ask_for_person(incoming: Incoming) -> Echo:
    """Put the phone on the staff's list."""
    thread = incoming.thread
    lock_thread(thread)
    leave_for_staff(thread)
    return Echo(for_all=lambda: _("A person will write to you. You can text what it is about."))


def leave_for_a_person(incoming: Incoming) -> Echo:
    """Put the text on the staff's list, and say so, but seldom: the other side may be a machine.

    A number is answered each time: it was meant as an answer, and silence would pass for a yes to it.
    Digits of a call that mean nothing are for nobody to read.
    """
    message, thread, now = incoming.message, incoming.thread, timezone.now()
    if message.is_call:
        return Echo(for_all=lambda: _("That number means nothing now. Press 0 to hear your questions."))
    if not message.body:
        lately = heard_without_words(thread, since=now - rules.PROMISE_EVERY, but=message)
        return Echo() if lately else Echo(for_all=_no_words)
    lock_thread(thread)
    lately = thread.promised_at is not None and thread.promised_at > now - rules.PROMISE_EVERY
    speaks = not lately or rules.number_in(message.body) is not None
    thread.waiting_since = thread.waiting_since or now
    thread.promised_at = now if speaks else thread.promised_at
    thread.save(update_fields=["waiting_since", "promised_at"])
    ring_inbox(thread.community_id)
    return Echo(for_all=_promise) if speaks else Echo()


def mention_pictures(incoming: Incoming) -> Echo:
    """Words came with pictures: the words count; a person sees that there was more, and the sender hears."""
    message, thread = incoming.message, incoming.thread
    lock_thread(thread)
    leave_for_staff(thread)
    lately = heard_pictures(thread, since=timezone.now() - rules.PROMISE_EVERY, but=message)
    return Echo() if lately else Echo(for_all=_no_pictures)


def _promise() -> str:
    return _("Sorry, we could not match that. A person will read it. Text 0 to see your open questions.")


def _no_words() -> str:
    return _("Your text came without words, and we cannot see pictures. Please write it in words.")


def _nothing_open() -> str:
    return _("No question is open for you now. To reach a person, text 9.")


def _no_pictures() -> str:
    return _("We got your words, but we cannot see pictures. Please write what they show.")
