"""Keeping what a family says, and what it leads to."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import Refused
from community.messaging.models import ReplyExpectation
from community.messaging.services import open_question
from referrals.family import rules
from referrals.family.models import Answer, Asked
from referrals.family.rules import QUESTIONS, Key
from referrals.family.services.asking import next_moment
from referrals.tracking.hooks import tell_moved
from referrals.tracking.models import Referral


@transaction.atomic
def note_answer(referral: Referral, key: str, value: str, *, channel: str) -> Answer:
    """Keep what the family said beside the provider's status, with the latest moment of the question:
    every answer stays, the latest stands.

    Raises Refused where events have answered the question meanwhile.
    """
    state = Referral.objects.select_for_update().get(pk=referral.pk).state
    question = QUESTIONS[key]
    if state not in question.stays_open_in:
        raise Refused(
            _("That question is over, so this answer does not count. Text us here if you need help.")
        )
    asked = Asked.objects.filter(referral=referral, question=key).latest("moment")
    number = Answer.objects.filter(asked=asked).count() + 1
    answer = Answer.objects.create(asked=asked, number=number, value=value, channel=channel)
    parent = referral.child.parent
    audit.record(referral, "family_answer", by=parent, to_state=f"{question.key}:{value}", channel=channel)
    tell_moved([referral.pk])
    return answer


@transaction.atomic
def follow_up(referral: Referral) -> dict[str, int]:
    """Open "Do you want help?" as the next question; the digits of its answers, {} where no text can go.

    One that is open already is the same question, with the same digits.
    """
    question = QUESTIONS[Key.HELP]
    Referral.objects.select_for_update().get(pk=referral.pk)
    is_open = ReplyExpectation.objects.filter(
        handler=question.handler, subject_id=referral.pk, closed_at=None, expires_at__gt=timezone.now()
    )
    if not is_open.exists():
        next_moment(referral, question)
    return open_question(
        referral.child.parent,
        handler=question.handler,
        subject_id=referral.pk,
        values=list(question.choices),
        expires_at=timezone.now() + rules.ANSWER_WITHIN,
    )
