"""Reading payments: what is ready to be paid which way, and how long members wait."""

from advisory.payments.selectors.ready import ready_by_method
from advisory.payments.selectors.waiting import median_days

__all__ = ["median_days", "ready_by_method"]
