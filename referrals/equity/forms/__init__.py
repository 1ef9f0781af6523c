"""What comes in from outside: files of figures, and tests of change."""

from referrals.equity.forms.figures import KINDS, IndicatorForm, check_rows, read_csv
from referrals.equity.forms.trials import FinishForm, TrialForm

__all__ = ["KINDS", "FinishForm", "IndicatorForm", "TrialForm", "check_rows", "read_csv"]
