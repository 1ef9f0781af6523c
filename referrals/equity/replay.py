"""The published indicators of a file of meeting records (``ei_indicators``)."""

from typing import Any

from referrals.equity.forms import IndicatorForm
from referrals.equity.models import Indicator
from referrals.equity.services import keep_figures

# The file's own words for our columns, where they differ.
WORDS = {"key": "id", "n": "n_referrals"}


def load_indicators(records: list[Any], context: Any) -> tuple[int, int]:
    """Keep each indicator with its definition; says how many are new and how many changed.

    What is null stays "not recorded".

    ``records`` and ``context`` are those of ``registry.ReplaySection``. A wrong one is refused at its line.
    """
    seen: set[str] = set()
    indicators = []
    for record in records:
        indicator = _read(record)
        if indicator.key in seen:
            record.refuse("id", f"“{indicator.key}” stands in the file twice")
        seen.add(indicator.key)
        indicators.append(indicator)
    kept = keep_figures(context.community, indicators)
    return kept.added, kept.changed


def _read(record: Any) -> Indicator:
    """One indicator, unsaved."""
    said = {column: record.text(WORDS.get(column, column)) for column in IndicatorForm.base_fields}
    form = IndicatorForm(said)
    if not form.is_valid():
        column, reasons = next(iter(form.errors.items()))
        word = WORDS.get(column, column)
        record.refuse(word, f"{word}: {reasons[0]!s}" if column in said else str(reasons[0]))
    return form.save(commit=False)
