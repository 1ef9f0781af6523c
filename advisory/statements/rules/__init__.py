"""What statements and the open book go by. Nothing here reads the database."""

from advisory.statements.rules.folding import FEWEST, Part, Shown, fold
from advisory.statements.rules.hands import may_keep_tax_year
from advisory.statements.rules.quarters import next_quarter, place_of, quarter_of, quarters
from advisory.statements.rules.taxes import FIRST_OPEN_YEAR, Standing, standing, threshold_by_law

__all__ = [
    "FEWEST",
    "FIRST_OPEN_YEAR",
    "Part",
    "Shown",
    "Standing",
    "fold",
    "may_keep_tax_year",
    "next_quarter",
    "place_of",
    "quarter_of",
    "quarters",
    "standing",
    "threshold_by_law",
]
