"""Rates, proportions, ratios and gaps with their uncertainty, run charts, and which counts are too small.

Pure, and checked against published worked examples (``data/stats``), statsmodels and SciPy. Each file names
the sources of its formulas. Impossible input is a ValueError that says what is wrong.
"""

from referrals.equity.measures.basics import Estimate, Number
from referrals.equity.measures.funnels import Funnel, Step, funnel
from referrals.equity.measures.gaps import (
    ChildrenInGap,
    Gap,
    RateDifference,
    RelativeGap,
    children_in_gap,
    gap,
    rate_difference,
    relative_gap,
)
from referrals.equity.measures.proportions import Proportion, proportion, wilson_limits
from referrals.equity.measures.rates import Rate, byar_limits, exact_poisson_limits, rate
from referrals.equity.measures.ratios import RateRatio, RiskRatio, rate_ratio, risk_ratio
from referrals.equity.measures.run_charts import RunChart, Runs, Stretch, run_chart, run_charts_by_phase
from referrals.equity.measures.small_counts import SMALL, Shown, suppress
from referrals.equity.measures.standardised import StandardisedRate, directly_standardised_rate

__all__ = [
    "SMALL",
    "ChildrenInGap",
    "Estimate",
    "Funnel",
    "Gap",
    "Number",
    "Proportion",
    "Rate",
    "RateDifference",
    "RateRatio",
    "RelativeGap",
    "RiskRatio",
    "RunChart",
    "Runs",
    "Shown",
    "StandardisedRate",
    "Step",
    "Stretch",
    "byar_limits",
    "children_in_gap",
    "directly_standardised_rate",
    "exact_poisson_limits",
    "funnel",
    "gap",
    "proportion",
    "rate",
    "rate_difference",
    "rate_ratio",
    "relative_gap",
    "risk_ratio",
    "run_chart",
    "run_charts_by_phase",
    "suppress",
    "wilson_limits",
]
