"""Stipends: what is paid for what, and what is owed to whom."""

from advisory.stipends.models.rates import Rate
from advisory.stipends.models.stipends import Stipend
from advisory.stipends.models.wishes import PayWish
from advisory.stipends.models.work import Work

__all__ = ["PayWish", "Rate", "Stipend", "Work"]
