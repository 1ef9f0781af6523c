"""The keys of what is sealed, and the one way in and out of a sealed word.

``FIELD_KEYS`` seal what the database keeps of children. They are their own secrets, never derived from
``SECRET_KEY``, so that either is changed without the other; the first seals, all of them open
(Fernet: AES-128-CBC and HMAC-SHA256, https://github.com/fernet/spec).
"""

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

# How every sealed word begins: the version byte 0x80 and the upper half of a time before the year 2106.
MARK = "gAAAA"


class UnknownKey(Exception):
    """A sealed word opens with none of our keys. The word itself stays where it is."""

    def __init__(self) -> None:
        super().__init__(
            "A sealed column opens with none of FIELD_KEYS. Put back the key that it was sealed with; "
            "nothing is lost as long as that key is."
        )


@lru_cache(maxsize=8)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


@lru_cache(maxsize=8)
def _first(key: str) -> Fernet:
    return Fernet(key)


def seal(words: str) -> str:
    """``words``, sealed with the first key. Twice the same words make two different seals."""
    return _box(tuple(settings.FIELD_KEYS)).encrypt(words.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed. Raises UnknownKey where no key opens it."""
    try:
        return _box(tuple(settings.FIELD_KEYS)).decrypt(sealed).decode()
    except InvalidToken:
        raise UnknownKey from None


def is_sealed_anew(sealed: str) -> bool:
    """Whether the first key alone opens ``sealed``."""
    try:
        _first(settings.FIELD_KEYS[0]).decrypt(sealed)
    except InvalidToken:
        return False
    return True
