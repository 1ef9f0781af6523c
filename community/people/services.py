"""Changing people: consent, and signed links."""

import hashlib
import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community.people.models import Channel, Consent, ConsentWithdrawal, Person, SignedLink


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
    standing = Consent.objects.select_for_update().filter(person=person, purpose=purpose, withdrawal=None)
    withdrawals = [ConsentWithdrawal(consent=consent, channel=channel) for consent in standing]
    ConsentWithdrawal.objects.bulk_create(withdrawals)
    return len(withdrawals)


def hash_token(token: str) -> str:
    """What we keep of a token. Tokens are 128 random bits, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(person: Person, *, purpose: str, subject_id: int, expires_at: datetime) -> str:
    """A new one-purpose address for ``person``, short enough for a text. Only its hash is kept."""
    token = secrets.token_urlsafe(16)
    SignedLink.objects.create(
        person=person,
        purpose=purpose,
        subject_id=subject_id,
        token_hash=hash_token(token),
        expires_at=expires_at,
    )
    return settings.PUBLIC_URL + reverse("link", args=[token])


def find_link(token: str) -> SignedLink | None:
    """The link behind ``token`` if it still holds. Looking changes nothing."""
    return (
        SignedLink.objects.select_related("person__community")
        .filter(token_hash=hash_token(token), expires_at__gt=timezone.now())
        .first()
    )
