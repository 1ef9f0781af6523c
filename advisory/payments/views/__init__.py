"""Pages of payments."""

from advisory.payments.views.paying import meeting_pay, stipend_pay
from advisory.payments.views.runs import (
    payment_run,
    payment_run_file,
    payment_run_sheet,
    payment_run_start,
    payment_runs,
)
from advisory.payments.views.settling import (
    payment_failed,
    payment_paid,
    payment_run_paid,
    payment_run_results,
)

__all__ = [
    "meeting_pay",
    "payment_failed",
    "payment_paid",
    "payment_run",
    "payment_run_file",
    "payment_run_paid",
    "payment_run_results",
    "payment_run_sheet",
    "payment_run_start",
    "payment_runs",
    "stipend_pay",
]
