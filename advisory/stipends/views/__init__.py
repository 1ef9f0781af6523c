"""Pages of stipends."""

from advisory.stipends.views.money import meeting_approve, meeting_owe, stipend_approve, stipends
from advisory.stipends.views.one import stipend, stipend_correct, stipend_method, stipend_reverse, work_new
from advisory.stipends.views.own import my_stipends, my_work, pay_choice
from advisory.stipends.views.rates import rate_new, rates

__all__ = [
    "meeting_approve",
    "meeting_owe",
    "my_stipends",
    "my_work",
    "pay_choice",
    "rate_new",
    "rates",
    "stipend",
    "stipend_approve",
    "stipend_correct",
    "stipend_method",
    "stipend_reverse",
    "stipends",
    "work_new",
]
