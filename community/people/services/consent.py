"""What people agree to, and when they no longer do."""

from django.db import transaction

from community.people.models import Channel, Consent, ConsentWithdrawal, Person


def give_consent(
    person: Person,
    *,
    purpose: str,
    wording: str,
    language: str,
    channel: str = Channel.WEB,
    recorded_by: Person | None = None,
) -> Consent:
    """Keep what ``person`` agreed to, word for word, in the language they read or heard it in."""
    return Consent.objects.create(
        person=person,
        purpose=purpose,
        wording=wording,
        language=language,
        channel=channel,
        recorded_by=recorded_by,
    )


@transaction.atomic
def withdraw_consent(person: Person, *, purpose: str, channel: str) -> int:
    """End every consent of ``person`` for ``purpose`` that still stands; says how many there were."""
    standing = Consent.objects.select_for_update(of=("self",)).filter(
        person=person, purpose=purpose, withdrawal=None
    )
    withdrawals = [ConsentWithdrawal(consent=consent, channel=channel) for consent in standing]
    ConsentWithdrawal.objects.bulk_create(withdrawals)
    return len(withdrawals)
