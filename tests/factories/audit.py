"""Reading the audit in tests."""

from typing import Any

from community.core.models import AuditLine
from community.core.owned import Owned


def lines_about(subject: Owned) -> Any:
    """The audit of one row, oldest first."""
    return AuditLine.objects.filter(subject_type=subject._meta.label, subject_id=subject.pk)
