"""The pages of figures."""

from referrals.equity.views.comparing import compared_as_asked, equity_own
from referrals.equity.views.over_time import equity_months
from referrals.equity.views.steps import equity_steps
from referrals.equity.views.trials import equity_trial, equity_trial_do, equity_trials

__all__ = [
    "compared_as_asked",
    "equity_months",
    "equity_own",
    "equity_steps",
    "equity_trial",
    "equity_trial_do",
    "equity_trials",
]
