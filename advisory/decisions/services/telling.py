"""What goes out by text: the question to everyone on the roll, the result to those who voted.

Jobs call these after the commit of the opening or the closing, which hold the decision for themselves:
somebody who texts us at that moment holds their phone's thread and waits for the decision's row.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from advisory.decisions.models import Decision, Option, RollEntry
from advisory.decisions.selectors import voters
from advisory.decisions.services.voting import lock_to_vote
from advisory.decisions.words import outcome_words, question_words
from community.messaging.services import ask, close_questions, send_text, take_back
from community.people.models import Person

HANDLER = "decisions.vote"
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
    """
    if lock_to_vote(decision.pk, person.pk).state != Decision.State.OPEN:
        return
    ask(
        person,
        lambda numbers: question_words(decision, numbers),
        handler=HANDLER,
        subject_id=decision.pk,
        values=Option.values,
        expires_at=expires_at,
        once_key=once_key(decision.pk, person.pk),
    )


def tell_voters(decision: Decision) -> None:
    """Free the digits of the question, and text the result to those who voted, once each.

    A question that still waits for the morning is not sent any more.
    """
    close_questions(handler=HANDLER, subject_id=decision.pk)
    on_roll = RollEntry.objects.filter(decision=decision).values_list("person", flat=True)
    take_back(decision.group.community, [once_key(decision.pk, person_id) for person_id in on_roll])
    for person in voters(decision).select_related("community"):
        send_text(
            person,
            lambda: outcome_words(decision, decision.result),
            once_key=f"result:{decision.pk}:{person.pk}",
        )
