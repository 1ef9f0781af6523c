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
def note_answer(asked: Asked, value: str, *, channel: str) -> Answer:
    """Keep what the family said beside the provider's status; every answer stays, the latest stands.

    Raises Refused where events have answered the question meanwhile.
    """
    referral = Referral.objects.select_for_update().get(pk=asked.referral_id)
    question = QUESTIONS[asked.question]
    if referral.state not in question.stays_open_in:
        raise Refused(
            _("That question is over, so this answer does not count. Text us here if you need help.")
        )
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
    earlier = Asked.objects.filter(referral=referral, question=question.key).order_by("-moment").first()
    is_open = earlier is not None and ReplyExpectation.objects.filter(
        handler=question.handler, subject_id=earlier.pk, closed_at=None, expires_at__gt=timezone.now()
    )
    asked = earlier if earlier is not None and is_open else next_moment(referral, question)
    return open_question(
        referral.child.parent,
        handler=question.handler,
        subject_id=asked.pk,
        values=list(question.choices),
        expires_at=timezone.now() + rules.ANSWER_WITHIN,
    )
