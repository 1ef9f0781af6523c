"""Writing down what happened: those who voted hear of it, and everybody may read it."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from advisory.decisions.models import Decision
from advisory.outcomes.models import LONGEST_STEP, Step
from advisory.outcomes.naming import refuse_names
from advisory.outcomes.selectors import closed_on
from advisory.outcomes.services.holding import hold
from community.core import audit, jobs
from community.core.errors import BadInput
from community.messaging.services import refuse_private
from community.people.models import Person

TELL_JOB = "advisory.outcomes.jobs.tell_news"


@transaction.atomic
def add_step(
    decision: Decision, *, on: date, words: str, by: Person, others: Mapping[str, str] | None = None
) -> Step:
    """Keep what happened on a day, in a few words; ``others`` has the same in other languages, by code.

    Texts repeat the words, and the public record shows them: they tell of no child and no provider, and
    name nobody. Sent twice it is there once.
    """
    locked = hold(decision, by)
    community = locked.group.community
    said = {"": words, **(others or {})}
    tidy = {language: " ".join(each.split()) for language, each in said.items() if each.strip()}
    if "" not in tidy:
        raise BadInput(_("Say in a few words what happened."))
    for each in tidy.values():
        if len(each) > LONGEST_STEP:
            raise BadInput(_("That is too long for a text. Use %(most)d letters.") % {"most": LONGEST_STEP})
        refuse_private(community, each)
        refuse_names(community, each)
    if on > community.today():
        raise BadInput(_("That day is still to come."))
    closed = closed_on(locked)
    if closed is not None and on < closed:
        raise BadInput(_("That day is before the decision."))
    first = tidy.pop("")
    step, new = Step.objects.get_or_create(
        decision=locked, on=on, words=first, defaults={"others": tidy, "entered_by": by}
    )
    if new:
        audit.record(step, "happen", by=by)
        jobs.enqueue(TELL_JOB, locked.pk)
    return step
