"""Asking a parent by text whether what ends soon goes on, and what follows from the answer."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.errors import Refused
from community.messaging.models import Message, ReplyExpectation
from community.messaging.services import ask, close_every
from community.people.models import Channel, Community, Consent, Person
from community.people.services import end_consents, give_consent
from referrals.sharing.models import Renewal
from referrals.sharing.renewals import to_answer, to_ask, together_with
from referrals.sharing.rules import ASK_LAST, may_hear_renewal
from referrals.sharing.selectors import children_of
from referrals.sharing.wordings import renewal_words, renewed_wording
from referrals.tracking.models import Child, Referral
from referrals.tracking.rules import SHARED_FOR

What = Renewal.What
# The question by text. Its subject is the first consent that ends on that day.
RENEW = "sharing.renew"
VALUES = (What.YES.value, What.NO.value)


class _NoWay(Exception):
    """No text can go to this phone: what was begun is undone."""


@transaction.atomic
def ask_to_renew(consent: Consent) -> Message | None:
    """Text the parent once about all that ends together with ``consent``; None where nothing is due now."""
    # Two workers that hold the same id: the second waits here, then finds the first's lines.
    parent = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=consent.person_id)
    home = parent.community
    due = list(to_ask(home).filter(person=parent, ends_on=consent.ends_on))
    if not due or consent.ends_on is None:
        return None
    what = What.LAST if consent.ends_on <= home.today() + ASK_LAST else What.FIRST
    first = together_with(consent)[0]
    try:
        with transaction.atomic():
            message = ask(
                parent,
                lambda numbers: renewal_words(due, numbers, community=home.name),
                handler=RENEW,
                subject_id=first.pk,
                values=VALUES,
                expires_at=_end_of(consent.ends_on, home),
                once_key=f"renew:{first.pk}:{what}",
            )
            if message is None:
                raise _NoWay
    except _NoWay:
        return None
    for one in due:
        Renewal.objects.create(consent=one, what=what, channel=Channel.TEXT)
        audit.record(_child(one), "ask_family", by=None, channel=Channel.TEXT, to_state="renew")
    return message


@transaction.atomic
def answer_renewal(consent: Consent, *, goes_on: bool, channel: str, by: Person | None = None) -> None:
    """Keep the parent's answer about all that ends together with ``consent``.

    ``by`` is the Ambassador who heard it; None: the parent answered themselves. A yes is a new consent for
    a year from the day on which the old one ends; a no leaves the old one as it is and takes back a yes to
    the same question. Twice is once. Raises Refused where nothing is left to answer.
    """
    require(by is None or may_hear_renewal(by, consent))
    # Whoever ends one of them meanwhile is waited for.
    list(children_of(consent.person).select_for_update(of=("self",)))
    rows = list(to_answer(consent))
    if not rows:
        raise Refused(_("There is nothing to go on with any more. To see who holds what, text WHO."))
    for one in rows:
        _note(one, What.YES if goes_on else What.NO, channel=channel, by=by)


def _note(consent: Consent, what: str, *, channel: str, by: Person | None) -> None:
    answers = Renewal.objects.filter(consent=consent, what__in=Renewal.ANSWERS)
    last = answers.order_by("pk").last()
    if last is not None and last.what == what:
        return
    Renewal.objects.create(consent=consent, what=what, channel=channel)
    if what == What.YES:
        _give_on(consent, channel=channel, by=by)
    elif last is not None:
        end_consents(_given_on(consent), channel=channel)
    verb = "renew" if what == What.YES else "let_end"
    audit.record(_child(consent), verb, by=by or consent.person, channel=channel, why=consent.purpose)


def _give_on(consent: Consent, *, channel: str, by: Person | None) -> None:
    parent = consent.person
    give_consent(
        parent,
        purpose=consent.purpose,
        wording=renewed_wording(consent, parent.language),
        language=parent.language,
        channel=channel,
        recorded_by=by,
        recipient=consent.recipient,
        subject_id=consent.subject_id,
        ends_on=_a_year_after(consent),
    )


def _given_on(consent: Consent) -> QuerySet[Consent]:
    """What a yes to the question about ``consent`` gave."""
    return Consent.objects.filter(
        person=consent.person_id,
        purpose=consent.purpose,
        recipient=consent.recipient_id,
        subject_id=consent.subject_id,
        ends_on=_a_year_after(consent),
    )


def close_renewals(referral_ids: Sequence[int]) -> None:
    """Put away the questions of families whose referrals have ended, where nothing is left to go on."""
    ended = Referral.objects.filter(pk__in=referral_ids, state=Referral.State.CLOSED)
    asked = ReplyExpectation.objects.filter(
        handler=RENEW, closed_at=None, person__in=ended.values("child__parent")
    )
    leads = Consent.objects.filter(pk__in=asked.values("subject_id"))
    over = [lead.pk for lead in leads if not to_answer(lead).exists()]
    if over:
        close_every(handlers=[RENEW], subject_ids=over)


def _a_year_after(consent: Consent) -> date:
    assert consent.ends_on is not None  # noqa: S101  only what ends is asked about
    return consent.ends_on + SHARED_FOR


def _end_of(day: date, home: Community) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=home.zone)


def _child(consent: Consent) -> Child:
    return Child.objects.get(pk=consent.subject_id or 0)
