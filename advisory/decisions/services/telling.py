"""What goes out by text: the question to everyone on the roll, the result to those who voted.

Jobs call these after the commit of the opening or the closing, which hold the decision for themselves:
somebody who texts us at that moment holds their phone's thread and waits for the decision's row.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from advisory.boards.selectors import rules_of
from advisory.decisions.models import Decision, RollEntry
from advisory.decisions.selectors import voters
from advisory.decisions.services.voting import lock_to_vote
from advisory.decisions.wordings import ballot_words, paper_words, values_of
from advisory.decisions.words import outcome_words, question_words, withdrawn_words
from community.messaging.services import ask, close_questions, send_text, take_back
from community.people.models import Person
from community.people.services import make_link

HANDLER, CHOOSE, SECRET = "decisions.vote", "decisions.choose", "decisions.secret"
# What a link to one's own ballot is for.
BALLOT = "ballot"
# A question without an hour leaves the phone after this long, should nobody ever close the vote.
UNLESS_CLOSED = timedelta(days=14)


def once_key(decision_id: int, person_id: int) -> str:
    """What the question to one person is for: they are asked once."""
    return f"vote:{decision_id}:{person_id}"


def ask_the_roll(decision: Decision) -> None:
    """Ask everyone on the roll by text. Asking again texts nobody twice."""
    expires_at = decision.closes_at or timezone.now() + UNLESS_CLOSED
    on_roll = RollEntry.objects.filter(decision=decision).values("person")
    for person in Person.objects.filter(pk__in=on_roll).select_related("community"):
        ask_one(person, decision, expires_at)


@transaction.atomic
def ask_one(person: Person, decision: Decision, expires_at: datetime) -> None:
    """One person's question, in a transaction of its own, unless the vote has closed in the meantime.

    The lock is the voters' shared one: a closing waits for this question, and then frees its digits.
    The carrier sees every text, so a secret vote is answered by text only where the group has agreed to it.
    """
    standing = lock_to_vote(decision.pk, person.pk)
    if standing.state != Decision.State.OPEN or standing.recusal_id is not None:
        return
    key = once_key(decision.pk, person.pk)

    def link() -> str:
        return make_link(person, purpose=BALLOT, subject_id=decision.pk, expires_at=expires_at)

    if decision.is_secret and not rules_of(decision.group, person.community.today()).secret_by_text:
        send_text(person, lambda: paper_words(decision, link()), once_key=key, useful_until=expires_at)
        return
    plain = not decision.chooses and not decision.is_secret
    ask(
        person,
        lambda numbers: (
            question_words(decision, numbers) if plain else ballot_words(decision, numbers, link())
        ),
        handler=handler_of(decision),
        subject_id=decision.pk,
        values=values_of(decision),
        expires_at=expires_at,
        once_key=key,
    )


def handler_of(decision: Decision) -> str:
    """Who reads the answers by text: see ``advisory.decisions.replies``."""
    if decision.is_secret:
        return SECRET
    return CHOOSE if decision.chooses else HANDLER


def tell_voters(decision: Decision) -> None:
    """Free the digits of the question, and text the result to those who voted, once each.

    A question that still waits for the morning is not sent any more.
    """
    _tell(decision, lambda: outcome_words(decision, decision.result), what="result")


def tell_withdrawn(decision: Decision) -> None:
    """Free the digits of the question, and text those who voted that it was taken back, once each."""
    _tell(decision, lambda: withdrawn_words(decision), what="withdrawn")


def _tell(decision: Decision, words: Callable[[], str], *, what: str) -> None:
    close_questions(handler=handler_of(decision), subject_id=decision.pk)
    on_roll = RollEntry.objects.filter(decision=decision).values_list("person", flat=True)
    take_back(decision.group.community, [once_key(decision.pk, person_id) for person_id in on_roll])
    for person in voters(decision).select_related("community"):
        send_text(person, words, once_key=f"{what}:{decision.pk}:{person.pk}")
