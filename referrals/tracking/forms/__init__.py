"""What a provider fills in."""

from referrals.tracking.forms.intake import ReferralForm
from referrals.tracking.forms.steps import CloseForm, StepForm

__all__ = ["CloseForm", "ReferralForm", "StepForm"]
