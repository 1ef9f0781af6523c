"""Writing the audit."""

from typing import Any

from community.core.models import AuditLine
from community.core.owned import Owned


def record(
    subject: Owned,
    verb: str,
    *,
    by: Any | None,
    from_state: str = "",
    to_state: str = "",
    channel: str = "",
    why: str = "",
) -> AuditLine:
    """Add one line about ``subject``. ``by`` is a Person, or None where the clock or a machine acted."""
    return AuditLine.objects.create(
        community=subject.home,
        actor=by,
        verb=verb,
        subject_type=subject._meta.label,
        subject_id=subject.pk,
        from_state=from_state,
        to_state=to_state,
        channel=channel,
        why=why,
    )
