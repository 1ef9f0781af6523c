"""Marks by which the database finds what it cannot read: keyed hashes that are equal where the facts are.

``BLIND_KEYS`` are for this alone. Whoever holds the database without them can neither guess a fact from its
mark nor compare marks of two communities: the community is part of what is hashed (HMAC-SHA256, RFC 2104,
cut to 128 bits).
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode
from functools import lru_cache

from django.conf import settings

LENGTH = 32
NAME_LENGTH = 8


@lru_cache(maxsize=8)
def _secret(key: str) -> bytes:
    return urlsafe_b64decode(key)


def mark(key: str, community_id: int, *facts: str) -> str:
    """The mark of ``facts`` in one community. Their order counts, and where one ends and the next begins."""
    words = "\0".join([str(community_id), *facts]).encode()
    return hmac.digest(_secret(key), words, hashlib.sha256).hex()[:LENGTH]


def newest_key() -> str:
    """The key that new marks are made with."""
    key: str = settings.BLIND_KEYS[0]
    return key


def all_keys() -> tuple[str, ...]:
    """Every key whose marks may still stand in the database."""
    return tuple(settings.BLIND_KEYS)


@lru_cache(maxsize=8)
def name_of(key: str) -> str:
    """A short name of ``key``, kept beside its marks; nothing can be made with it."""
    return hmac.digest(_secret(key), b"name of this key", hashlib.sha256).hex()[:NAME_LENGTH]
