"""Pages of stipends."""

from advisory.stipends.views.money import (
    meeting_approve,
    meeting_owe,
    my_stipends,
    rate_new,
    stipend_approve,
    stipends,
)

__all__ = ["meeting_approve", "meeting_owe", "my_stipends", "rate_new", "stipend_approve", "stipends"]
