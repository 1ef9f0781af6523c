"""Writing the audit."""

from collections.abc import Iterable
from typing import Any

from community.core.many_rows import add_values
from community.core.models import AuditLine
from community.core.owned import Owned
from community.core.prepared import insert

# The attributes of a line, in the order of its values.
_NAMES = (
    *("community_id", "actor_id", "verb", "subject_type", "subject_id"),
    *("from_state", "to_state", "channel", "why"),
)
Line = tuple[int, int | None, str, str, int, str, str, str, str]


def line(
    subject: Owned,
    verb: str,
    *,
    by: Any | None,
    from_state: str = "",
    to_state: str = "",
    channel: str = "",
    why: str = "",
) -> Line:
    """One line about ``subject``, not written yet. ``by`` is a Person, or None where the clock or a
    machine acted."""
    actor, kind = None if by is None else by.pk, subject._meta.label
    return subject.home.pk, actor, verb, kind, subject.pk, from_state, to_state, channel, why


def record(subject: Owned, verb: str, *, by: Any | None, **more: str) -> AuditLine:
    """Add one line about ``subject``; the fields of ``line``."""
    values: dict[str, Any] = dict(zip(_NAMES, line(subject, verb, by=by, **more), strict=True))
    written = AuditLine(**values)
    insert(written)
    return written


def record_all(lines: Iterable[Line]) -> None:
    """Add many lines at once."""
    add_values(AuditLine, _NAMES, lines)


def record_new(model: type[Owned], keys: Iterable[int], verb: str, *, by: Any, to_state: str = "") -> None:
    """Add a line for each new row of ``model`` in the community of ``by``, who made them all."""
    home, actor, kind = by.community_id, by.pk, model._meta.label
    record_all((home, actor, verb, kind, key, "", to_state, "", "") for key in keys)
