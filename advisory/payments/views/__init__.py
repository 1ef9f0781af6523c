"""Pages of payments."""

from advisory.payments.views.paying import meeting_pay, stipend_pay

__all__ = ["meeting_pay", "stipend_pay"]
