"""Made-up referrals, logged the way a provider logs them."""

import datetime
from typing import Any

import time_machine
from django.utils import timezone

from community.models import Consent, Organisation, Person
from referrals.family.services import note_answer
from referrals.models import Answer, Asked, Referral
from referrals.tracking.services import agree, log_referral, take_step
from referrals.tracking.states import WAY

# No phone that other people of the tests are given in their turn.
PARENT_PHONE = "+19295550199"


def said(**changes: Any) -> dict[str, Any]:
    """What a provider enters, as ``log_referral`` takes it."""
    return {
        "child_name": "Zephyrine",
        "birth_date": timezone.localdate() - datetime.timedelta(days=500),
        "zip_code": "11212",
        "language": "en",
        "races": ["black"],
        "concerns": ["communication"],
        "source": "clinic",
        "parent_name": "Wideline Joseph",
        "parent_phone": PARENT_PHONE,
        "may_text": True,
        **changes,
    }


def refer(by: Person, *, days_ago: int = 0, state: str = "referred", **changes: Any) -> Referral:
    """A referral that ``by`` logged ``days_ago``, taken on the same day as far as ``state``."""
    told = said(**changes)
    now = timezone.localtime(timezone=by.community.zone)
    # The same time on the wall clock, so that a change of the clocks in between does not change the day.
    then = datetime.datetime.combine(now.date() - datetime.timedelta(days=days_ago), now.timetz())
    with time_machine.travel(then.astimezone(datetime.UTC), tick=False):
        referral = log_referral(by=by, **told)
        for step in WAY[1 : WAY.index(state) + 1]:
            take_step(referral, step, happened_on=by.community.today(), by=by)
    return referral


def sent_to(referral: Referral, organisation: Organisation) -> Referral:
    """``referral``, sent on to ``organisation``, with which the parent agreed to share it."""
    agree(referral.child, Consent.Purpose.SHARE, by=referral.referred_by, organisation=organisation)
    Referral.objects.filter(pk=referral.pk).update(receiver=organisation)
    referral.refresh_from_db()
    return referral


def answered(referral: Referral, answer: str = "not_yet", *, question: str = "called") -> Answer:
    """The family was asked (unless it had been) and answered, just now."""
    Asked.objects.get_or_create(referral=referral, question=question)
    return note_answer(referral, question, answer, channel="text")


def typed(**changes: Any) -> dict[str, Any]:
    """What a browser sends from the form of a new referral."""
    born = timezone.localdate() - datetime.timedelta(days=500)
    return {
        "child_name": "Zephyrine",
        "birth_date": born.isoformat(),
        "zip_code": "11212",
        "language": "ht",
        "concerns": ["communication", "social"],
        "parent_name": "Wideline Joseph",
        "parent_phone": "(929) 555-0199",
        "source": "clinic",
        "consent": "on",
        "may_text": "on",
        "conference": "on",
        "measures": "on",
        "identified_on": (timezone.localdate() - datetime.timedelta(days=1)).isoformat(),
        "races": ["black", "hispanic"],
        "sex": "f",
        **changes,
    }
