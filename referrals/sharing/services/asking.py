"""WHO by text: who holds what, each with a digit that ends it, and a link to the page with the names."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.messaging.services import close_questions, open_question
from community.people.models import Consent, Person
from community.people.services import make_link
from referrals.sharing.rules import ANSWER_WITHIN
from referrals.sharing.selectors import children_of, held_of
from referrals.sharing.wordings import ended_words, list_words

# The questions by text: whose hold is to end, and whether an end is to be undone.
HOLDER = "sharing.holder"
UNDO = "sharing.undo"
# What a link opens: who holds what, and who has looked.
LINK = "sharing"
AGAIN = "again"


@transaction.atomic
def ask_who_holds(parent: Person) -> str:
    """The words of the answer to WHO. Its digits count for a week; a later list closes the one before it,
    unless they are the same."""
    held = held_of(children_of(parent).values_list("pk", flat=True))
    keys = [one.key for one in held]
    if not held:
        close_questions(handler=HOLDER, subject_id=parent.pk)
        return list_words(parent.community.name, held, {}, "")
    until = timezone.now() + ANSWER_WITHIN
    about: Any = {"handler": HOLDER, "subject_id": parent.pk}
    numbers = open_question(parent, values=keys, expires_at=until, **about)
    if set(numbers) != set(keys):
        close_questions(**about)
        numbers = open_question(parent, values=keys, expires_at=until, **about)
    link = make_link(parent, purpose=LINK, subject_id=parent.pk, expires_at=until)
    return list_words(parent.community.name, held, numbers, link)


def echo_of_end(parent: Person, ended: Consent) -> str:
    """What is said when ``ended`` has ended, with the digit that undoes it for a week."""
    numbers = open_question(
        parent,
        handler=UNDO,
        subject_id=ended.pk,
        values=[AGAIN],
        expires_at=timezone.now() + ANSWER_WITHIN,
    )
    return ended_words(ended.purpose, numbers.get(AGAIN))
