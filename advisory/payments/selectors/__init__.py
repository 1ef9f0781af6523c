"""Reading payments: what is ready to be paid which way, what became of it, how long members wait."""

from advisory.payments.selectors.files import payer_file
from advisory.payments.selectors.ready import Ready, ready_by_method, ready_to_pay
from advisory.payments.selectors.runs import payments_in, runs_of, runs_under_way, states_in
from advisory.payments.selectors.waiting import median_days

__all__ = [
    "Ready",
    "median_days",
    "payer_file",
    "payments_in",
    "ready_by_method",
    "ready_to_pay",
    "runs_of",
    "runs_under_way",
    "states_in",
]
