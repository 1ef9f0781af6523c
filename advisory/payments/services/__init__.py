"""Starting runs, and saying what became of each payment."""

from advisory.payments.services.running import mark_paid, pay_meeting, start_run
from advisory.payments.services.settling import settle_failed, settle_paid

__all__ = ["mark_paid", "pay_meeting", "settle_failed", "settle_paid", "start_run"]
