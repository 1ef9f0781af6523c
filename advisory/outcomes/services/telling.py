"""Telling those who voted what happened to their vote: once each, in one text a day at most.

A job calls this after the commit, and every hour for what had to wait for another day.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from advisory.decisions.models import Decision
from advisory.decisions.selectors import voters
from advisory.outcomes.models import Step, Telling, Told
from advisory.outcomes.selectors import untold
from advisory.outcomes.words import news_words
from community.messaging.services import send_text

KIND = "outcome"


def tell_news(decision: Decision) -> int:
    """Text what is new to those who voted, in a secret vote too: the roll says who took part, never how.

    What is written down after the text of a day goes with that of the next. Killed halfway, it goes on
    with those who have no text yet. Returns how many were told.
    """
    told = 0
    _begin(decision)
    for telling in Telling.objects.filter(decision=decision, finished_at=None).order_by("on"):
        steps = list(Step.objects.filter(told__telling=telling).order_by("on", "pk"))
        told += sum(_tell(decision, telling, steps))
        Telling.objects.filter(pk=telling.pk).update(finished_at=timezone.now())
    return told


@transaction.atomic
def _begin(decision: Decision) -> None:
    """Today's text, if there is news and today has none yet."""
    Decision.objects.select_for_update(no_key=True, of=("self",)).get(pk=decision.pk)
    today = decision.group.community.today()
    if Telling.objects.filter(decision=decision, on=today).exists():
        return
    steps = list(untold(decision))
    if steps:
        telling = Telling.objects.create(decision=decision, on=today)
        Told.objects.bulk_create(Told(telling=telling, step=step) for step in steps)


def _tell(decision: Decision, telling: Telling, steps: list[Step]) -> list[bool]:
    def words() -> str:
        return news_words(decision, [step.words_in(get_language() or "") for step in steps])

    return [
        send_text(person, words, once_key=f"{KIND}:{telling.pk}:{person.pk}") is not None
        for person in voters(decision).select_related("community")
    ]
