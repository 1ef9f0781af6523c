"""Changing minutes, in the order of their life: draft, write, translate, approve, publish."""

from community.minutes.services.drafting import draft_of
from community.minutes.services.keeping import (
    approve_minutes,
    begin_minutes,
    publish_minutes,
    review_translation,
    write_version,
)

__all__ = [
    "approve_minutes",
    "begin_minutes",
    "draft_of",
    "publish_minutes",
    "review_translation",
    "write_version",
]
