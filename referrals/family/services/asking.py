"""Asking a family by text, at the moments of the table of questions."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from community.core import audit
from community.messaging.models import Message
from community.messaging.rules import next_moment_to_text
from community.messaging.services import ask, close_every
from community.people.models import Channel, Community
from referrals.family import rules, words
from referrals.family.models import Asked
from referrals.family.rules import QUESTIONS, Question
from referrals.family.selectors import to_ask
from referrals.tracking.models import Referral


class _NoWay(Exception):
    """No text can go to this phone: what was begun is undone."""


def may_text_now(community: Community) -> bool:
    """Whether it is an hour for texts.

    At others nothing is asked yet: a question that waits for the morning would still go out after the
    referral has ended, or the child has died.
    """
    now = timezone.now()
    return next_moment_to_text(now, community.zone, community.texts_from, community.texts_until) <= now


@transaction.atomic
def ask_family(referral: Referral) -> Message | None:
    """Text the parent of ``referral`` the one question whose moment it is; None where there is none now.

    Each is asked once a moment, and one at a time.
    """
    # Two workers that hold the same id: the second waits here, then finds the first's row.
    Referral.objects.select_for_update().get(pk=referral.pk)
    community = referral.community
    if not may_text_now(community):
        return None
    due = (one for one in QUESTIONS.values() if to_ask(community, one).filter(pk=referral.pk).exists())
    question = next(due, None)
    return _put(referral, question) if question is not None else None


def _put(referral: Referral, question: Question) -> Message | None:
    try:
        with transaction.atomic():
            asked = next_moment(referral, question)
            message = ask(
                referral.child.parent,
                lambda numbers: words.text(question, referral.community, numbers),
                handler=question.handler,
                subject_id=referral.pk,
                values=list(question.choices),
                expires_at=asked.asked_at + rules.ANSWER_WITHIN,
                once_key=f"family:{asked.pk}",
            )
            if message is None:
                raise _NoWay
    except _NoWay:
        return None
    return message


def next_moment(referral: Referral, question: Question) -> Asked:
    """The row of ``question`` being asked once more."""
    before: int = Asked.objects.filter(referral=referral, question=question.key).count()
    asked = Asked.objects.create(referral=referral, question=question.key, moment=before + 1)
    audit.record(referral, "ask_family", by=None, channel=Channel.TEXT, to_state=question.key)
    return asked


def close_what_is_over(referral_ids: Sequence[int]) -> None:
    """Put away the questions to these families that events have answered."""
    states = dict(Referral.objects.filter(pk__in=referral_ids).values_list("pk", "state"))
    for question in QUESTIONS.values():
        over = [pk for pk, state in states.items() if state not in question.stays_open_in]
        if over:
            close_every(handlers=[question.handler], subject_ids=over)
