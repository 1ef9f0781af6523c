"""What people agree to, and when they no longer do."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from community.people.models import Channel, Consent, ConsentWithdrawal, Organisation, Person


def give_consent(
    person: Person,
    *,
    purpose: str,
    wording: str,
    language: str,
    channel: str = Channel.WEB,
    recorded_by: Person | None = None,
    recipient: Organisation | None = None,
    subject_id: int | None = None,
    ends_on: date | None = None,
) -> Consent:
    """Keep what ``person`` agreed to, word for word, in the language they read or heard it in."""
    return Consent.objects.create(
        person=person,
        purpose=purpose,
        wording=wording,
        language=language,
        channel=channel,
        recorded_by=recorded_by,
        recipient=recipient,
        subject_id=subject_id,
        ends_on=ends_on,
    )


@transaction.atomic
def withdraw_consent(person: Person, *, purpose: str, channel: str) -> int:
    """End every consent of ``person`` for ``purpose`` that still stands; says how many there were."""
    return end_consents(Consent.objects.filter(person=person, purpose=purpose), channel=channel)


@transaction.atomic
def end_consents(consents: QuerySet[Consent], *, channel: str) -> int:
    """End those of ``consents`` that still stand, at one moment; twice is once. Says how many there were."""
    # Whoever waited for the lock asks again what stands.
    locked = list(consents.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    now = timezone.now()
    withdrawals = [
        ConsentWithdrawal(consent=consent, channel=channel, withdrawn_at=now)
        for consent in Consent.objects.filter(pk__in=locked, withdrawal=None)
    ]
    ConsentWithdrawal.objects.bulk_create(withdrawals)
    return len(withdrawals)
