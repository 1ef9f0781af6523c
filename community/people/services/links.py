"""Signed links: a way into one page, sent in a text."""

import hashlib
import secrets
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from community.people.models import Person, SignedLink


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


def look_up_link(token: str) -> SignedLink | None:
    """The link that ``token`` opens or once opened. Looking changes nothing."""
    return SignedLink.objects.select_related("person__community").filter(token_hash=hash_token(token)).first()


def find_link(token: str) -> SignedLink | None:
    """The link behind ``token`` if it still holds. Looking changes nothing."""
    link = look_up_link(token)
    return link if link is not None and link.expires_at > timezone.now() else None
