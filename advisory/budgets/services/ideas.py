"""Ideas: taken as they come, read by a person, shown, made part of a project, or answered."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from advisory.budgets.models import Idea, Project, Round
from advisory.budgets.rules import LONGEST_IDEA, MOST_IDEAS
from advisory.budgets.selectors import proposer_of
from advisory.budgets.services.holding import hold, only_in
from advisory.budgets.words import declined
from community.core import audit
from community.core.errors import BadInput, Refused
from community.core.lifecycle import transition
from community.core.tidying import one_line
from community.messaging.rules import plain_words
from community.messaging.services import refuse_private, send_text
from community.people.models import Person

# The numbers of people we do not know are kept for a year at most, should a round never be finished.
KEEP_PHONES_FOR = timedelta(days=365)


@transaction.atomic
def propose(
    found: Round, *, words: str, channel: str, proposer: Person | None = None, phone: str | None = None
) -> tuple[Idea, bool]:
    """Keep an idea of ``proposer``, or of a ``phone`` that we do not know; says whether it is new.

    The same words from the same sender are the same idea. Nobody reads it but the staff until it is shown.
    Raises BadInput for no words or too many, Refused when the time of ideas is over.
    """
    held = Round.objects.select_for_update(of=("self",)).select_related("group__community").get(pk=found.pk)
    today = held.group.community.today()
    if held.state != Round.State.IDEAS or (held.ideas_until is not None and held.ideas_until < today):
        raise Refused(_("This round takes no more ideas."))
    words = one_line(words, most=LONGEST_IDEA)
    mine = Idea.objects.filter(round=held, proposer=proposer, phone=phone)
    plain = plain_words(words)[:LONGEST_IDEA]
    same = mine.filter(plain=plain).first()
    if same is not None:
        return same, False
    if mine.count() >= MOST_IDEAS:
        raise Refused(_("You have sent many ideas. A person will talk with you about them."))
    idea = Idea.objects.create(
        round=held, words=words, plain=plain, proposer=proposer, phone=phone, channel=channel
    )
    audit.record(idea, "propose", by=proposer, to_state=idea.state, channel=channel)
    return idea, True


@transaction.atomic
def show_idea(idea: Idea, *, by: Person, words: str) -> Idea:
    """Put an idea on the public page in ``words``, which may not tell of a child or a provider."""
    held = hold(idea.round, by=by)
    words = one_line(words, most=LONGEST_IDEA)
    refuse_private(held.group.community, words)
    return transition(idea, "show", by=by, shown=words)


@transaction.atomic
def merge_idea(idea: Idea, *, by: Person, project: Project) -> Idea:
    """Make an idea part of a project of its round."""
    only_in(hold(idea.round, by=by), Round.State.IDEAS, Round.State.REVIEW)
    if project.round_id != idea.round_id:
        raise BadInput(_("That project is of another round."))
    return transition(idea, "merge", by=by, project=project)


@transaction.atomic
def turn_down_idea(idea: Idea, *, by: Person, why: str) -> Idea:
    """Say that an idea cannot be done, and why, to whoever proposed it."""
    held = hold(idea.round, by=by)
    why = one_line(why, most=120)
    refuse_private(held.group.community, why)
    transition(idea, "decline", by=by, why=why)
    tell_proposer(idea, why)
    return idea


def tell_proposer(idea: Idea, why: str) -> None:
    """Text whoever proposed ``idea`` why it cannot be done, once."""
    person = proposer_of(idea)
    if person is not None:
        send_text(person, lambda: declined(idea, why), once_key=f"project:{idea.pk}")


def forget_phones(now: datetime) -> int:
    """Forget the numbers of strangers whose idea is old; says how many."""
    return Idea.objects.filter(phone__isnull=False, at__lt=now - KEEP_PHONES_FOR).update(phone=None)
