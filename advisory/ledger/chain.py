"""The hash that ties each line of a book to all lines before it. Nothing here reads the database.

A line that is changed, left out or put in later by hand breaks the chain from there on
(a hash chain: Haber and Stornetta, "How to time-stamp a digital document", 1991).
"""

import hashlib
import json
from datetime import UTC
from typing import Any

START = "0" * 64


def hash_of(entry: Any, previous: str) -> str:
    """SHA-256, in hexadecimal, over every field of ``entry`` and the hash ``previous`` to it."""
    said = [
        *(previous, entry.community_id, entry.number, entry.kind, entry.debit, entry.credit),
        *(entry.fund_id, entry.stipend_id, entry.payment_id, entry.bill_id),
        *(entry.amount_cents, entry.currency, entry.once_key),
        *(entry.day.isoformat(), entry.at.astimezone(UTC).isoformat(timespec="microseconds")),
    ]
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()
