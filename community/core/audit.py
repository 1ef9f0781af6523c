"""Writing the audit."""

from collections.abc import Sequence
from typing import Any

from community.core.many_rows import add_all
from community.core.models import AuditLine
from community.core.owned import Owned
from community.core.prepared import insert


def line(
    subject: Owned,
    verb: str,
    *,
    by: Any | None,
    from_state: str = "",
    to_state: str = "",
    channel: str = "",
    why: str = "",
) -> AuditLine:
    """One line about ``subject``, not written yet. ``by`` is a Person, or None where the clock or a
    machine acted."""
    return AuditLine(
        community_id=subject.home.pk,
        actor_id=None if by is None else by.pk,
        verb=verb,
        subject_type=subject._meta.label,
        subject_id=subject.pk,
        from_state=from_state,
        to_state=to_state,
        channel=channel,
        why=why,
    )


def record(subject: Owned, verb: str, *, by: Any | None, **more: str) -> AuditLine:
    """Add one line about ``subject``; the fields of ``line``."""
    written = line(subject, verb, by=by, **more)
    insert(written)
    return written


def record_all(lines: Sequence[AuditLine]) -> None:
    """Add many lines at once."""
    add_all(lines)
