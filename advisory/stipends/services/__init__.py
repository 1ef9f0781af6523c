"""Changing what is paid for what, and what is owed to whom."""

from advisory.stipends.services.accruing import accrue_for
from advisory.stipends.services.approving import approve_meeting, approve_stipend, lock
from advisory.stipends.services.correcting import attendance_says, correct_work, reverse_stipend
from advisory.stipends.services.funding import funds_that_pay
from advisory.stipends.services.rates import set_rate
from advisory.stipends.services.wishing import wish_for
from advisory.stipends.services.working import Done, enter_work

__all__ = [
    "Done",
    "accrue_for",
    "approve_meeting",
    "approve_stipend",
    "attendance_says",
    "correct_work",
    "enter_work",
    "funds_that_pay",
    "lock",
    "reverse_stipend",
    "set_rate",
    "wish_for",
]
